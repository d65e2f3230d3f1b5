import { expect, it } from "vitest";
import { fundingRateText, perDayText } from "./funding-words.ts";
import { exact, figure, fundingView } from "./testing/views.ts";

it.each([
  ["0.0001", "8", "+0.0100 % each 8 h, long pays short"],
  ["-0.000031", "1", "−0.0031 % each 1 h, short pays long"],
  ["0", "4", "0.0000 % each 4 h, nobody pays"],
  ["0.00000001", "8", "+<0.0001 % each 8 h, long pays short"],
])("a rate of %s over %s hours reads %s", (rate, hours, text) => {
  expect(fundingRateText(fundingView({ rate: exact(rate), intervalHours: exact(hours) }))).toBe(
    text,
  );
});

it("says what is known of a rate without its interval, and nothing without a rate", () => {
  expect(fundingRateText(fundingView({ intervalHours: null }))).toBe("+0.0100 %, long pays short");
  expect(fundingRateText(fundingView({ rate: null, intervalHours: null }))).toBe("—");
});

it.each([
  ["-45", "−45.00 USDT, paid by this position"],
  ["45", "+45.00 USDT, paid to this position"],
  ["0", "0.00 USDT"],
  [null, "—"],
])("an amount a day of %s reads: %s", (amount, text) => {
  expect(perDayText(fundingView({ perDay: figure(amount) }))).toBe(text);
});
