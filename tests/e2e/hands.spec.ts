import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { askMain } from "./support/ask-main.ts";
import { expect, test } from "./support/keel.ts";

/* What a trader does with hands: keys, filters, opening a figure, leaving the demo. */

test("the whole window answers to the keyboard", async ({ launch }) => {
  const { page } = await launch();
  await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
  for (const [key, path] of [
    ["2", /accounts/],
    ["3", /margin/],
    ["4", /alerts/],
    ["5", /settings/],
    ["1", /#\/$/],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page).toHaveURL(path);
  }
  await page.keyboard.press("3");
  await page.keyboard.press("/");
  await page.keyboard.type("eth");
  const rows = page.getByTestId("positions-table").locator("[data-testid^='position-']");
  await expect(rows).toHaveCount(1);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("short");
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("Escape");
  await page.locator("body").click({ position: { x: 640, y: 790 } });
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("Open the command palette");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("theme light");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("the focus stays where the hands are", async ({ launch }) => {
  const { page } = await launch();
  await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
  await page.keyboard.press("2");
  const add = page.getByRole("link", { name: "Add an account" });
  for (const close of ["Cancel", "Close"]) {
    await add.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: close }).press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(add).toBeFocused();
  }
  const sync = page.getByRole("button", { name: "Sync all now" });
  await sync.focus();
  await page.keyboard.press("Enter");
  await expect(sync).toHaveAttribute("aria-busy", "false");
  await expect(sync).toBeFocused();
});

test("a figure opens into the lines it is the sum of", async ({ launch }) => {
  const { page } = await launch();
  const equity = page.getByTestId("equity-value");
  await expect(equity).toHaveAttribute("data-value", /^\d/);
  await page.evaluate(() => window.keel.invoke("demo.pause", {}));
  await page.getByRole("button", { name: "Consolidated equity: show its parts" }).focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("Demo");
  await expect(sheet).toContainText((await equity.textContent()) ?? "no equity");
  await page.keyboard.press("Escape");
  await page.keyboard.press("3");
  await expect(page.getByTestId("pool-USDT")).toContainText("Unrealized profit BTC/USDT:USDT long");
  await expect(page.getByTestId("reconciliation")).toContainText("Maintenance margin");
});

test("the demo is left for an empty start and stays left", async ({ launch }) => {
  const first = await launch();
  await first.page.getByRole("button", { name: "Leave the demo" }).click();
  await expect(first.page.getByTestId("demo-banner")).toHaveCount(0);
  await first.app.close();
  const second = await launch();
  await expect(second.page.getByText(/no account/i).first()).toBeVisible();
  await expect(second.page.getByTestId("demo-banner")).toHaveCount(0);
});

test("the window remembers its place", async ({ launch, dataDir }) => {
  const first = await launch();
  await askMain(() =>
    first.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1300, height: 820 }),
    ),
  );
  await first.app.close();
  expect(existsSync(join(dataDir, "window.json"))).toBe(true);
  const second = await launch();
  const bounds = await askMain(() =>
    second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()),
  );
  expect(bounds).toMatchObject({ width: 1300, height: 820 });
});

test("the log holds no secret and no raw answer", async ({ launch, dataDir }) => {
  const { page } = await launch();
  await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
  const log = readFileSync(join(dataDir, "logs", "keel.log"), "utf8");
  expect(log).not.toMatch(/signature=|apiKey|walletBalance/);
});
