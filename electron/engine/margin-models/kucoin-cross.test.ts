import { describe, expect, it } from "vitest";
import { assessAccount } from "../assess-account.ts";
import { accountOf, order, positionOf } from "../testing/build-account.ts";

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
