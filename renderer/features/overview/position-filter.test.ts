import { expect, it } from "vitest";
import { positionFilter } from "./position-filter.ts";
import { exact, figure, positionView } from "./testing/views.ts";

const short = positionView({
  instrument: "ETH/USDT:USDT",
  accountLabel: "Carry",
  side: "short",
  marginMode: "isolated",
  netQuantity: exact("-120"),
  notional: figure("160221.6"),
  unrealizedPnl: figure("-55.5"),
  distanceRatio: exact("0.142"),
  uniformFallPnl: figure("16022.16", "USD"),
});

it.each([
  ["", true],
  ["eth", true],
  ["ETH short", true],
  ["short eth carry", true],
  ["isolated", true],
  ["funding<0", true],
  ["funding<-1", false],
  ["btc", false],
  ["eth long", false],
  [">100", true],
  [">100k", true],
  [">1m", false],
  [">=160,221.6", true],
  ["<160221.6", false],
  ["<=160221.6", true],
  ["=160221.6", true],
  ["size>100", true],
  ["size>120", false],
  ["profit<0", true],
  ["profit>0", false],
  ["profit<-50", true],
  ["pro<0", true],
  ["distance<15%", true],
  ["distance<14%", false],
  ["fall>+16k", true],
  ["eth distance<15%", true],
  ["btc distance<15%", false],
  ["nonsense>5", false],
])("%s matches: %s", (text, matches) => {
  expect(positionFilter(text)(short)).toBe(matches);
});

it("does not match an amount that is not known, whichever way it is asked", () => {
  const unknown = positionView({ notional: figure(null) });
  expect(positionFilter(">0")(unknown)).toBe(false);
  expect(positionFilter("<1m")(unknown)).toBe(false);
});
