import { generateKeyPairSync } from "node:crypto";
import type { Page } from "@playwright/test";
import { INSISTENCE } from "#shared/domain/insistence.ts";
import { fillIn, goToAccounts, KEY, PLAIN_TEXT } from "./support/add-account.ts";
import { answers, type Fault, startFickleVenue } from "./support/fickle-venue.ts";
import { expect, test as base } from "./support/keel.ts";

/*
 * An account of one's own, added by hand and read through the unmodified client from a venue on
 * loopback that can be told to misbehave.
 */

const test = base.extend<{ venue: Awaited<ReturnType<typeof startFickleVenue>> }>({
  // oxlint-disable-next-line no-empty-pattern
  venue: async ({}, use) => {
    const venue = await startFickleVenue();
    await use(venue);
    await venue.close();
  },
});

/** A value inside an answer; `undefined` where there is none. */
function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce((inside, key) => Reflect.get(Object(inside), key), value);
}

const REFUSED_KEY = answers(
  401,
  '{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action"}',
);
/** For a second, as Binance words it. */
const BANNED: Fault = (request, response) => {
  const msg = `Way too many requests; IP banned until ${Date.now() + 1_000}.`;
  answers(429, JSON.stringify({ code: -1003, msg }))(request, response);
};
const CUT: Fault = (request) => request.socket.destroy();

const FAULTS: readonly { fault: Fault; code: RegExp }[] = [
  { fault: answers(200, "{}"), code: /bad_venue_data/ },
  {
    fault: answers(200, "<html>captcha</html>", "text/html"),
    code: /bad_venue_data|venue_unavailable/,
  },
  { fault: CUT, code: /venue_unavailable/ },
  { fault: REFUSED_KEY, code: /credentials_rejected/ },
];

const INVISIBLE = "It holds a character that can't be seen, which came along when it was copied.";

const ask = (page: Page, channel: string, input: unknown) =>
  page.evaluate(([name, value]) => window.keel.invoke(name, value), [channel, input] as const);

const dialog = (page: Page) => page.getByRole("dialog");
const failure = (page: Page) => dialog(page).getByRole("alert");

test("without a key store of the system a key is refused in words", async ({ launch }) => {
  const { page } = await launch({ KEEL_REPLAY_URL: "http://127.0.0.1:9/demo/" });
  expect(await ask(page, "accounts.add", KEY)).toMatchObject({
    ok: false,
    error: { code: "unsupported" },
  });
  await goToAccounts(page);
  await page.getByRole("link", { name: "Add an account" }).click();
  await expect(page.getByTestId("keys-refused")).toBeVisible();
  await expect(page.getByLabel("API key")).toBeDisabled();
  await page.getByLabel("Venue").selectOption({ label: "Hyperliquid" });
  await expect(page.getByTestId("keys-refused")).toHaveCount(0);
  await expect(page.getByLabel("Address")).toBeEnabled();
});

test("an account is added by the keyboard, seen live, renamed, paused and removed", async ({
  launch,
  venue,
}) => {
  const { page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  await fillIn(page);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("account-added")).toContainText("can only read");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  const row = page.locator("[data-testid^='account-']").filter({ hasText: KEY.label });
  await expect(row).toContainText("live");
  await expect(row).toContainText("view-only");
  await expect(page.getByTestId("demo-banner")).toHaveCount(0);

  await row.getByRole("link", { name: "Manage" }).click();
  await dialog(page).getByLabel("Name").fill("Desk");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("heading", { name: "Desk" })).toBeVisible();
  await dialog(page).getByRole("button", { name: "Pause reading" }).click();
  await expect(dialog(page).getByRole("button", { name: "Resume reading" })).toBeVisible();
  await page.keyboard.press("Escape");
  const renamed = page.locator("[data-testid^='account-']").filter({ hasText: "Desk" });
  await expect(renamed).toContainText("paused");

  await renamed.getByRole("link", { name: "Manage" }).click();
  await dialog(page).getByRole("link", { name: "Remove the account" }).click();
  await dialog(page).getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText(/no account/i).first()).toBeVisible();
});

test("a wrong key and a venue that is down are said with the next step, and the form stays", async ({
  launch,
  venue,
}) => {
  const { page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  await fillIn(page);
  for (const [fault, code, next] of [
    [REFUSED_KEY, "credentials_rejected", "pasted whole"],
    [CUT, "venue_unavailable", "status page"],
    [answers(200, "{}"), "bad_venue_data", "Try again"],
    [BANNED, "rate_limited", "Wait"],
  ] as const) {
    venue.misbehave(fault);
    await page.getByRole("button", { name: "Test and add" }).click();
    await expect(failure(page)).toHaveAttribute("data-code", code);
    await expect(failure(page)).toContainText(next);
    await expect(failure(page)).toContainText("Nothing was kept");
  }
  venue.misbehave(null);
  // Nothing is sent before the ban has ended, whoever asks.
  await expect(async () => {
    await page.getByRole("button", { name: "Test and add" }).click();
    await expect(page.getByTestId("account-added")).toBeVisible({ timeout: 5_000 });
  }).toPass();
});

test("a key that can trade is refused, and taken only when insisted on in words", async ({
  launch,
  venue,
}) => {
  const { page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  venue.allow({ enableFutures: true });
  await fillIn(page);
  await page.keyboard.press("Enter");
  await expect(failure(page)).toContainText("This key can place orders.");
  const allTheSame = page.getByRole("button", { name: "Add it all the same" });
  await expect(allTheSame).toBeDisabled();
  await page.getByLabel("That sentence").fill("yes");
  await page.keyboard.press("Enter");
  await expect(allTheSame).toBeDisabled();
  expect(at(await ask(page, "accounts.list", {}), "value", "accounts")).toMatchObject([
    { isDemo: true },
  ]);
  venue.allow({ enableFutures: true, enableWithdrawals: true });
  await page.getByLabel("That sentence").fill(INSISTENCE);
  await page.keyboard.press("Enter");
  await expect(failure(page)).toContainText("place orders and withdraw funds");
  await expect(page.getByLabel("That sentence")).toHaveValue("");
  await page.getByLabel("That sentence").fill(INSISTENCE);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("account-added")).toContainText("withdraw funds");
  await page.keyboard.press("Enter");
  const row = page.locator("[data-testid^='account-']").filter({ hasText: KEY.label });
  await expect(row).toContainText("can withdraw");
});

test("what was copied along with a key is told at its field, and a private key keeps its lines", async ({
  launch,
  venue,
}) => {
  const { page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  await fillIn(page);
  const key = page.getByLabel("API key");
  await key.fill(`${KEY.apiKey}\u200B`);
  await page.keyboard.press("Enter");
  await expect(key).toHaveJSProperty("validationMessage", INVISIBLE);
  await expect(key).toBeFocused();
  await key.fill(KEY.apiKey);
  await page.getByRole("button", { name: "Paste a private key (PEM) instead" }).click();
  const lines = page.getByLabel("Private key (PEM)");
  const { privateKey } = generateKeyPairSync("ed25519");
  await lines.fill(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  await page.getByRole("button", { name: "Test and add" }).click();
  await expect(page.getByTestId("account-added")).toBeVisible();
});

test("a key whose rights can't be read is refused, tried again, or taken in words", async ({
  launch,
  venue,
}) => {
  const { page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  venue.allow(null);
  await fillIn(page);
  await page.keyboard.press("Enter");
  await expect(failure(page)).toHaveAttribute("data-code", "key_rights_unread");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(failure(page)).toHaveAttribute("data-code", "key_rights_unread");
  await page.getByLabel("That sentence").fill(INSISTENCE);
  await page.getByRole("button", { name: "Add it all the same" }).click();
  await expect(page.getByTestId("account-added")).toContainText("could not be read");
});

test("the last good snapshot outlives every fault of the venue", async ({ launch, venue }) => {
  const { page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  const added = await ask(page, "accounts.add", KEY);
  const accountId = String(at(added, "value", "accountId"));
  await expect(page.getByTestId(`feed-${accountId}`)).toContainText(/live/i);
  const equity = page.getByTestId("equity-value");
  await expect(equity).toHaveAttribute("data-value", /^\d/);
  for (const { fault, code } of FAULTS) {
    venue.misbehave(fault);
    await ask(page, "accounts.sync", { accountId });
    const feed = async () =>
      at(await ask(page, "overview.get", {}), "value", "accounts", 0, "feed");
    await expect.poll(async () => at(await feed(), "failure", "code")).toMatch(code);
    expect(at(await feed(), "readAt")).toEqual(expect.any(Number));
    await expect(equity).toHaveAttribute("data-value", /^\d/);
    venue.misbehave(null);
    await ask(page, "accounts.sync", { accountId });
    await expect.poll(async () => at(await feed(), "failure")).toBeNull();
  }
});
