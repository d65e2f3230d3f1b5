import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { assessAccount } from "../assess-account.ts";
import { valueAt } from "../curve.ts";
import { accountOf, order, positionOf } from "../testing/build-account.ts";
import { worthAfterConversion } from "./kraken-flex.ts";

/** Class A to level III: support.kraken.com 360022632452, read 2026-11-23. */
const CLASS_A = [
  { floor: "0", cap: "1000000", rate: "0.01", initial: "0.02" },
  { floor: "1000000", cap: "2000000", rate: "0.02", initial: "0.04" },
  { floor: "2000000", cap: "5000000", rate: "0.025", initial: "0.05" },
];

function linear(quantity: string, more: Partial<Parameters<typeof positionOf>[0]> = {}) {
  return positionOf({ settle: "USD", quantity, entry: "50000", tiers: CLASS_A, ...more });
}

const DATED = { instrument: "BTC/USD:USD-261225" };

describe("Kraken: published examples", () => {
  // Support 4844463246100, inverse example: long 1,000 USD at 8,000 on 0.01 XBT.
  it.each([
    // 1000 ÷ (0.01 + 1000 ÷ 8000).
    { id: "kraken-inverse-bankruptcy", rate: "0", expected: "7407" },
    // 1000 × (0.01 + 1) ÷ (0.01 + 0.125); with the margin fixed at entry it would be 7,476.6.
    { id: "kraken-inverse-lp", rate: "0.01", expected: "7481" },
  ])("$id", ({ rate, expected }) => {
    const position = positionOf({
      settle: "BTC",
      kind: "inverse",
      quantity: "1000",
      entry: "8000",
      isolated: "0.01",
      tiers: [{ rate }],
    });
    const account = accountOf("kraken-flex", { balances: {}, positions: [position] });
    const price = assessAccount(account).positions[0]!.liquidationPrice!;
    expect(price.toDecimalPlaces(0).toFixed()).toBe(expected);
  });

  it("kraken-collateral-USDT: value × (1 − haircut) × (1 − conversion fee)", () => {
    // Accounts sample of the API: 1.0001 of value, 5 % haircut, 0.25 % fee as it stood then.
    const snapshot = accountOf("kraken-flex", {
      balances: { USDT: { wallet: "1", weight: "0.95" } },
      prices: { USDT: "1.0001" },
    });
    const context = {
      snapshot,
      asset: "USDT",
      balance: snapshot.balances[0]!,
      path: "balances[0]",
    };
    const worth = worthAfterConversion(context, decimal("0.0025"));
    expect(valueAt(worth.curve!, decimal(1))!.toFixed()).toBe("0.9477197625");
  });

  it("the accounts sample of the API: flex collateral by currency", () => {
    // XBT 4998.72… and EUR 4999.13… count 4886.49… and 4886.90…: 2 % haircut, 0.25 % fee.
    const snapshot = accountOf("kraken-flex", {
      balances: { BTC: { wallet: "4998.721054420551", weight: "0.98" } },
      prices: { BTC: "1" },
    });
    const context = { snapshot, asset: "BTC", balance: snapshot.balances[0]!, path: "balances[0]" };
    const worth = worthAfterConversion(context, decimal("0.0025"));
    expect(
      valueAt(worth.curve!, decimal("4998.721054420551"))!.toSignificantDigits(12).toFixed(),
    ).toBe("4886.49976675");
  });
});

describe("Kraken flex collateral", () => {
  it("counts dollars in full, coins after haircut and conversion fee, debts in full", () => {
    const { collateralValue } = assessAccount(
      accountOf("kraken-flex", {
        balances: {
          USD: { wallet: "1000" },
          BTC: { wallet: "0.1", weight: "0.9" },
          EUR: { wallet: "100", weight: "0.98" },
          ETH: { wallet: "-1", weight: "0.9" },
        },
        prices: { BTC: "50000", EUR: "1.1", ETH: "2000" },
        positions: [linear("0.1", { mark: "51000" })],
      }),
    );
    // 1000 + 0.1 × 1000 + 5000 × 0.9 × 0.995 + 110 × 0.98 × 0.9995 − 2000.
    expect(collateralValue.value?.toFixed()).toBe("3685.2461");
  });

  it("counts a coin without a haircut for nothing, and says so", () => {
    const { collateralValue, gaps } = assessAccount(
      accountOf("kraken-flex", {
        balances: { USD: { wallet: "1" }, BTC: { wallet: "1" } },
        prices: { BTC: "50000" },
      }),
    );
    expect(collateralValue.value?.toFixed()).toBe("1");
    expect(gaps.map((gap) => gap.code)).toEqual(["weight_missing"]);
  });
});

describe("Kraken flex requirements", () => {
  const USD = { USD: { wallet: "1000000" } };

  it("take the rate of the level on the whole position, and say so beyond the first", () => {
    const small = assessAccount(
      accountOf("kraken-flex", { balances: USD, positions: [linear("20")] }),
    );
    // 20 × 50,000 = 1,000,000 still belongs to the level it ends.
    expect(small.maintenanceMargin.value?.toFixed()).toBe("10000");
    expect(small.initialMargin.value?.toFixed()).toBe("20000");
    expect(small.gaps).toEqual([]);
    const large = assessAccount(
      accountOf("kraken-flex", { balances: USD, positions: [linear("30")] }),
    );
    // 1,500,000 × 0.02.
    expect(large.maintenanceMargin.value?.toFixed()).toBe("30000");
    expect(large.gaps.map((gap) => gap.code)).toEqual(["rule_unknown"]);
  });

  it("do without a table that contradicts itself, or does not reach down to the position", () => {
    const gapsOf = (tiers: NonNullable<Parameters<typeof positionOf>[0]["tiers"]>) => {
      const { maintenanceMargin, gaps } = assessAccount(
        accountOf("kraken-flex", { balances: USD, positions: [linear("1", { tiers })] }),
      );
      return [maintenanceMargin.value?.toFixed(), ...gaps.map((gap) => gap.code)];
    };
    const initial = "0.1";
    expect(
      gapsOf([
        { floor: "0", rate: "0.01", initial },
        { floor: "0", rate: "0.02", initial },
      ]),
    ).toEqual([undefined, "tier_inconsistent", "rule_unknown"]);
    expect(
      gapsOf([
        { floor: "0", cap: "60000", rate: "0.02", initial },
        { floor: "60000", rate: "0.01", initial },
      ]),
    ).toEqual(["1000", "tier_inconsistent"]);
    expect(gapsOf([{ floor: "60000", rate: "0.01", initial }])).toEqual([
      undefined,
      "tiers_missing",
      "tier_below_floor",
    ]);
  });

  it("count only the larger side of one underlying", () => {
    const netted = assessAccount(
      accountOf("kraken-flex", {
        balances: USD,
        positions: [
          linear("10"),
          linear("4", { side: "short", ...DATED, mark: "51000" }),
          linear("5", { coin: "ETH", side: "short", entry: "2000" }),
        ],
      }),
    );
    // BTC: max(10 × 50000, 4 × 51000) × 0.01; ETH has nothing to net with: 5 × 2000 × 0.01.
    expect(netted.maintenanceMargin.value?.toFixed()).toBe("5100");
    expect(netted.initialMargin.value?.toFixed()).toBe("10200");
    expect(netted.positions.map((each) => each.maintenanceMargin?.toFixed())).toEqual([
      "5000",
      "0",
      "100",
    ]);
  });

  it("net isolated positions with nothing", () => {
    const { maintenanceMargin, pools } = assessAccount(
      accountOf("kraken-flex", {
        balances: USD,
        positions: [linear("10"), linear("4", { side: "short", ...DATED, isolated: "9000" })],
      }),
    );
    expect(maintenanceMargin.value?.toFixed()).toBe("5000");
    expect(pools[1]!.maintenanceMargin.value?.toFixed()).toBe("2000");
  });

  it("let the sides of a group change places as the price falls", () => {
    // Long 10 perpetual, short 9.9 dated, both at 50,000, 1 % each, wallet 7,000. Falling perpetual:
    // 7000 + 10 (p − 50000) = max(0.1 p, 4950), whose larger side below 49,500 is the short:
    // p = 49,795 would still be the long's (0.1 p = 4979.5): 7000 − 500000 + 10 p = 0.1 p.
    const { positions } = assessAccount(
      accountOf("kraken-flex", {
        balances: { USD: { wallet: "7000" } },
        positions: [linear("10"), linear("9.9", { side: "short", ...DATED })],
      }),
    );
    expect(positions[0]!.liquidationPrice?.toDecimalPlaces(4).toFixed()).toBe("49797.9798");
    const deeper = assessAccount(
      accountOf("kraken-flex", {
        balances: { USD: { wallet: "17000" } },
        positions: [linear("10"), linear("9.9", { side: "short", ...DATED })],
      }),
    );
    // Now 17000 − 500000 + 10 p = 4950 (the short's, which does not move): p = 48,795.
    expect(deeper.positions[0]!.liquidationPrice?.toFixed()).toBe("48795");
  });

  it("do not guess what an open order holds", () => {
    const { initialMargin, maintenanceMargin, gaps } = assessAccount(
      accountOf("kraken-flex", {
        balances: USD,
        positions: [linear("10")],
        orders: [order("BTC/USD:USD", "buy", "1", "49000")],
      }),
    );
    expect(initialMargin.value).toBeNull();
    expect(maintenanceMargin.value?.toFixed()).toBe("5000");
    expect(gaps.map((gap) => gap.code)).toEqual(["order_rule_unknown"]);
  });
});

describe("Kraken's figures against both readings", () => {
  it("names the one that the account follows", () => {
    const ltc = linear("10", { coin: "LTC", entry: "69.01", mark: "68.71" });
    const account = accountOf("kraken-flex", {
      balances: { USD: { wallet: "5000" } },
      positions: [ltc],
    });
    const at = (initial: string, maintenance: string) =>
      assessAccount({
        ...account,
        reported: {
          ...account.reported,
          initialMargin: decimal(initial),
          maintenanceMargin: decimal(maintenance),
        },
      }).reconciliation.map(({ agrees, reading }) => [agrees, reading]);
    expect(at("13.802", "6.901")).toEqual([
      [false, "rates on the value at entry"],
      [false, "rates on the value at entry"],
    ]);
    expect(at("13.742", "6.871")).toEqual([
      [true, "rates on the value at mark"],
      [true, "rates on the value at mark"],
    ]);
  });
});
