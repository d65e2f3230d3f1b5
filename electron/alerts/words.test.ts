import { expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { durationText, moneyText, moveText, priceText, ratioText } from "./words.ts";

it.each([
  ["1234567.899", "1,234,567.89 USDT"],
  ["-1234.5", "−1,234.50 USDT"],
  ["0.004", "<0.01 USDT"],
  ["-0.004", "−<0.01 USDT"],
  ["0", "0.00 USDT"],
  ["999", "999.00 USDT"],
  ["-100", "−100.00 USDT"],
])("money %s reads %s", (amount, text) => {
  expect(moneyText(decimal(amount), "USDT")).toBe(text);
});

it("a ratio never reads as a threshold it has not reached", () => {
  expect(ratioText(decimal("0.7999"))).toBe("79.9 %");
  expect(ratioText(decimal("0.8"))).toBe("80.0 %");
});

it.each([
  ["26316.8954", "26,316.90"],
  ["0.000012345678", "0.0000123457"],
  ["18.395", "18.395"],
])("price %s reads %s", (price, text) => {
  expect(priceText(decimal(price))).toBe(text);
});

it("a move has its sign", () => {
  expect([moveText(decimal("-0.1767")), moveText(decimal("0.4"))]).toEqual(["−17.7 %", "+40.0 %"]);
});

it.each([
  [0, "0 s"],
  [59_999, "59 s"],
  [180_000, "3 min"],
  [7_500_000, "2 h 5 min"],
])("%d ms reads %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
