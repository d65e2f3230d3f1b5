import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { assessAccount } from "../assess-account.ts";
import { accountOf, type AccountText, order, positionOf } from "../testing/build-account.ts";

function account(text: AccountText) {
  return { ...accountOf("bybit-unified", text), venueAt: Date.UTC(2026, 10, 22) };
}

describe("the account", () => {
  const SLICES = [
    ["10", "0.98"],
    ["20", "0.95"],
    [null, "0"],
  ] as const;

  it("bybit-wallet-avail: margin balance less initial margin is available", () => {
    const position = {
      quantity: "1",
      entry: "1278.573161",
      leverage: "10",
      tiers: [{ rate: "0.005" }],
    };
    const { freeCollateral } = assessAccount(
      account({
        balances: { USDT: { wallet: "9684.46297164", weight: "1" } },
        positions: [positionOf(position)],
        taker: "0",
      }),
    );
    // The payload prints 9556.6056555, cut off.
    expect(freeCollateral?.toFixed()).toBe("9556.60565554");
  });

  it("weights a coin by slices of its quantity, beyond the last not at all", () => {
    // (10 × 0.98 + 10 × 0.95) × 1000
    const { collateralValue, equity } = assessAccount(
      account({
        prices: { BTC: "1000" },
        balances: { BTC: { wallet: "25", slices: SLICES } },
      }),
    );
    expect([collateralValue.value, equity.value].map(String)).toEqual(["19300", "25000"]);
  });

  it("counts a debt whole, with margin on it and a gap", () => {
    const { collateralValue, maintenanceMargin, initialMargin, gaps } = assessAccount(
      account({
        prices: { BTC: "1000" },
        balances: {
          BTC: { wallet: "5", slices: SLICES },
          USDT: { wallet: "1000", borrowed: "2000", weight: "0.9" },
        },
      }),
    );
    // 5 × 0.98 × 1000 − 1000; 1000 × 0.04; 1000 × 0.2
    expect(collateralValue.value?.toFixed()).toBe("3900");
    expect(maintenanceMargin.value?.toFixed()).toBe("40");
    expect(initialMargin.value?.toFixed()).toBe("200");
    expect(gaps.map((gap) => gap.code)).toEqual(["rule_unknown"]);
  });

  it("finds the liquidation price behind the point where a loss becomes a debt", () => {
    const { positions } = assessAccount(
      account({
        prices: { BTC: "1000" },
        balances: { USDT: { wallet: "100", weight: "1" }, BTC: { wallet: "1", weight: "0.5" } },
        positions: [
          positionOf({ quantity: "1", entry: "1000", leverage: "10", tiers: [{ rate: "0.01" }] }),
        ],
        taker: "0",
      }),
    );
    // Below 900 USDT is owed: (p − 900) × 1.04 + 500 = 0.01 p
    const [position] = positions;
    expect(position!.liquidationPrice?.toFixed(20)).toBe(decimal("436").div("1.03").toFixed(20));
    expect(position!.gaps.map((gap) => gap.code)).toEqual(["rule_unknown"]);
  });

  it("adds linear, USDC and inverse contracts in USD", () => {
    const tiers = [{ rate: "0.01" }];
    const { maintenanceMargin } = assessAccount(
      account({
        prices: { BTC: "1000", USDT: "0.9", USDC: "1.1" },
        balances: {
          USDT: { wallet: "1000", weight: "1" },
          USDC: { wallet: "1000", weight: "1" },
          BTC: { wallet: "1", weight: "1" },
        },
        positions: [
          positionOf({ quantity: "1", entry: "1000", leverage: "10", tiers }),
          positionOf({ settle: "USDC", quantity: "1", entry: "1000", leverage: "10", tiers }),
          positionOf({
            instrument: "BTC/USD:BTC",
            kind: "inverse",
            settle: "BTC",
            quantity: "500",
            entry: "1000",
            leverage: "10",
            tiers,
          }),
        ],
        taker: "0",
      }),
    );
    // 10 × 0.9 + 10 × 1.1 + 0.005 × 1000
    expect(maintenanceMargin.value?.toFixed()).toBe("25");
  });
});

describe("open orders", () => {
  const HELD = {
    quantity: "2",
    entry: "100",
    leverage: "10",
    tiers: [
      { cap: "250", rate: "0.01" },
      { floor: "250", rate: "0.02" },
    ],
  } as const;

  function withOrders(...orders: ReturnType<typeof order>[]) {
    return assessAccount(
      account({
        balances: { USDT: { wallet: "1000", weight: "1" } },
        positions: [positionOf(HELD)],
        orders,
        taker: "0.001",
      }),
    );
  }

  it("require what they add to the tiers of their side, and cost their loss at once", () => {
    const { maintenanceMargin, initialMargin, collateralValue, gaps } = withOrders(
      order("BTC/USDT:USDT", "buy", "1", "120"),
    );
    // Tiers: (320 × 0.02 − 2.5) − 200 × 0.01 = 1.9; fee 120 × 0.9 × 0.001; position 2 + 200 × 0.9 × 0.001
    expect(maintenanceMargin.value?.toFixed()).toBe("4.188");
    // 12 + 0.12 + 0.108 and 20 + 0.18
    expect(initialMargin.value?.toFixed()).toBe("32.408");
    // 1000 − 1 × (120 − 100)
    expect(collateralValue.value?.toFixed()).toBe("980");
    expect(gaps.map((gap) => gap.code)).toEqual(["order_rule_unknown"]);
  });

  it("stack on one side only", () => {
    const lines = withOrders(
      order("BTC/USDT:USDT", "buy", "1", "100"),
      order("BTC/USDT:USDT", "buy", "1", "100"),
      order("BTC/USDT:USDT", "sell", "1", "100"),
    ).pools[0]!.maintenanceMargin.lines.filter((line) => line.label.startsWith("Open order"));
    // (300 × 0.02 − 2.5 − 2) + 0.09, then 100 × 0.02 + 0.09; the sell: 100 × 0.01 + 0.11
    expect(lines.map((line) => line.amount.toFixed())).toEqual(["1.59", "2.09", "1.11"]);
  });

  it("of the spot market leave collateral unknown", () => {
    const { collateralValue, gaps } = withOrders(order("BTC/USDT", "buy", "1", "90"));
    expect(collateralValue.value).toBeNull();
    expect(gaps.map((gap) => gap.code)).toEqual(["order_rule_unknown"]);
  });
});
