import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { NO_REPORTED_POSITION } from "#shared/domain/snapshot.ts";
import { buildPosition } from "../store/testing/build-snapshot.ts";
import { nearest, type PoolTotals, sumTold, unlistedPositions } from "./unlisted-positions.ts";

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

describe("a margin above what the listed positions require", () => {
  it.each([
    ["the same", "100", "100", 0],
    ["marks that moved", "102", "100", 0],
    ["a fresh position without profit", "103", "100", 1],
    ["less, as hedged legs require together", "60", "100", 0],
    ["rows that tell none", "100", null, 0],
    ["an account that tells none", null, "100", 0],
  ])("%s", (_, required, listed, gaps) => {
    const listedRequired = listed === null ? null : decimal(listed);
    const pools = totals("500", required).map((pool) => ({ ...pool, listedRequired }));
    expect(unlistedPositions(pools, [position("500")])).toHaveLength(gaps);
  });
});

describe("totals of the whole account, in USD", () => {
  const prices = new Map([["USDT", decimal("2")]]);
  const pool = (profit: string): PoolTotals => ({
    ...{ asset: null, required: null, profit: decimal(profit), listedProfit: decimal("500") },
  });

  it.each([
    ["all listed", "500", [position("500")], prices, 0],
    // One coin at 30 000 USDT is 60 000 USD.
    ["marks that moved", "1099", [position("500")], prices, 0],
    ["more than marks move", "1101", [position("500")], prices, 1],
    ["none listed", "1", [], prices, 1],
    ["a price that is missing", "9000", [position("500")], new Map(), 0],
  ])("%s", (_, profit, positions, known, gaps) => {
    expect(unlistedPositions([pool(profit)], positions, known)).toHaveLength(gaps);
  });
});

it("positions whose profit is not in the total move nothing", () => {
  const [usdt] = totals("799");
  const pools = usdt ? [{ ...usdt, isInProfit: () => false }] : [];
  expect(unlistedPositions(pools, [position("500")])).toHaveLength(1);
});

it("a sum is told when each part is, and the nearest of several is the one", () => {
  expect(sumTold([decimal("1"), decimal("2")])?.toFixed()).toBe("3");
  expect(sumTold([decimal("1"), null])).toBeNull();
  expect(nearest(decimal("5"), [decimal("1"), null, decimal("7")])?.toFixed()).toBe("7");
  expect(nearest(decimal("5"), [null])).toBeNull();
});
