import { expect, it } from "vitest";
import { findNearestPosition } from "./nearest-position.ts";
import { poolText } from "./pool-text.ts";
import { liquidationText, liquidationWords, positionKey } from "./position-words.ts";
import { exact, overviewView, poolView, positionView } from "./testing/views.ts";

const without = (reason: "none" | "unknown") =>
  positionView({ liquidationPrice: null, liquidationPriceReason: reason });

it("tells a price that does not exist from one that is not known", () => {
  expect(liquidationText(without("none"))).toBe("none");
  expect(liquidationText(without("unknown"))).toBe("unknown");
  expect(liquidationWords(without("none"))).toContain("no liquidation price");
  expect(liquidationWords(without("unknown"))).toContain("not known");
  expect(liquidationWords(positionView())).toContain("every other price held");
});

it("tells cross from isolated and long from short", () => {
  const keys = [
    positionView(),
    positionView({ side: "short" }),
    positionView({ marginMode: "isolated" }),
    positionView({ accountId: "b" }),
  ].map(positionKey);
  expect(new Set(keys).size).toBe(keys.length);
});

it("finds the position a pool's nearest liquidation belongs to, not its isolated twin", () => {
  const cross = positionView();
  const isolated = positionView({ marginMode: "isolated", liquidationPrice: exact("85") });
  const pool = poolView({
    nearestLiquidation: {
      instrument: cross.instrument,
      side: "long",
      price: exact("80"),
      distanceRatio: exact("-0.2"),
    },
  });
  expect(findNearestPosition(overviewView({ positions: [isolated, cross] }), pool)).toBe(cross);
});

it.each([
  ["USDT", "USDT"],
  ["SOL/USDT:USDT short", "SOL short"],
])("pool %s reads %s", (name, text) => {
  expect(poolText(poolView({ name }))).toBe(text);
});
