import type { DangerLevel } from "#shared/views/overview.ts";
import { describe, expect, it } from "vitest";
import { accountView, exact, LIVE, overviewView, poolView, positionView } from "./testing/views.ts";
import { layoutWaterline, placeOf } from "./waterline-layout.ts";

describe("placeOf", () => {
  it.each([
    ["-0.6", 0],
    ["-0.3", 0.25],
    ["0", 0.5],
    ["0.15", 0.625],
    ["0.6", 1],
    ["-0.9", 0],
    ["7", 1],
  ])("puts a move of %s at %d", (move, x) => {
    expect(placeOf(move)).toBe(x);
  });
});

const at = (instrument: string, distance: string) =>
  positionView({ instrument, base: instrument, distanceRatio: exact(distance) });

function onlyRow(view = overviewView()) {
  const rows = layoutWaterline(view);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

describe("layoutWaterline", () => {
  it("names the nearest mark of each side and draws it last", () => {
    const row = onlyRow(
      overviewView({
        positions: [at("A", "-0.1"), at("B", "-0.2"), at("C", "0.45"), at("D", "0.5")],
      }),
    );
    expect(row.marks.map(({ label }) => label)).toEqual([null, "C +45.0 %", null, "A −10.0 %"]);
    expect(row.room).toMatchObject([
      { from: 0.5, to: 0.875 },
      { from: expect.closeTo(0.4167, 4), to: 0.5 },
    ]);
  });

  it("holds a mark beyond the axis at its edge and says so", () => {
    const [mark] = onlyRow(overviewView({ positions: [at("A", "-0.72")] })).marks;
    expect(mark).toMatchObject({ x: 0, isBeyond: true, label: "A −72.0 %" });
  });

  it("says in words that there is no liquidation price, or that it is not known", () => {
    const without = (reason: "none" | "unknown") =>
      positionView({ liquidationPrice: null, liquidationPriceReason: reason, distanceRatio: null });
    expect(onlyRow(overviewView({ positions: [without("none")] })).words).toBe(
      "no liquidation price",
    );
    expect(
      onlyRow(overviewView({ positions: [without("none"), without("unknown")] })).words,
    ).toContain("unknown");
  });

  it("walls an isolated position off in the pool of its own name", () => {
    const isolated = positionView({ marginMode: "isolated", level: "act" });
    const pools = [poolView(), poolView({ name: "BTC/USDT:USDT long" })];
    const rows = layoutWaterline(
      overviewView({ accounts: [accountView({ pools })], positions: [positionView(), isolated] }),
    );
    expect(rows.map(({ pool, marks }) => [pool.name, marks.map(({ level }) => level)])).toEqual([
      ["BTC/USDT:USDT long", ["act"]],
      ["USDT", ["warn"]],
    ]);
  });

  it("puts the worst level first, by ratio or by mark, then the nearer by whole percent", () => {
    const of = (accountId: string, ratio: DangerLevel, mark: DangerLevel, distance: string) => ({
      account: accountView({ accountId, pools: [poolView({ accountId, level: ratio })] }),
      position: positionView({ accountId, level: mark, distanceRatio: exact(distance) }),
    });
    const all = [
      of("calm", "safe", "safe", "-0.4"),
      of("near", "safe", "act", "-0.052"),
      of("nearer by less than a percent", "safe", "act", "0.051"),
      of("nearest", "safe", "act", "0.02"),
      of("beyond", "safe", "safe", "-0.9"),
      of("full", "critical", "safe", "0.5"),
    ];
    const rows = layoutWaterline(
      overviewView({
        accounts: all.map(({ account }) => account),
        positions: all.map(({ position }) => position),
      }),
    );
    expect(rows.map(({ accountId }) => accountId)).toEqual([
      "full",
      "nearest",
      "near",
      "nearer by less than a percent",
      "calm",
      "beyond",
    ]);
  });

  it("shares several cross pools out by settle currency and takes a single one whatever its name", () => {
    const usdc = positionView({ settle: "USDC" });
    const two = accountView({ pools: [poolView(), poolView({ name: "USDC" })] });
    const one = accountView({ pools: [poolView({ name: "cross" })] });
    const names = (account: typeof one) =>
      layoutWaterline(overviewView({ accounts: [account], positions: [usdc] })).map(
        ({ pool }) => pool.name,
      );
    expect(names(two)).toEqual(["USDC"]);
    expect(names(one)).toEqual(["cross"]);
  });

  it("leaves out pools without positions and positions of other accounts", () => {
    const other = accountView({ accountId: "b", pools: [poolView({ accountId: "b" })] });
    expect(onlyRow(overviewView({ accounts: [accountView(), other] })).accountId).toBe("a");
  });

  it("never shows a blind pool as safe", () => {
    const blind = accountView({ feed: { ...LIVE, state: "blind" } });
    const view = overviewView({
      accounts: [blind],
      positions: [positionView({ level: "safe" })],
    });
    expect(onlyRow(view).marks[0]?.level).toBe("unknown");
  });
});
