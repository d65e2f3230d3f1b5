import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { assessAccount } from "../assess-account.ts";
import { assessPool } from "../assess-pool.ts";
import { assessPosition } from "../assess-position.ts";
import { computeLiquidation } from "../liquidation.ts";
import { createTierResolver } from "../margin-tiers.ts";
import { accountOf, order, positionOf } from "../testing/build-account.ts";
import { isolatedBefore2025May, kucoinCross } from "./kucoin-cross.ts";

const BTC = { quantity: "100", contractSize: "0.001", entry: "62000", tiers: [{ rate: "0.005" }] };
const ETH = { coin: "ETH", contractSize: "0.01", entry: "3000", tiers: [{ rate: "0.008" }] };

describe("KuCoin: published examples", () => {
  it("kucoin-risk-rate: 5.88 % (support 35233217061785)", () => {
    // 100 BTC contracts held, 1,000 ETH contracts on offer. An order brings no terms of its contract;
    // here they come with a long of the same 1,000, beside which max(1000, 1000) is what the order
    // alone would require.
    const account = accountOf("kucoin-cross", {
      balances: { USDT: { wallet: "5000" } },
      taker: "0.0006",
      positions: [positionOf(BTC), positionOf({ ...ETH, quantity: "1000" })],
      orders: [order("ETH/USDT:USDT", "sell", "1000", "3000")],
    });
    const { maintenanceMargin, collateralValue, maintenanceMarginRatio } = assessAccount(account);
    // 31 + 240 + 3.72 + 18; 5000 − 18.
    expect(maintenanceMargin.value?.toFixed()).toBe("292.72");
    expect(collateralValue.value?.toFixed()).toBe("4982");
    expect(maintenanceMarginRatio?.toFixed(4)).toBe("0.0588");
  });
});

describe("KuCoin cross margin", () => {
  const USDT = { USDT: { wallet: "1000" } };

  it("adds same-side orders to the position, and counts opposite ones only beyond it", () => {
    const required = (side: "buy" | "sell", quantity: string) =>
      assessAccount(
        accountOf("kucoin-cross", {
          balances: USDT,
          taker: "0.0005",
          positions: [positionOf({ ...BTC, leverage: "10" })],
          orders: [order("BTC/USDT:USDT", side, quantity, "60000")],
        }),
      );
    // 150 × 0.001 × 62000 = 9300 × 0.0055; 6200 × 0.0055; 130 contracts: 8060 × 0.0055.
    expect(required("buy", "50").maintenanceMargin.value?.toFixed()).toBe("51.15");
    expect(required("buy", "50").initialMargin.value?.toFixed()).toBe("930");
    expect(required("sell", "50").maintenanceMargin.value?.toFixed()).toBe("34.1");
    expect(required("sell", "130").maintenanceMargin.value?.toFixed()).toBe("44.33");
    // The fee to open is on the order's own value: 0.05 × 60000 × 0.0005.
    expect(required("buy", "50").collateralValue.value?.toFixed()).toBe("998.5");
  });

  it("solves with the order's fee off the margin", () => {
    const { positions } = assessAccount(
      accountOf("kucoin-cross", {
        balances: USDT,
        taker: "0.0005",
        positions: [positionOf(BTC)],
        orders: [order("BTC/USDT:USDT", "sell", "50", "64000")],
      }),
    );
    // 1000 − 1.6 + 0.1 (p − 62000) = 0.1 p × 0.0055.
    expect(positions[0]!.liquidationPrice?.toDecimalPlaces(6).toFixed()).toBe("52303.670186");
  });

  it("keeps coins apart", () => {
    const { pools } = assessAccount(
      accountOf("kucoin-cross", {
        balances: { ...USDT, ETH: { wallet: "5" } },
        prices: { ETH: "3000" },
        taker: "0.0005",
        positions: [positionOf(BTC)],
      }),
    );
    expect(pools.map((pool) => [pool.name, pool.collateralValue.value?.toFixed()])).toEqual([
      ["USDT", "1000"],
      ["ETH", "5"],
    ]);
  });

  it("does not know the margin without the fee rate or an order's price", () => {
    const missing = assessAccount(
      accountOf("kucoin-cross", { balances: USDT, positions: [positionOf(BTC)] }),
    );
    expect(missing.maintenanceMargin.value).toBeNull();
    expect(missing.gaps.map((gap) => gap.code)).toContain("fee_rate_missing");
    const atMarket = order("BTC/USDT:USDT", "buy", "1", null);
    const unpriced = assessAccount(
      accountOf("kucoin-cross", {
        balances: USDT,
        taker: "0.0006",
        positions: [positionOf(BTC)],
        orders: [atMarket],
      }),
    );
    expect(unpriced.collateralValue.value).toBeNull();
    expect(unpriced.gaps.map((gap) => gap.code)).toContain("fee_rate_missing");
  });

  it("takes a level's rate on the whole, and says so beyond the first", () => {
    const tiers = [
      { floor: "0", cap: "5000", rate: "0.004" },
      { floor: "5000", rate: "0.005" },
    ];
    const { maintenanceMargin, gaps } = assessAccount(
      accountOf("kucoin-cross", {
        balances: USDT,
        taker: "0",
        positions: [positionOf({ ...BTC, leverage: "1", tiers })],
      }),
    );
    expect(maintenanceMargin.value?.toFixed()).toBe("31");
    expect(gaps.map((gap) => gap.code)).toEqual(["rule_unknown"]);
  });
});

describe("KuCoin isolated margin", () => {
  it("stands at mark since 2025-05-22, with the taker fee in the liquidation fee's place", () => {
    const { pools, gaps } = assessAccount(
      accountOf("kucoin-cross", {
        balances: {},
        taker: "0.0006",
        positions: [positionOf({ ...BTC, leverage: "10", mark: "63000", isolated: "620" })],
      }),
    );
    // 6300 × (0.005 + 0.0006).
    expect(pools[0]!.maintenanceMargin.value?.toFixed()).toBe("35.28");
    expect(gaps.map((gap) => gap.code)).toEqual(["rule_unknown"]);
  });
});

describe("KuCoin isolated margin until 2025-05-22: all of it at entry", () => {
  /** Kept apart from the engine's own choice of reading: the old formula's requirement and price. */
  function before(text: Parameters<typeof positionOf>[0], taker: string) {
    const snapshot = accountOf("kucoin-cross", {
      balances: {},
      taker,
      positions: [positionOf(text)],
    });
    const model = { ...kucoinCross, maintenanceMargin: isolatedBefore2025May };
    const member = assessPosition(model, snapshot, 0, snapshot.positions, createTierResolver());
    const pool = assessPool({
      model,
      snapshot,
      kind: "isolated",
      name: "isolated",
      currency: "USDT",
      assets: ["USDT"],
      members: [member],
    });
    return { required: member.maintenance.amount!, price: computeLiquidation(pool, member).price! };
  }

  /** The venue's prices are whole ticks, away from the position's gain. */
  const upTo = (price: Decimal, tick: string) => price.div(tick).ceil().times(tick).toFixed();

  it("kucoin-lp: long 0.02 at 4189.35 on 3.40376309 (support 35233217061785)", () => {
    // posMaint ÷ value is 0.5 % + 0.0428 % of expected funding + 1.04 × 0.06 %; the funding rate is
    // no field of an account, so here it stands with the rate.
    const eth = { coin: "ETH", quantity: "0.02", entry: "4189.35", leverage: "25" };
    const held = before(
      { ...eth, isolated: "3.40376309", tiers: [{ rate: "0.005428" }] },
      "0.0006",
    );
    expect(held.required.toFixed(8)).toBe("0.50707892");
    expect(upTo(held.price, "0.05")).toBe("4044.55");
    // Bankruptcy: nothing required, the initial margin gone.
    const bankrupt = before({ ...eth, isolated: "3.35148", tiers: [{ rate: "0" }] }, "0");
    expect(bankrupt.price.toFixed()).toBe("4021.776");
    expect(bankrupt.price.div("0.05").floor().times("0.05").toFixed()).toBe("4021.75");
  });

  it("is the reading that a recorded account of 2023 follows: 21,567", () => {
    const account = accountOf("kucoin-cross", {
      balances: {},
      taker: "0.0006",
      positions: [
        positionOf({
          quantity: "1",
          contractSize: "0.001",
          entry: "26821",
          mark: "26802.8",
          leverage: "5",
          isolated: "5.38351112",
          tiers: [{ rate: "0.0041" }], // 0.4 % + 0.01 % of expected funding
        }),
      ],
    });
    const [position] = account.positions;
    const reported = { ...position!.reported, liquidationPrice: decimal("21567") };
    const { reconciliation } = assessAccount({
      ...account,
      positions: [{ ...position!, reported }],
    });
    expect(reconciliation.map(({ reading }) => reading)).toEqual([
      "the isolated formula at entry, in force until 2025-05-22",
    ]);
  });
});
