import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import { assessAccount } from "../../engine/assess-account.ts";
import { buildPosition, buildSnapshot } from "../../store/testing/build-snapshot.ts";
import { readBook } from "../read-book.ts";
import { toPortfolioDocument } from "../to-portfolio.ts";
import { toCsv } from "./to-csv.ts";
import { atOnce } from "../steps.ts";

const TEMPLATE = readFileSync(
  join(import.meta.dirname, "../../../resources/portfolio-template.csv"),
  "utf8",
);

/** One account as a trader would write it; tests change one thing of it. */
const BOOK = `row,account,asOf,valuationCurrency,venue,marginModel,asset,price,walletBalance,note
portfolio,,2026-11-22T00:00:00Z,USD,,,,,,
price,,,,,,USDT,1,,
account,main,,,binance,binance-usdm,,,,
balance,main,,,,,USDT,,-50.25,
`.replaceAll(/,(note)?$/gm, "");

const POSITION_BOOK = `row,account,asOf,valuationCurrency,venue,marginModel,instrument,kind,base,quote,settle,side,quantity,contractSize,markPrice,marginMode,marginTiers,floor,cap,maintenanceRate,optionStrike,hedgeMode
portfolio,,2026-11-22T00:00:00Z,USD,,,,,,,,,,,,,,,,,,
account,main,,,binance,binance-usdm,,,,,,,,,,,,,,,,FALSE
position,main,,,,,BTC/USDT:USDT,linear,BTC,USDT,USDT,long,2,1,110,cross,BTC,,,,,
marginTier,,,,,,,,,,,,,,,,BTC,0,none,0.01,,
`;

function refusal(text: string): string {
  const read = atOnce(readBook(text));
  return read.ok ? "" : `${read.path}: ${read.reason}`;
}

function balanceIn(text: string): string | undefined {
  const read = atOnce(readBook(text));
  if (!read.ok) throw new Error(`${read.path}: ${read.reason}`);
  return read.portfolio.accounts[0]?.balances[0]?.walletBalance?.toFixed();
}

describe("the template", () => {
  it("is a whole book: nothing it needs is missing", () => {
    const read = atOnce(readBook(TEMPLATE));
    if (!read.ok) throw new Error(`${read.path}: ${read.reason}`);
    const [account] = read.portfolio.accounts.map(assessAccount);
    expect(account?.gaps).toEqual([]);
    // (25000 + 0.5 × (85120.4 − 84210.5)) USDT at 0.9995.
    expect(account?.collateralValue.value?.toFixed()).toBe("25442.222525");
  });
});

describe("a CSV book", () => {
  it.each([
    ["with commas", BOOK],
    ["with semicolons", BOOK.replaceAll(",", ";")],
    ["with tabs, as from the clipboard", BOOK.replaceAll(",", "\t")],
    ["with a byte order mark and Windows line ends", `\uFEFF${BOOK.replaceAll("\n", "\r\n")}`],
    ["with blank lines and rows", `\n${BOOK}\n,,,,,,,,\n\n`],
    ["with every cell in quotes", BOOK.replaceAll(/[^,\n]+/g, '"$&"')],
    ["with blanks around cells", BOOK.replaceAll(",", " , ")],
    [
      "with comments",
      `# Mine, and "nobody's"\n${BOOK}"# That, is all"\n`.replaceAll('"nobody\'s"', "x"),
    ],
    ["with empty columns at the end", BOOK.replaceAll("\n", ",,\n")],
    ["with its columns turned around", turned(BOOK)],
    ["with its rows in another order", reordered(BOOK)],
  ])("is read %s", (_what, text) => {
    expect(balanceIn(text)).toBe("-50.25");
  });

  it("keeps what is empty as not known, and both spellings of a flag", () => {
    expect(balanceIn(BOOK.replace("-50.25", ""))).toBeUndefined();
    const read = atOnce(readBook(POSITION_BOOK));
    expect(read.ok && read.portfolio.accounts[0]?.hedgeMode).toBe(false);
    expect(read.ok && read.portfolio.accounts[0]?.positions[0]?.marginTiers?.[0]?.cap).toBeNull();
  });

  it("tells a table without tiers from none", () => {
    const read = atOnce(readBook(POSITION_BOOK.replace("BTC,0,none,0.01", "BTC,,,")));
    expect(read.ok && read.portfolio.accounts[0]?.positions[0]?.marginTiers).toEqual([]);
    const none = atOnce(readBook(POSITION_BOOK.replace("cross,BTC", "cross,")));
    expect(none.ok && none.portfolio.accounts[0]?.positions[0]?.marginTiers).toBeNull();
  });

  it("keeps two tables apart that were first used under one guarded name", () => {
    const [tier] = buildPosition().marginTiers!;
    const [first, second] = ["0.01", "0.02"].map((rate) =>
      buildPosition({
        instrument: instrumentId("@1/USDT:USDT"),
        marginTiers: [{ ...tier!, maintenanceRate: decimal(rate) }],
      }),
    );
    const csv = toCsv(toPortfolioDocument([buildSnapshot({ positions: [first!, second!] })], 0));
    const read = atOnce(readBook(csv));
    const positions = read.ok ? read.portfolio.accounts[0]?.positions : [];
    const rates = positions?.map(({ marginTiers }) => marginTiers?.[0]?.maintenanceRate.toFixed());
    expect(rates).toEqual(["0.01", "0.02"]);
  });

  it("takes off the apostrophe that keeps a spreadsheet from running a text", () => {
    const read = atOnce(readBook(BOOK.replaceAll("main", "'=main")));
    expect(read.ok && read.portfolio.accounts[0]?.accountId).toBe("=main");
  });
});

function turned(text: string): string {
  return text.replaceAll(/.+/g, (line) => line.split(",").toReversed().join(","));
}

function reordered(text: string): string {
  const [header, ...rows] = text.trim().split("\n");
  return [header, ...rows.toReversed()].join("\n");
}

describe("a refusal of a CSV book", () => {
  it.each([
    ["an amount that is none", ["-50.25", "50€"], /^line 5, column walletBalance: is not a dec/],
    ["a decimal comma", ["-50.25", '"-50,25"'], /^line 5, column walletBalance: has a comma/],
    ["thousands", ["-50.25", "1 000"], /^line 5, column walletBalance: has thousands separators/],
    ["points for thousands", ["-50.25", "1.000.000"], /^line 5, .*: has thousands separators/],
    ["an exponent", ["-50.25", "5E+15"], /^line 5, column walletBalance: is in exponent notation/],
    ["a comma too many", ["-50.25", "50,25"], /^line 5: has 10 cells where the header has 9/],
    ["a comma too few", ["USDT,1,", "USDT,1"], /^line 3: has 8 cells/],
    ["an open quote", ["USDT,1", '"USDT,1'], /^line 3: opens a quote/],
    ["a quote inside", ["USDT,1", 'US"DT,1'], /^line 3, column asset: has a quote/],
    ["an unknown column", ["price", "prize"], /^line 1, column prize: is not a known column$/],
    ["a column twice", ["price", "asset"], /^line 1, column asset: is there twice$/],
    ["a column without a name", ["walletBalance", ""], /^line 5, column 9: has no name$/],
    ["an unknown row", ["balance,", "balanse,"], /^line 5, column row: is balanse; it is one of/],
    ["a row of no kind", ["balance,", ","], /^line 5, column row: is missing; it is one of/],
    ["a cell of another row", ["USD,,,,,", "USD,,,,5,"], /^line 2, column price: does not belong/],
    [
      "an account that is not there",
      ["balance,main", "balance,mian"],
      /^line 5, column account: names/,
    ],
    [
      "a row without its account",
      ["balance,main", "balance,"],
      /^line 5, column account: is missing$/,
    ],
    ["a price of nothing", ["USDT,1", ",1"], /^line 3, column asset: is missing$/],
    ["a price without an amount", ["USDT,1", "USDT,"], /^line 3, column price: is missing$/],
    ["a price of zero", ["USDT,1", "USDT,0"], /^line 3, column price: must be above zero$/],
    [
      "an unknown model",
      ["binance-usdm", "x"],
      /^line 4, column marginModel: must be binance-usdm/,
    ],
    ["a newer version", ["asOf", "version"], /^line 2, column version: must be 1$/],
    ["a book without a head", ["portfolio", "#"], /^document: has no row of kind portfolio$/],
    ["Windows text", ["asset", "\uFFFDasset"], /^line 1: is not UTF-8 text/],
  ])("tells where: %s", (_what, [from = "", to = ""], said) => {
    expect(refusal(BOOK.replace(from, to))).toMatch(said);
  });

  it.each([
    ["balance,main", /^line 6, column asset: repeats USDT$/],
    ["price,", /^line 6, column asset: repeats USDT$/],
    ["account,main", /^line 6, column account: repeats the account id main$/],
    ["portfolio", /^line 6: repeats the row of kind portfolio$/],
  ])("tells where: %s twice", (start, said) => {
    const row = BOOK.split("\n").find((line) => line.startsWith(start));
    expect(refusal(`${BOOK}${row}\n`)).toMatch(said);
  });

  it.each([
    ["a limit left open", [",none,", ",,"], /^line 5, column cap: is missing: write none/],
    [
      "a table that is not there",
      ["cross,BTC", "cross,btc"],
      /^line 4, column marginTiers: names btc/,
    ],
    ["a tier of no table", [",BTC,0,", ",,0,"], /^line 5, column marginTiers: is missing$/],
    [
      "a future with a strike",
      ["cross,BTC,,,,", "cross,BTC,,,,1"],
      /^line 4, column optionType: must be call or put$/,
    ],
    ["an option without terms", ["linear", "option"], /^line 4, column optionType: is missing$/],
    ["a flag that is none", ["FALSE", "no"], /^line 3, column hedgeMode: must be true or false$/],
  ])("tells where: %s", (_what, [from = "", to = ""], said) => {
    expect(refusal(POSITION_BOOK.replace(from, to))).toMatch(said);
  });

  it("tells more than the first, and a row that many use once", () => {
    const [position = ""] = /^position.*\n/m.exec(POSITION_BOOK) ?? [];
    const text = POSITION_BOOK.replace("FALSE", "no").replace("0.01", "x");
    const read = atOnce(readBook(`${text}${position}`));
    const faults = read.ok ? [] : [read, ...(read.more ?? [])].map(({ path }) => path);
    expect(faults).toEqual(["line 3, column hedgeMode", "line 5, column maintenanceRate"]);
  });

  it("tells a column without a name by its number", () => {
    const text = BOOK.replaceAll("\n", ",\n").replace("-50.25,", '-50.25,x"');
    expect(refusal(text)).toMatch(/^line 5, column 10: has a quote/);
  });

  it("counts lines where a quoted cell goes over several", () => {
    const text = BOOK.replace(",binance,", ',"bi\nnance",');
    expect(refusal(text.replace("binance-usdm", "x"))).toMatch(/^line 4, column marginModel/);
    expect(refusal(text.replace("-50.25", "x"))).toMatch(/^line 6, column walletBalance/);
  });

  it("comes soon for what is too large", () => {
    expect(refusal("x".repeat(32_000_001))).toMatch(/^document: must have at most/);
    expect(refusal(`${BOOK}${"\n".repeat(100_001)}`)).toMatch(
      /^document: has more than 100000 lines/,
    );
    expect(refusal(`${BOOK}"${"x".repeat(200_000)}`)).toMatch(/^line 6: is too long/);
    const tiers = "marginTier,,,,,,,,,,,,,,,,BTC,0,none,0.01,,\n".repeat(1_000);
    const [position = ""] = /^position.*\n/m.exec(POSITION_BOOK) ?? [];
    expect(refusal(`${POSITION_BOOK}${tiers}${position.repeat(600)}`)).toMatch(
      /more than 500000 tiers/,
    );
  });
});
