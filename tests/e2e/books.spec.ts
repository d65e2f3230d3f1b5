import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { buildBook } from "../../electron/document/testing/build-book.ts";
import {
  answerSaveDialog,
  BOOK,
  chooseFile,
  evaluated,
  figuresOnOverview,
  importBook,
  openAccounts,
} from "./support/books.ts";
import { expect, keel, test } from "./support/keel.ts";

/*
 * Books without keys: accounts that come from a file or are typed by hand, and leave as a file.
 */

const dialog = (page: Page) => page.getByRole("dialog");
const rowOf = (page: Page, label: string) =>
  page.locator("[data-testid^='account-']").filter({ hasText: label });

async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const create = ([fileName, content]: readonly [string, string]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], fileName));
    return transfer;
  };
  const dataTransfer = await page.evaluateHandle(create, [name, text] as const);
  await page.dispatchEvent("main", "dragover", { dataTransfer });
  await expect(page.getByText("Drop it to see what is in it")).toBeVisible();
  await page.dispatchEvent("main", "drop", { dataTransfer });
}

async function saveAs(page: Page, format: "JSON" | "CSV"): Promise<void> {
  await openAccounts(page);
  await page.getByRole("link", { name: "Export", exact: true }).click();
  await dialog(page).getByRole("radio", { name: format }).check({ force: true });
  await dialog(page).getByRole("button", { name: "Save the file" }).click();
}

test("a large file shows how far its reading is, and can be stopped", async ({ launch }) => {
  const { page } = await launch();
  await openAccounts(page);
  await page.getByRole("link", { name: "Import a book" }).click();
  // As large as a book may be, and seen at once: a fast machine is stopped in the middle, too.
  await chooseFile(page, "large.json", buildBook({ accounts: 1_000, positions: 55 }));
  const progress = page.getByTestId("reading-progress");
  await progress.getByText(/of 1,000 accounts (checked|assessed)/).waitFor();
  await progress.getByRole("button", { name: "Stop reading" }).click();
  await expect(progress).toHaveCount(0);
  await chooseFile(page, "book.json", JSON.stringify(BOOK));
  await expect(page.getByTestId("book-preview")).toContainText("Cold desk");
});

test("a document is shown for what it would do, imported, and shown with its time", async ({
  launch,
}) => {
  const { page } = await launch();
  await openAccounts(page);
  await page.getByRole("link", { name: "Import a book" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByLabel("File")).toBeFocused();
  await chooseFile(page, "book.json", JSON.stringify(BOOK));
  const preview = page.getByTestId("book-preview");
  await expect(preview).toContainText("Cold desk");
  await expect(preview.locator("[data-action=new]")).toHaveCount(2);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("book-imported")).toContainText("2 accounts added");
  await page.keyboard.press("Enter");
  await expect(rowOf(page, "Cold desk")).toContainText("kept");
  await expect(rowOf(page, "Cold desk")).toContainText("as of 2026-11-22");
  await expect(rowOf(page, "Cold desk").getByRole("button", { name: "Sync now" })).toHaveCount(0);
  await expect(page.getByTestId("demo-banner")).toHaveCount(0);
  await page.keyboard.press("1");
  const [account] = evaluated(JSON.stringify(BOOK)).accounts;
  const row = rowOf(page, "Cold desk");
  await expect(row.locator("[data-field=equity]")).toHaveAttribute("data-value", account.equity);
  await expect(row.locator("[data-field=maintenanceMarginRatio]")).toHaveAttribute(
    "data-value",
    account.maintenanceMarginRatio,
  );
  await expect(row).toContainText("as of 2026-11-22");
});

test("a file with mistakes is refused place by place, and nothing is stored", async ({
  launch,
}) => {
  const { page } = await launch();
  await openAccounts(page);
  await page.getByRole("link", { name: "Import a book" }).click();
  const faults = page.getByTestId("book-faults");
  const text = JSON.stringify(BOOK);
  await chooseFile(
    page,
    "book.json",
    text.replace('"12.488"', '"12,488"').replace('"short"', '"s"'),
  );
  await expect(faults).toContainText("accounts[0].positions[0].quantity");
  await expect(faults).toContainText("accounts[0].positions[1].side");
  await expect(faults).toContainText("Nothing was stored");
  await chooseFile(page, "book.csv", "row,account\nposition,x,1,2\n");
  await expect(faults).toContainText(/line \d/);
  await chooseFile(page, "picture.json", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]));
  await expect(faults).toContainText("UTF-8");
  await chooseFile(page, "nested.json", "[".repeat(500_000));
  await expect(faults).toContainText("nested.json");
  await dropFile(page, "huge.json", " ".repeat(33_000_000));
  await expect(faults).toContainText("larger than 32 MB");
  await page.keyboard.press("Escape");
  await expect(rowOf(page, "Demo")).toBeVisible();
});

test("a file that is dropped on the page is previewed", async ({ launch }) => {
  const { page } = await launch();
  await openAccounts(page);
  await dropFile(page, "dropped.json", JSON.stringify(BOOK));
  await expect(page.getByTestId("book-preview")).toContainText("Partner, by statement");
});

test("what is exported comes back elsewhere, digit for digit, as JSON and as CSV", async ({
  launch,
  dataDir,
}) => {
  test.setTimeout(120_000);
  const here = await launch();
  await importBook(here.page, "book.json", JSON.stringify(BOOK));
  const expected = await figuresOnOverview(here.page);
  for (const format of ["JSON", "CSV"] as const) {
    const elsewhere = await mkdtemp(join(tmpdir(), "keel-e2e-"));
    const file = join(dataDir, `export.${format.toLowerCase()}`);
    await answerSaveDialog(here.app, file);
    await saveAs(here.page, format);
    await expect(here.page.getByTestId("book-saved")).toBeVisible();
    await here.page.keyboard.press("Enter");
    const there = await launch({}, [`--data-dir=${elsewhere}`]);
    await importBook(there.page, `export.${format.toLowerCase()}`, readFileSync(file, "utf8"));
    expect(await figuresOnOverview(there.page)).toEqual(expected);
    await there.app.close();
    await rm(elsewhere, { recursive: true, force: true });
  }
});

test("a mistake in a spreadsheet is told by its line and column", async ({ launch, dataDir }) => {
  const { app, page } = await launch();
  await importBook(page, "book.json", JSON.stringify(BOOK));
  const file = join(dataDir, "book.csv");
  await answerSaveDialog(app, file);
  await saveAs(page, "CSV");
  await expect(page.getByTestId("book-saved")).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Import a book" }).click();
  const template = join(dataDir, "template.csv");
  await answerSaveDialog(app, template);
  await dialog(page).getByRole("button", { name: "Save the template" }).click();
  await expect(dialog(page)).toContainText("Fill it in");
  await chooseFile(page, "template.csv", readFileSync(template, "utf8"));
  await expect(page.getByTestId("book-preview")).toContainText("My main account");
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  const line = lines.findIndex((each) => each.includes("12.488")) + 1;
  await chooseFile(page, "book.csv", lines.join("\n").replace("12.488", "12.48.8"));
  await expect(page.getByTestId("book-faults")).toContainText(`line ${line}, column quantity`);
});

test("saving can be called off, and a place that can't be written is said in words", async ({
  launch,
  dataDir,
}) => {
  const { app, page } = await launch();
  await importBook(page, "book.json", JSON.stringify(BOOK));
  await answerSaveDialog(app, null);
  await saveAs(page, "JSON");
  await expect(dialog(page).getByRole("button", { name: "Save the file" })).toBeEnabled();
  await expect(page.getByTestId("book-saved")).toHaveCount(0);
  await answerSaveDialog(app, join(dataDir, "gone", "book.json"));
  await dialog(page).getByRole("button", { name: "Save the file" }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("not there any more");
  await expect(dialog(page).getByRole("alert")).not.toContainText(dataDir);
});

test("a book is typed by hand with the keyboard alone, judged meanwhile, and edited", async ({
  launch,
  dataDir,
}) => {
  test.setTimeout(120_000);
  const { page } = await launch();
  await openAccounts(page);
  await page.getByRole("link", { name: "Add a book by hand" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name")).toBeFocused();
  const type = async (...texts: readonly string[]) => {
    for (const text of texts) {
      await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    }
  };
  const figures = page.getByTestId("draft-figures");
  await expect(page.getByText("is missing")).toHaveCount(0);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("It is missing")).toBeVisible();
  await expect(page.getByLabel("Name")).toBeFocused();
  await type("By hand", "Binance USD-M futures: S", "", "");
  // Balances: coin and wallet; the rest is left empty. Then its remove button and "Add a row".
  await expect(page.getByLabel("Balance 1, Coin")).toBeFocused();
  await type("USDT", "21535.01", "", "", "", "", "", "", "");
  await expect(page.getByLabel("Price 1, Coin")).toBeFocused();
  await type("USDT");
  await page.keyboard.type("0.9995");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Price 2, Coin")).toBeFocused();
  await type("BTC", "31967.27", "", "");
  await expect(page.getByLabel("Position 1, Instrument")).toBeFocused();
  await type("BTC/USDT:USDT", "", "", "", "", "");
  await type("x12");
  await expect(page.getByText("is not a decimal string")).toBeVisible();
  await expect(figures).toContainText("1 cell is missing or wrong");
  await page.keyboard.press("Shift+Tab");
  await type("12", "", "32481.98", "31967.27", "", "", "20", "0.01");
  await expect(figures.locator("[data-field=equity]")).toHaveAttribute("data-value", /^\d/);
  const whileTyping = await figures.locator("[data-field=equity]").getAttribute("data-value");
  await page.keyboard.press("Control+Enter");
  await expect(rowOf(page, "By hand")).toContainText("kept");

  const exported = keel(["export", "--format", "json", "--data-dir", dataDir]).stdout;
  const [account] = evaluated(exported).accounts;
  expect(account.equity).toBe(whileTyping);
  await page.keyboard.press("1");
  for (const field of ["equity", "maintenanceMarginRatio", "marginBuffer", "freeCollateral"])
    await expect(rowOf(page, "By hand").locator(`[data-field=${field}]`)).toHaveAttribute(
      "data-value",
      account[field],
    );

  await openAccounts(page);
  await rowOf(page, "By hand").getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Position 1, Quantity").fill("6");
  await page.getByRole("button", { name: "Save the book" }).click();
  await expect(rowOf(page, "By hand")).toBeVisible();
  await page.keyboard.press("1");
  await expect(
    rowOf(page, "By hand").locator("[data-field=maintenanceMarginRatio]"),
  ).not.toHaveAttribute("data-value", account.maintenanceMarginRatio);
});

test("a block from a spreadsheet fills cells, a draft waits, and an older time is not saved", async ({
  launch,
}) => {
  const { page } = await launch();
  await importBook(page, "book.json", JSON.stringify(BOOK));
  await rowOf(page, "Cold desk").getByRole("link", { name: "Edit" }).click();
  const cell = (name: string) => page.getByLabel(name, { exact: true });
  await cell("Price 4, Coin").focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", "SOL\t172.4\r\nDOGE\t0,1\r\n");
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(paste);
  });
  await expect(cell("Price 5, Price in USD")).toHaveValue("0,1");
  await expect(cell("Price 5, Price in USD")).toHaveAttribute("aria-invalid", "true");
  await cell("Price 5, Price in USD").fill("0.1");

  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await openAccounts(page);
  await rowOf(page, "Cold desk").getByRole("link", { name: "Edit" }).click();
  await expect(cell("Price 4, Coin")).toHaveValue("SOL");

  await page.getByLabel("As of").fill("2020-01-01T00:00:00Z");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByTestId("book-left-out")).toContainText("later reading");
  await page.getByLabel("As of").fill("");
  await page.keyboard.press("Control+Enter");
  await expect(rowOf(page, "Cold desk")).toContainText("as of");
  await expect(rowOf(page, "Cold desk")).toContainText("UTC");
});
