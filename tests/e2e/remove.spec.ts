import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { KEY, PLAIN_TEXT } from "./support/add-account.ts";
import { startFickleVenue } from "./support/fickle-venue.ts";
import { expect, test as base } from "./support/keel.ts";

/*
 * An account is removed in the window, its history kept or erased; of what was erased no byte is left
 * in the data folder.
 */

const test = base.extend<{ venue: Awaited<ReturnType<typeof startFickleVenue>> }>({
  // oxlint-disable-next-line no-empty-pattern
  venue: async ({}, use) => {
    const venue = await startFickleVenue();
    await use(venue);
    await venue.close();
  },
});

const LABEL = "Planted desk";
const ACCOUNT = { ...KEY, label: LABEL };

const dialog = (page: Page) => page.getByRole("dialog");

/** Adds the account and waits until it was read. */
async function addAccount(page: Page): Promise<void> {
  await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
  await page.evaluate((input) => window.keel.invoke("accounts.add", input), ACCOUNT);
  await page.keyboard.press("2");
  const row = page.locator("[data-testid^='account-']").filter({ hasText: LABEL });
  await expect(row).toContainText("live");
  await row.getByRole("link", { name: "Manage" }).click();
  await dialog(page).getByRole("link", { name: "Remove the account" }).click();
  await expect(dialog(page).getByRole("radio", { name: "Keep its history" })).toBeChecked();
}

/** Files of the data folder in which a text stands, as UTF-8 or as UTF-16. */
function filesWith(dataDir: string, text: string): readonly string[] {
  const forms = [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")];
  return readdirSync(dataDir, { recursive: true, encoding: "utf8" }).filter((name) => {
    const file = join(dataDir, name);
    if (!(statSync(file, { throwIfNoEntry: false })?.isFile() ?? false)) return false;
    const content = readFileSync(file);
    return forms.some((form) => content.includes(form));
  });
}

test("kept history is listed under removed accounts and erased later, by the name typed", async ({
  launch,
  venue,
  dataDir,
}) => {
  const { app, page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  await addAccount(page);
  await dialog(page).getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText(/no account/i).first()).toBeVisible();
  expect(filesWith(dataDir, LABEL)).not.toEqual([]);

  const removed = page.getByTestId("removed-accounts");
  await removed.getByText(/Removed accounts/).focus();
  await page.keyboard.press("Enter");
  const row = removed.getByRole("row").filter({ hasText: LABEL });
  await row.getByRole("link", { name: "Erase history" }).click();
  await expect(dialog(page)).toContainText(/\d+ readings? .*\d{4}-\d\d-\d\d/);
  await expect(dialog(page)).toContainText("cannot be undone");
  const erase = dialog(page).getByRole("button", { name: "Erase it" });
  await expect(erase).toBeDisabled();
  await expect(dialog(page).getByLabel("Its name")).toBeFocused();
  await page.keyboard.type("Planted");
  await page.keyboard.press("Enter");
  await expect(erase).toBeDisabled();
  await dialog(page).getByLabel("Its name").fill(LABEL);
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  await expect(row).toHaveCount(0);
  await expect(page.getByTestId("erasing")).toHaveCount(0);
  await app.close();
  expect(filesWith(dataDir, LABEL)).toEqual([]);
});

test("an account is removed with its history erased, and no byte of it is left", async ({
  launch,
  venue,
  dataDir,
}) => {
  const { app, page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  await addAccount(page);
  await page.keyboard.press("ArrowDown");
  await expect(dialog(page).getByRole("radio", { name: "Erase its history too" })).toBeChecked();
  const erase = dialog(page).getByRole("button", { name: "Remove and erase it" });
  await expect(dialog(page).getByTestId("erasure-terms")).toContainText("cannot be undone");
  await expect(erase).toBeDisabled();
  await dialog(page).getByLabel("Its name").fill(LABEL);
  await erase.click();
  await expect(page.getByText(/no account/i).first()).toBeVisible();
  await expect(page.getByTestId("erasing")).toHaveCount(0);
  await expect(page.getByText(LABEL)).toHaveCount(0);
  await app.close();
  expect(filesWith(dataDir, LABEL)).toEqual([]);
});

test("erasing that a power cut ends goes on at the next start", async ({
  launch,
  venue,
  dataDir,
}) => {
  const { page, kill } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  await addAccount(page);
  await dialog(page).getByLabel("Erase its history too").check();
  await dialog(page).getByLabel("Its name").fill(LABEL);
  await dialog(page).getByRole("button", { name: "Remove and erase it" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await kill();
  const again = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  await again.page.getByRole("link", { name: "Accounts" }).first().click();
  await expect(again.page.getByRole("link", { name: "Add an account" })).toBeVisible();
  await expect(again.page.getByTestId("erasing")).toHaveCount(0);
  await again.app.close();
  expect(filesWith(dataDir, LABEL)).toEqual([]);
});
