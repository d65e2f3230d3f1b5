import { describe, expect, it } from "vitest";
import { decimalPads } from "./align.ts";
import { formatAmount } from "./amount.ts";
import { formatPrice, formatPriceLike } from "./price.ts";
import { formatQuantity } from "./quantity.ts";
import { barShare, formatMultiple, formatPercent } from "./ratio.ts";
import { formatFormula, formatInput, formatWorksheetAmount } from "./worksheet-amount.ts";

describe("formatAmount", () => {
  it.each([
    ["0", "0.00"],
    ["1535443.01", "1,535,443.01"],
    ["-1234.5", "−1,234.50"],
    ["999.995", "1,000.00"],
    ["0.004", "<0.01"],
    ["-0.0000001", "−<0.01"],
    ["0.005", "<0.01"],
    ["0.0051", "0.01"],
    ["12345678901234567890123456789.019", "12,345,678,901,234,567,890,123,456,789.02"],
    [null, "—"],
    ["NaN", "—"],
    ["Infinity", "—"],
    ["1e5", "—"],
    ["", "—"],
  ])("%s reads %s", (value, text) => {
    expect(formatAmount(value)).toBe(text);
  });

  it.each([
    ["12.3", "+12.30"],
    ["-12.3", "−12.30"],
    ["0", "0.00"],
    ["0.001", "+<0.01"],
  ])("%s with a sign reads %s", (value, text) => {
    expect(formatAmount(value, { sign: true })).toBe(text);
  });
});

describe("formatPrice", () => {
  it.each([
    ["31967.27000000", "31,967.27"],
    ["26316.8932914920183746501928374650", "26,316.89"],
    ["1335.18", "1,335.18"],
    ["31967.3", "31,967.30"],
    ["100", "100.00"],
    ["0.08210000", "0.0821"],
    ["0.5", "0.50"],
    ["0.00001234567891", "0.00001234568"],
    ["3.14159265", "3.141593"],
    ["12345678.987", "12,345,678.99"],
    ["0", "0.00"],
    [null, "—"],
  ])("%s reads %s", (value, text) => {
    expect(formatPrice(value)).toBe(text);
  });
});

describe("formatPriceLike", () => {
  it.each([
    ["1153.2612345678901", "1335.18000000", "1,153.26"],
    ["0.04120987654", "0.08441", "0.04121"],
    ["0.000412", "0.08", "0.000412"],
    ["26316.8932", null, "26,316.89"],
    [null, "1335.18", "—"],
    ["0", "1335.18", "0.00"],
  ])("%s of a contract marked %s reads %s", (value, mark, text) => {
    expect(formatPriceLike(value, mark)).toBe(text);
  });
});

describe("formatQuantity", () => {
  it.each([
    ["-3683.979", "−3,683.979"],
    ["109.48800000", "109.488"],
    ["5000000", "5,000,000"],
    ["0.123456789", "0.12345679"],
    [null, "—"],
  ])("%s reads %s", (value, text) => {
    expect(formatQuantity(value)).toBe(text);
  });
});

describe("ratios", () => {
  it.each([
    ["0.4213", undefined, "42.13"],
    ["-0.17671234", true, "−17.67"],
    ["0.1", true, "+10.00"],
    ["0.00001", undefined, "<0.01"],
    ["12.5", undefined, "1,250.00"],
    [null, undefined, "—"],
  ])("%s in percent reads %s", (value, sign, text) => {
    expect(formatPercent(value, sign === undefined ? {} : { sign })).toBe(text);
  });

  it("takes fewer places when asked", () => {
    expect(formatPercent("0.1234", { places: 0 })).toBe("12");
    expect(formatPercent("0.001", { places: 0 })).toBe("<1");
  });

  it("keeps two places of a multiple", () => {
    expect(formatMultiple("3.4159")).toBe("3.42");
    expect(formatMultiple(null)).toBe("—");
  });

  it.each([
    ["0.25", 0.25],
    ["1.7", 1],
    ["-0.2", 0],
    [null, 0],
  ])("a bar of %s is %s wide", (value, width) => {
    expect(barShare(value)).toBe(width);
  });
});

describe("worksheet amounts", () => {
  it.each([
    ["71201.4023400", "71,201.40234"],
    ["5", "5.00"],
    ["0.123456789", "0.12345679…"],
    [null, "—"],
  ])("%s reads %s", (value, text) => {
    expect(formatWorksheetAmount(value)).toBe(text);
  });

  it.each([
    ["-1200 × (105.01 − 101.2712)", "−1,200 × (105.01 − 101.2712)"],
    ["2304729.6 ÷ 25", "2,304,729.6 ÷ 25"],
    ["0.0001234567 × 9999", "0.0001234567 × 9,999"],
    ["1000PEPE 2026-11-24 × 1.5k", "1000PEPE 2026-11-24 × 1.5k"],
    [
      "0 (nets against the larger side, at the mark)",
      "0 (nets against the larger side, at the mark)",
    ],
  ])("%s reads %s", (formula, text) => {
    expect(formatFormula(formula)).toBe(text);
  });

  it("groups inputs that are numbers and leaves words alone", () => {
    expect(formatInput("31967.27")).toBe("31,967.27");
    expect(formatInput("long")).toBe("long");
  });
});

describe("decimalPads", () => {
  it("brings the decimal points under each other", () => {
    expect(decimalPads(["31,967.27", "0.0821", "5", "—"])).toEqual(["00", "", ".0000", ""]);
  });

  it("adds nothing to a column of whole numbers", () => {
    expect(decimalPads(["5", "12"])).toEqual(["", ""]);
  });

  it("leaves room for the ellipsis of cut digits", () => {
    expect(decimalPads(["0.12…", "5.00", "1.5"])).toEqual(["", "…", "0…"]);
  });

  it("takes an empty column", () => {
    expect(decimalPads([])).toEqual([]);
  });
});
