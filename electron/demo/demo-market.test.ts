import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sum } from "#shared/domain/decimal.ts";
import { demoFigures, isCross } from "./demo-account.ts";
import { type DemoBodies, loadDemoBodies } from "./demo-bodies.ts";
import { DEMO_BOOK } from "./demo-book.ts";
import { demoMarketAt } from "./demo-market.ts";

let bodies: DemoBodies;
beforeAll(async () => {
  bodies = await loadDemoBodies(path.join(import.meta.dirname, "../../resources/demo"));
});

const CYCLE_S = 240;

function figuresAt(second: number) {
  return demoFigures(DEMO_BOOK, bodies, demoMarketAt(second * 1000).marks);
}

function ratioAt(second: number): number {
  const cross = figuresAt(second).filter(isCross);
  const stands = sum([DEMO_BOOK.crossWallet, ...cross.map((each) => each.unrealizedPnl)]);
  return Number(sum(cross.map((each) => each.maintenanceMargin)).div(stands));
}

function firstSecondAbove(level: number): number {
  for (let second = 0; second < CYCLE_S; second += 1) if (ratioAt(second) >= level) return second;
  return Infinity;
}

describe("the path", () => {
  it("starts calm and passes each alert level within two minutes", () => {
    expect(ratioAt(0)).toBeCloseTo(0.3, 1);
    const seconds = [0.5, 0.65, 0.8, 0.9].map(firstSecondAbove);
    expect(seconds).toEqual(seconds.toSorted((left, right) => left - right));
    expect(seconds.at(0)).toBeGreaterThan(30);
    expect(seconds.at(-1)).toBeLessThan(120);
  });

  it("comes close to liquidation, never there, and recovers", () => {
    const ratios = Array.from({ length: 10 * CYCLE_S }, (_, second) => ratioAt(second));
    expect(Math.max(...ratios)).toBeGreaterThan(0.9);
    expect(Math.max(...ratios)).toBeLessThan(0.97);
    expect(Math.min(...ratios)).toBeGreaterThan(0.25);
    expect(ratioAt(CYCLE_S - 10)).toBeLessThan(0.35);
  });

  it("is the same at the same time and holds for a second", () => {
    expect(demoMarketAt(61_000)).toEqual(demoMarketAt(61_000));
    expect(demoMarketAt(61_999)).toEqual(demoMarketAt(61_000));
    expect(demoMarketAt(62_000)).not.toEqual(demoMarketAt(61_000));
  });

  it("never jumps: no mark moves more than half a percent in a second", () => {
    for (let second = 0; second < 2 * CYCLE_S; second += 1) {
      const after = demoMarketAt((second + 1) * 1000).marks;
      for (const [symbol, before] of demoMarketAt(second * 1000).marks) {
        const move = (after.get(symbol) ?? before).div(before).minus(1).abs();
        expect(Number(move)).toBeLessThan(0.005);
      }
    }
  });
});

describe("the venue's figures", () => {
  it("put each liquidation price where wallet plus profit equals maintenance margin", () => {
    for (const second of [0, 60, 125]) {
      const all = figuresAt(second);
      for (const target of all.filter(({ liquidationPrice }) => !liquidationPrice.isZero())) {
        const marks = new Map(demoMarketAt(second * 1000).marks);
        marks.set(target.position.symbol, target.liquidationPrice);
        const moved = demoFigures(DEMO_BOOK, bodies, marks);
        const wall = target.position.isolatedWallet;
        const pool = wall
          ? moved.filter((each) => each.position.symbol === target.position.symbol)
          : moved.filter(isCross);
        const left = sum([
          wall ?? DEMO_BOOK.crossWallet,
          ...pool.map((each) => each.unrealizedPnl.minus(each.maintenanceMargin)),
        ]);
        expect(Math.abs(Number(left))).toBeLessThan(1e-9);
      }
    }
  });

  it("hold BTC in a middle bracket and give BNB no liquidation price", () => {
    const [btc, , , , , , bnb] = figuresAt(0);
    expect(bodies.brackets.get("BTCUSDT")?.[2]?.floor.lt(btc?.notional ?? 0)).toBe(true);
    expect(bnb?.liquidationPrice.isZero()).toBe(true);
  });

  it("have brackets whose cumulative amounts make maintenance margin continuous", () => {
    for (const table of bodies.brackets.values())
      for (const [index, bracket] of table.entries()) {
        const below = table[index - 1];
        if (!below) continue;
        const step = bracket.floor.times(bracket.rate.minus(below.rate));
        expect(bracket.cumulative.toFixed()).toBe(below.cumulative.plus(step).toFixed());
        expect(bracket.floor.eq(below.cap)).toBe(true);
      }
  });
});
