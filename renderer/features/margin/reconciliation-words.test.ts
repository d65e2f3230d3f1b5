import { expect, it } from "vitest";
import { nameOfFigure } from "./reconciliation-words.ts";

it.each([
  ["equity", null, "Equity"],
  ["maintenanceMarginRatio", null, "Maintenance margin ratio"],
  ["ETH/USDT:USDT long liquidationPrice", "ETH/USDT:USDT long", "Liquidation price"],
  ["somethingNew", null, "somethingNew"],
])("%s is %s, %s", (text, subject, figure) => {
  expect(nameOfFigure(text)).toEqual({ subject, figure });
});
