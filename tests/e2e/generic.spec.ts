import { join } from "node:path";
import { startReplayServer } from "../replay/replay-server.ts";
import { goToAccounts, PLAIN_TEXT } from "./support/add-account.ts";
import { expect, test } from "./support/keel.ts";

const COMPOSED = join(import.meta.dirname, "../replay/composed");

test("an account at a venue without a rule is found, added, seen live and marked", async ({
  launch,
}) => {
  const server = await startReplayServer(COMPOSED);
  const { page } = await launch({ KEEL_REPLAY_URL: server.proxyUrl("bingx") }, PLAIN_TEXT);
  await goToAccounts(page);
  await page.getByRole("link", { name: "Add an account" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Venue")).toBeFocused();
  await page.keyboard.type("bingx");
  const dialog = page.getByRole("dialog");
  await expect(page.getByTestId("generic-warning")).toContainText("no margin rule of BingX");
  await expect(dialog).toContainText("BingX does not tell Keel what a key may do");
  await expect(dialog).toContainText("Contacted: open-api.bingx.com.");
  for (const text of ["My BingX", "planted-key", "planted-secret"]) {
    await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Enter");
  const added = page.getByTestId("account-added");

  // Requests are spaced as ccxt's class asks.
  await expect(added).toBeVisible({ timeout: 30_000 });
  await expect(added).toContainText("Look at the venue that it can only read");
  await expect(added).toContainText("nothing confirms Keel's figures");
  await page.keyboard.press("Enter");

  const row = page.locator("[data-testid^='account-']").filter({ hasText: "My BingX" });
  await expect(row).toContainText("live");
  await expect(row).toContainText("Generic model");
  await row.getByTestId("generic-tag").hover();
  await expect(page.getByRole("tooltip").filter({ hasText: "no margin rule" })).toBeVisible();

  await row.getByRole("link", { name: "My BingX" }).click();
  await expect(page.getByTestId("generic-tag")).toBeVisible();
  await expect(page.getByTestId("gap-list")).toContainText("counted the way that leaves less");
  await page.keyboard.press("1");
  await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", "22227.75");
  await server.close();
});
