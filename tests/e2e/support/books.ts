import type { ElectronApplication, Page } from "@playwright/test";
import { askMain } from "./ask-main.ts";
import { expect, keel } from "./keel.ts";

const POSITION = {
  kind: "linear",
  quote: "USDT",
  settle: "USDT",
  contractSize: "1",
  marginMode: "cross",
  leverage: "20",
};

/** Two accounts: one at a half of its collateral, one with a price that is missing. */
export const BOOK = {
  format: "keel.portfolio",
  version: 1,
  asOf: "2026-11-22T00:00:00Z",
  valuationCurrency: "USD",
  prices: { USDT: "0.9995", BTC: "31967.27", ETH: "1934.62" },
  accounts: [
    {
      id: "cold-desk",
      label: "Cold desk",
      venue: "binanceusdm",
      marginModel: "binance-usdm",
      balances: [{ asset: "USDT", walletBalance: "21535.01" }],
      positions: [
        {
          ...POSITION,
          instrument: "BTC/USDT:USDT",
          base: "BTC",
          side: "long",
          quantity: "12.488",
          entryPrice: "32481.98",
          markPrice: "31967.27",
          marginTiers: [
            { floor: "0", cap: "50000", maintenanceRate: "0.004" },
            { floor: "50000", cap: "250000", maintenanceRate: "0.005" },
            { floor: "250000", cap: null, maintenanceRate: "0.01" },
          ],
        },
        {
          ...POSITION,
          instrument: "ETH/USDT:USDT",
          base: "ETH",
          side: "short",
          quantity: "63.7",
          entryPrice: "1899.98",
          markPrice: "1934.62",
          marginTiers: [{ floor: "0", cap: null, maintenanceRate: "0.005" }],
        },
      ],
    },
    {
      id: "partner",
      label: "Partner, by statement",
      venue: "bybit",
      marginModel: "bybit-unified",
      balances: [
        { asset: "USDT", walletBalance: "250000", collateralWeight: "1" },
        { asset: "DOGE", walletBalance: "1000000", collateralWeight: "0.8" },
      ],
      positions: [],
    },
  ],
};

/** The accounts page, wherever the app has started. */
export async function openAccounts(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Accounts", exact: true }).click();
  await expect(page.getByRole("link", { name: "Import a book" })).toBeVisible();
}

/** Chooses a file of this text in the import dialog, as the desktop's own dialog would. */
export async function chooseFile(page: Page, name: string, text: string | Buffer): Promise<void> {
  const buffer = typeof text === "string" ? Buffer.from(text) : text;
  const input = page.getByRole("dialog").getByLabel("File");
  await input.setInputFiles({ name, mimeType: "", buffer });
}

export async function importBook(page: Page, name: string, text: string): Promise<void> {
  await openAccounts(page);
  await page.getByRole("link", { name: "Import a book" }).click();
  await chooseFile(page, name, text);
  await expect(page.getByTestId("book-preview")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("book-imported")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** The desktop's dialog answers with this path, or is cancelled with `null`. */
export async function answerSaveDialog(app: ElectronApplication, path: string | null) {
  await askMain(() =>
    app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({
        canceled: filePath === null,
        filePath: filePath ?? "",
      });
    }, path),
  );
}

/** Figures on the overview at full precision, by account name. */
export async function figuresOnOverview(page: Page): Promise<unknown> {
  const reply = await page.evaluate(() => window.keel.invoke("overview.get", {}));
  const view: unknown = reply.ok ? reply.value : null;
  // Ids differ from one data folder to another; everything else must not.
  return JSON.parse(
    JSON.stringify(view, (key, value) => (["accountId", "at"].includes(key) ? null : value)),
  );
}

/** What `keel evaluate` makes of a document. */
export function evaluated(text: string) {
  return JSON.parse(keel(["evaluate", "-", "--json"], text).stdout);
}
