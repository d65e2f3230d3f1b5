import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { assessAccount } from "../assess-account.ts";
import { accountOf, order, positionOf } from "../testing/build-account.ts";

const LONG = {
  quantity: "1",
  entry: "50000",
  leverage: "10",
  tiers: [
    { cap: "40000", rate: "0.01" },
    { floor: "40000", rate: "0.02" },
  ],
} as const;

describe("the generic cross margin rule", () => {
  it("counts what settles a position in full, other assets by weight, the rest not at all", () => {
    const { collateralValue, equity, gaps } = assessAccount(
      accountOf("generic-cross", {
        prices: { USDT: "0.99", BTC: "50000", ETH: "2000" },
        balances: {
          USDT: { wallet: "1000" },
          BTC: { wallet: "0.1", weight: "0.9" },
          ETH: { wallet: "1" },
        },
        positions: [positionOf(LONG)],
      }),
    );
    // 990 + 4500; equity 990 + 5000 + 2000
    expect([collateralValue.value, equity.value].map(String)).toEqual(["5490", "7990"]);
    expect(gaps.map((gap) => [gap.code, gap.path])).toEqual([
      ["weight_missing", "balances[2].collateralWeight"],
    ]);
  });

  it("leaves a given weight of the settling asset as it is", () => {
    const { collateralValue } = assessAccount(
      accountOf("generic-cross", {
        balances: { USDT: { wallet: "1000", weight: "0.5" } },
        positions: [positionOf(LONG)],
      }),
    );
    expect(collateralValue.value?.toFixed()).toBe("500");
  });

  it("does not count what settles isolated positions only", () => {
    const { collateralValue } = assessAccount(
      accountOf("generic-cross", {
        balances: { USDT: { wallet: "1000" } },
        positions: [positionOf({ ...LONG, isolated: "5000" })],
      }),
    );
    expect(collateralValue.value?.toFixed()).toBe("0");
  });

  it("requires progressive tiers at mark and notional ÷ leverage to open", () => {
    const { maintenanceMargin, initialMargin, positions } = assessAccount(
      accountOf("generic-cross", {
        balances: { USDT: { wallet: "20000" } },
        positions: [positionOf(LONG)],
      }),
    );
    // 50000 × 0.02 − 400; at 30303.03 the first tier: 20000 + p − 50000 = 0.01 p
    expect(maintenanceMargin.value?.toFixed()).toBe("600");
    expect(initialMargin.value?.toFixed()).toBe("5000");
    const expected = decimal("30000").div("0.99").toFixed(20);
    expect(positions[0]!.liquidationPrice?.toFixed(20)).toBe(expected);
  });

  it("holds initial margin for open orders", () => {
    const { initialMargin } = assessAccount(
      accountOf("generic-cross", {
        prices: { USDT: "0.5" },
        balances: { USDT: { wallet: "20000" } },
        positions: [positionOf(LONG)],
        orders: [order("BTC/USDT:USDT", "buy", "1", "40000")],
      }),
    );
    expect(initialMargin.value?.toFixed()).toBe("4500");
  });

  it("knows no margin for options or without tiers", () => {
    const codes = (position: ReturnType<typeof positionOf>) => {
      const balances = { USDT: { wallet: "20000" } };
      const { maintenanceMargin, gaps } = assessAccount(
        accountOf("generic-cross", { balances, positions: [position] }),
      );
      return [maintenanceMargin.value, ...gaps.map((gap) => gap.code)];
    };
    expect(codes({ ...positionOf(LONG), kind: "option" })).toEqual([null, "rule_unknown"]);
    expect(codes({ ...positionOf(LONG), marginTiers: null })).toEqual([null, "tiers_missing"]);
  });
});
