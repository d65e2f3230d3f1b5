import { describe, expect, it } from "vitest";
import { ORDERS, POSITIONS, PRICES } from "./columns.ts";
import { fillPosition } from "./instrument-parts.ts";
import {
  addRow,
  blankRow,
  fillCell,
  isBlank,
  naming,
  parseBlock,
  pasteBlock,
  removeRow,
} from "./rows.ts";

const block = (text: string) => parseBlock(text) ?? [];
const cells = (rows: ReturnType<typeof addRow>) => rows.map((row) => Object.values(row.cells));

describe("parseBlock", () => {
  it("leaves text of one cell alone", () => {
    expect(parseBlock("0.5")).toBeNull();
  });

  it("reads rows and cells as a spreadsheet copies them", () => {
    expect(parseBlock("BTC\t 30000 \r\nETH\t\r\n")).toEqual([
      ["BTC", "30000"],
      ["ETH", ""],
    ]);
  });
});

describe("pasteBlock", () => {
  const rows = [blankRow(PRICES, 0)];
  const at = { columns: PRICES, row: 0, column: 0, fill: fillCell };

  it("fills to the right and down and adds the rows it needs", () => {
    const filled = pasteBlock(rows, { ...at, block: block("BTC\t1\nETH\t2\nSOL\t3") });
    expect(cells(filled)).toEqual([
      ["BTC", "1"],
      ["ETH", "2"],
      ["SOL", "3"],
    ]);
    expect(new Set(filled.map(({ id }) => id)).size).toBe(3);
  });

  it("drops what sticks out at the right", () => {
    const filled = pasteBlock(rows, { ...at, column: 1, block: block("1\t2\n3\t4") });
    expect(cells(filled)).toEqual([
      ["", "1"],
      ["", "3"],
    ]);
  });

  it("takes a choice in capitals, and keeps a word that is none to be seen", () => {
    const orders = { columns: ORDERS, row: 0, column: 1, fill: fillCell };
    const filled = pasteBlock([], { ...orders, block: block("SELL\t1\nshort\t2") });
    expect(filled.map((row) => row.cells["side"])).toEqual(["sell", "short"]);
  });
});

describe("rows", () => {
  it("keep their ids when one before them goes", () => {
    const three = addRow(addRow(addRow([], PRICES), PRICES), PRICES);
    expect(removeRow(three, 0).map(({ id }) => id)).toEqual([1, 2]);
    expect(addRow(removeRow(three, 0), PRICES).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it("are blank until something is typed; what no column shows counts too", () => {
    const row = blankRow(POSITIONS, 0);
    expect(isBlank(row, POSITIONS)).toBe(true);
    expect(isBlank(fillCell(row, "side", "short"), POSITIONS)).toBe(false);
    expect(isBlank({ ...row, rest: { fundingRate: "0.1" } }, POSITIONS)).toBe(false);
  });
});

it("what no column shows goes when the row names another contract", () => {
  const fill = naming("instrument", fillCell);
  const row = { ...blankRow(POSITIONS, 0), rest: { fundingRate: "0.1" } };
  expect(fill(row, "quantity", "2").rest).toEqual({ fundingRate: "0.1" });
  expect(fill(row, "instrument", "ETH/USDT:USDT").rest).toEqual({});
});

describe("fillPosition", () => {
  const typed = (text: string, row = blankRow(POSITIONS, 0)) =>
    fillPosition(row, "instrument", text);
  const parts = ({ cells: { base, quote, settle, kind } }: ReturnType<typeof typed>) =>
    [base, quote, settle, kind].join(" ");

  it.each([
    ["BTC/USDT:USDT", "BTC USDT USDT linear"],
    ["BTC/USD:BTC", "BTC USD BTC inverse"],
    ["BTC/USD:BTC-261225", "BTC USD BTC inverse"],
    ["BTC/USD:BTC-261225-30000-C", "BTC USD BTC option"],
    ["BTCUSDT", "   linear"],
  ])("reads %s", (instrument, expected) => {
    expect(parts(typed(instrument))).toBe(expected);
  });

  it("follows letter by letter, and leaves what was typed there alone", () => {
    const whole = "ETH/USDC:USDC";
    const letters = Array.from({ length: whole.length }, (_, end) => whole.slice(0, end + 1));
    const followed = letters.reduce((row, text) => typed(text, row), blankRow(POSITIONS, 0));
    expect(parts(followed)).toBe("ETH USDC USDC linear");
    const own = fillPosition(followed, "settle", "USDT");
    expect(parts(typed("SOL/USDC:USDC", own))).toBe("SOL USDC USDT linear");
  });
});
