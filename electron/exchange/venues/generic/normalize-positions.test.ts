import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import type { Gap } from "#shared/domain/gap.ts";
import { normalizeInstruments } from "../../normalize-instruments.ts";
import { marketRow, positionsAnswer } from "./answers.ts";
import { heldRows, normalizePositions } from "./normalize-positions.ts";
import { type GenericPlan, PLANS } from "./plans.ts";

const MARKET = {
  ...{ id: "BTCUSDT", symbol: "BTC/USDT:USDT", base: "BTC", quote: "USDT", settle: "USDT" },
  ...{ contract: true, contractSize: "0.001" },
};
const ROW = {
  ...{ symbol: "BTC/USDT:USDT", side: "long", contracts: "5", marginMode: "cross" },
  ...{ entryPrice: "60000", markPrice: "65000", leverage: 10 },
};

type Given = { readonly plan?: GenericPlan; readonly market?: object; readonly gaps?: Gap[] };

function positionsOf(rows: readonly object[], given: Given = {}) {
  const { plan = PLANS.blofin, market = {}, gaps = [] } = given;
  const listed = { ...MARKET, ...market };
  const context = {
    plan,
    instruments: normalizeInstruments([listed], "symbol"),
    markets: new Map([[listed.symbol, z.parse(marketRow, listed)]]),
    ...{ marks: new Map(), tiers: new Map(), funding: new Map() },
  };
  return normalizePositions(heldRows(z.parse(positionsAnswer, rows)), context, gaps);
}

const BAD = expect.objectContaining({ code: "bad_venue_data" });

describe("positions as ccxt tells them", () => {
  it("take their side from the side or from the sign, and from both where they agree", () => {
    const sideOf = (row: object) => positionsOf([{ ...ROW, ...row }])[0]?.side;
    expect(sideOf({ side: "long" })).toBe("long");
    expect(sideOf({ side: "buy" })).toBe("long");
    expect(sideOf({ side: "sell", contracts: "-5" })).toBe("short");
    expect(sideOf({ side: undefined, contracts: "-5" })).toBe("short");
  });

  it.each([
    ["a size above zero without a side", { side: undefined }],
    ["a size below zero on the long side", { contracts: "-5" }],
    ["no size", { contracts: undefined }],
    ["another contract size than the contract's", { contractSize: "1" }],
    ["a contract that is not listed", { symbol: "ETH/USDT:USDT" }],
  ])("are refused with %s", (_, row) => {
    expect(() => positionsOf([{ ...ROW, ...row }])).toThrow(BAD);
  });

  it("are refused where nothing states the contract size, or one stands twice", () => {
    expect(() => positionsOf([ROW], { market: { contractSize: undefined } })).toThrow(BAD);
    expect(() => positionsOf([ROW, ROW])).toThrow(BAD);
    expect(positionsOf([ROW, { ...ROW, side: "short" }])).toHaveLength(2);
  });

  it("are left out when nothing is held", () => {
    expect(positionsOf([{ ...ROW, contracts: "0", side: undefined }])).toEqual([]);
  });

  it("count the profit in the wallet of an isolated position out of it, a loss not in", () => {
    const isolated = { ...ROW, marginMode: "isolated", collateral: "100" };
    const marginOf = (unrealizedPnl: string) =>
      positionsOf([{ ...isolated, unrealizedPnl }])[0]?.isolatedMargin?.toFixed();
    expect(marginOf("25")).toBe("75");
    expect(marginOf("-25")).toBe("100");
  });

  it("say what their class does not tell, rather than what it makes up", () => {
    const gaps: Gap[] = [];
    const isolated = { ...ROW, marginMode: "isolated", collateral: "100" };
    const [poloniex] = positionsOf([isolated], { plan: PLANS.poloniex });
    expect(poloniex).toMatchObject({ marginMode: "isolated", isolatedMargin: null });
    expect(positionsOf([ROW], { plan: PLANS.apex })[0]?.leverage).toBeNull();
    const [costly] = positionsOf([{ ...ROW, initialMargin: "300" }], { plan: PLANS.cryptocom });
    expect(costly?.reported.initialMargin).toBeNull();
    expect(positionsOf([isolated], { plan: PLANS.mexc, gaps })[0]?.marginMode).toBe("cross");
    expect(gaps).toMatchObject([{ code: "mode_unread", path: "positions[0].marginMode" }]);
  });

  it("have the rate of now for tiers where the venue tells its maintenance margin", () => {
    const gaps: Gap[] = [];
    // 5 × 0.001 × 65,000 = 325, of which 1.3 is 0.4 %
    const row = { ...ROW, maintenanceMargin: "1.3" };
    const [told] = positionsOf([row], { gaps });
    expect(told?.marginTiers?.map(({ maintenanceRate }) => maintenanceRate.toFixed())).toEqual([
      "0.004",
    ]);
    expect(told?.reported.maintenanceMargin).toBeNull();
    expect(gaps).toMatchObject([{ code: "rule_unknown", path: "positions[0].marginTiers" }]);
    // DeepCoin's class puts the margin in use there.
    const [untold] = positionsOf([row], { plan: PLANS.deepcoin });
    expect(untold).toMatchObject({ marginTiers: null, reported: { maintenanceMargin: null } });
    expect(positionsOf([{ ...row, maintenanceMargin: "400" }])[0]?.marginTiers).toBeNull();
  });

  it("have the rate of now of an inverse contract by its coins", () => {
    const market = { base: "BTC", quote: "USD", settle: "BTC", inverse: true, contractSize: "100" };
    // 5 × 100 ÷ 50,000 = 0.01
    const row = { ...ROW, markPrice: "50000", maintenanceMargin: "0.00005" };
    const [position] = positionsOf([row], { market });
    expect(position?.marginTiers?.[0]?.maintenanceRate.toFixed()).toBe("0.005");
  });

  it("have no liquidation price where the class says 0", () => {
    expect(positionsOf([{ ...ROW, liquidationPrice: 0 }])[0]?.reported.liquidationPrice).toBeNull();
  });
});
