import { describe, expect, it } from "vitest";
import type { DecimalString } from "#shared/domain/decimal.ts";
import type { ReconciliationView } from "#shared/views/margin.ts";
import { nameOfFigure, trustSentence } from "./reconciliation-words.ts";

it.each([
  ["equity", null, "Equity"],
  ["maintenanceMarginRatio", null, "Maintenance margin ratio"],
  ["ETH/USDT:USDT long liquidationPrice", "ETH/USDT:USDT long", "Liquidation price"],
  ["somethingNew", null, "somethingNew"],
])("%s is %s, %s", (text, subject, figure) => {
  expect(nameOfFigure(text)).toEqual({ subject, figure });
});

describe("trustSentence", () => {
  const worst: ReconciliationView = {
    figure: "ETH/USDT:USDT long maintenanceMargin",
    unit: "USDT",
    reported: "100" as DecimalString,
    calculated: "101.5" as DecimalString,
    difference: "1.5" as DecimalString,
    agrees: false,
    reading: null,
    cause: "Not known.",
  };

  const AGREES = { state: "agrees", worst: null } as const;

  it("says by how much the worst figure differs, and whose it is", () => {
    expect(trustSentence({ state: "differs", worst }, false)).toBe(
      "▲ Maintenance margin of ETH/USDT:USDT long differs by 1.50 USDT",
    );
  });

  it("keeps a figure that is not computed apart from one that differs", () => {
    expect(trustSentence({ state: "differs", worst: { ...worst, difference: null } }, false)).toBe(
      "▲ Maintenance margin of ETH/USDT:USDT long is not computed here",
    );
  });

  it("keeps agreement apart from having nothing to compare", () => {
    expect(trustSentence(AGREES, false)).toBe("✓ agrees with the venue");
    expect(trustSentence({ state: "nothing to compare", worst: null }, false)).toBe(
      "○ the venue gives nothing to compare",
    );
  });

  it("says of an old reading only what was true then", () => {
    expect(trustSentence(AGREES, true)).toBe("○ agreed with the venue when it was read");
  });
});
