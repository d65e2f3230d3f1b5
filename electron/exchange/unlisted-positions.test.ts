import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { NO_REPORTED_POSITION } from "#shared/domain/snapshot.ts";
import { buildPosition } from "../store/testing/build-snapshot.ts";
import { unlistedPositions } from "./unlisted-positions.ts";

/** One coin at 30 000, of which the venue says this profit. */
function position(profit: string | null) {
  const unrealizedPnl = profit === null ? null : decimal(profit);
  return buildPosition({ reported: { ...NO_REPORTED_POSITION, unrealizedPnl } });
}

function totals(profit: string | null, required: string | null = null) {
  const figure = (text: string | null) => (text === null ? null : decimal(text));
  return [{ asset: "USDT", required: figure(required), profit: figure(profit) }];
}

describe("nothing listed", () => {
  it.each([
    ["profit", totals("0.01"), 1],
    ["loss", totals("-5"), 1],
    ["margin", totals(null, "3"), 1],
    ["nothing told", totals(null), 0],
    ["zeros", totals("0", "0"), 0],
    ["what was rounded off", totals("0.0000001", "0"), 0],
  ])("%s", (_, pools, gaps) => {
    expect(unlistedPositions(pools, [])).toHaveLength(gaps);
    expect(unlistedPositions(pools, [buildPosition({ settle: "USDC" })])).toHaveLength(gaps);
  });
});

describe("some listed", () => {
  it.each([
    ["the same profit", "500", [position("500")], 0],
    ["marks that moved", "799", [position("500")], 0],
    ["more than marks move", "801", [position("500")], 1],
    ["two that make it up", "500", [position("800"), position("-300")], 0],
    ["a total that is not told", null, [position("500")], 0],
    ["a profit that is not told", "9000", [position("500"), position(null)], 0],
  ])("%s", (_, profit, positions, gaps) => {
    expect(unlistedPositions(totals(profit, "1"), positions)).toHaveLength(gaps);
  });
});
