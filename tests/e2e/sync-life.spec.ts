import type { Page } from "@playwright/test";
import { askMain } from "./support/ask-main.ts";
import { KEY, PLAIN_TEXT, goToAccounts } from "./support/add-account.ts";
import { answers, type Fault, type FickleVenue, startFickleVenue } from "./support/fickle-venue.ts";
import { expect, test as base } from "./support/keel.ts";

/*
 * How an account is being read, as the trader sees it: room, pace, clock, rights, pause, and the
 * words for everything a venue and a network can do.
 */

const test = base.extend<{ venue: FickleVenue }>({
  // oxlint-disable-next-line no-empty-pattern
  venue: async ({}, use) => {
    const venue = await startFickleVenue();
    await use(venue);
    await venue.close();
  },
});

const ask = (page: Page, channel: string, input: unknown) =>
  page.evaluate(([name, value]) => window.keel.invoke(name, value), [channel, input] as const);

async function addAccount(page: Page): Promise<string> {
  const reply = await ask(page, "accounts.add", KEY);
  return String(Reflect.get(Object(Reflect.get(Object(reply), "value")), "accountId"));
}

const rowOf = (page: Page) =>
  page.locator("[data-testid^='account-']").filter({ hasText: KEY.label });
const sheet = (page: Page) => page.getByRole("dialog");

async function manage(page: Page): Promise<void> {
  await rowOf(page).getByRole("link", { name: "Manage" }).click();
}

test("room, pace, clock and rules of a reading are told", async ({ launch, venue }) => {
  venue.tell({ "x-mbx-used-weight-1m": "432" });
  venue.setClockAhead(2_300);
  const { page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  await addAccount(page);
  await goToAccounts(page);
  await expect(rowOf(page)).toContainText("82 %");
  await expect(rowOf(page)).toContainText("every 10 s");
  await manage(page);
  await expect(sheet(page)).toContainText("82 % of 2,400 weight a minute");
  await expect(sheet(page)).toContainText(/Snapshots\s*\d/);
  await expect(sheet(page)).toContainText(/Your clock is 2\.\d s behind the venue's; corrected/);
  await expect(sheet(page)).toContainText(/Leverage bracket read \d+ s ago \([0-9a-f]{8}\)/);
  await page.keyboard.press("Escape");

  venue.tell({ "x-mbx-used-weight-1m": "2100" });
  await rowOf(page).getByRole("button", { name: "Sync now" }).click();
  await expect(rowOf(page)).toContainText("little");
  await expect(rowOf(page)).toContainText("every 1 min");
});

test("a key that gains a power is warned of, on demand", async ({ launch, venue }) => {
  const { page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  const accountId = await addAccount(page);
  await goToAccounts(page);
  await expect(rowOf(page)).toContainText("view-only");
  venue.allow({ enableFutures: true });
  await manage(page);
  await sheet(page).getByRole("button", { name: "Check key rights" }).click();
  await expect(sheet(page)).toContainText("was not so, or not known, when the account was added");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId(`gained-${accountId}`)).toContainText("place orders");
  await expect(rowOf(page)).toContainText("can trade");
});

test("a paused account is paused everywhere, by name from the palette", async ({
  launch,
  venue,
}) => {
  const { page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  const accountId = await addAccount(page);
  await goToAccounts(page);
  await expect(rowOf(page)).toContainText("live");
  const command = async (name: string) => {
    await page.keyboard.press("Control+K");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
  };
  await command(`Pause ${KEY.label}`);
  await expect(rowOf(page)).toContainText("paused");
  const feed = page.getByTestId(`feed-${accountId}`);
  await expect(feed).toHaveAttribute("data-state", "paused");
  await feed.hover();
  await expect(page.getByText(/Paused since \d{4}-/).first()).toBeVisible();
  await page.keyboard.press("1");
  await expect(page.getByText(`${KEY.label} is paused since`)).toBeVisible();
  await command(`Rename ${KEY.label}`);
  await expect(sheet(page).getByLabel("Name")).toBeFocused();
  await page.keyboard.press("Escape");
  await command(`Resume ${KEY.label}`);
  await expect(feed).toHaveAttribute("data-state", "live");
});

test("battery slows the readings, waking up reads at once", async ({ launch, venue }) => {
  const { app, page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  await addAccount(page);
  await goToAccounts(page);
  await expect(rowOf(page)).toContainText("every 10 s");
  await askMain(() =>
    app.evaluate(({ powerMonitor }) => {
      powerMonitor.isOnBatteryPower = () => true;
      powerMonitor.emit("on-battery");
    }),
  );
  await rowOf(page).getByRole("button", { name: "Sync now" }).click();
  await expect(rowOf(page)).toContainText("every 30 s");
  await expect(rowOf(page)).toContainText("live");
  const list = () => ask(page, "accounts.list", {}).then((reply) => JSON.stringify(reply));
  const readAt = async () => /"readAt":(\d+)/.exec(await list())?.[1];
  const before = await readAt();
  await askMain(() => app.evaluate(({ powerMonitor }) => powerMonitor.emit("resume")));
  // Far sooner than the thirty seconds that were promised.
  await expect.poll(readAt, { timeout: 10_000 }).not.toBe(before);
});

const TROUBLES: readonly (readonly [string, Fault, RegExp])[] = [
  ["maintenance", answers(503, "<html>maintenance</html>", "text/html"), /cannot be reached/],
  [
    "a region block",
    answers(451, '{"code":0,"msg":"Service unavailable from a restricted location"}'),
    /does not serve this place/,
  ],
  ["a hollow answer", answers(200, "{}"), /made no sense/],
  ["a socket that hangs", () => {}, /cannot be reached/],
  ["a ban", answers(418, '{"code":-1003,"msg":"banned"}'), /asked to slow down/],
];

for (const [name, fault, words] of TROUBLES) {
  test(`${name} is said in the window and the last reading stays`, async ({ launch, venue }) => {
    const { page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
    const accountId = await addAccount(page);
    await goToAccounts(page);
    await expect(rowOf(page)).toContainText("live");
    venue.misbehave(fault);
    await ask(page, "accounts.sync", { accountId });
    await expect(rowOf(page)).toContainText(words);
    await page.keyboard.press("1");
    await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
  });
}

test("a failure to sync is gone once all accounts are synced", async ({ launch, venue }) => {
  const { page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  await addAccount(page);
  await goToAccounts(page);
  await expect(rowOf(page)).toContainText("live");
  venue.misbehave(answers(200, "{}"));
  await rowOf(page).getByRole("button", { name: "Sync now" }).click();
  const failure = page.locator("[role=alert][data-code=bad_venue_data]");
  await expect(failure).toBeVisible();
  venue.misbehave(null);
  const syncAll = page.getByRole("button", { name: "Sync all now" });
  await syncAll.click();
  await expect(rowOf(page)).toContainText("live");
  await expect(syncAll).toHaveAttribute("aria-busy", "false");
  await expect(failure).toHaveCount(0);
});
