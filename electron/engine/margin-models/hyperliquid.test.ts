import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { type MarginTier, NOTHING_REPORTED, type Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../assess-account.ts";
import { resolveTiers } from "../margin-tiers.ts";
import { account, order, position, tier, wallet } from "../testing/build-account.ts";

/** One tier of a highest leverage; the rate is printed as a venue's table would round it. */
function upTo(maxLeverage: number): MarginTier[] {
  const rate = decimal(1)
    .div(2 * maxLeverage)
    .toDecimalPlaces(5)
    .toFixed();
  return [tier(["0", "", rate], { maxLeverage: String(maxLeverage) })];
}

/** BTC: 40× to 150M of notional, then 20× (Hyperliquid docs, margin tiers). */
const BTC_TIERS = [
  tier(["0", "150000000", "0.0125"], { maxLeverage: "40" }),
  tier(["150000000", "", "0.025"], { maxLeverage: "20" }),
];

function assess(usdc: string, positions: readonly Position[], more: object = {}) {
  const balances = [wallet("USDC", usdc)];
  const assessed = assessAccount(
    account("hyperliquid", { balances, positions, prices: { USDC: "1" }, ...more }),
  );
  return { ...assessed, pool: assessed.pools[0]!, codes: assessed.gaps.map((gap) => gap.code) };
}

function digits(value: Decimal | null | undefined, precision: number): string | undefined {
  return value?.toSignificantDigits(precision).toFixed();
}

function perpetual(coin: string, quantity: string, price: string, more: object = {}): Position {
  return position({
    instrument: `${coin}/USDC:USDC`,
    quantity,
    entry: price,
    mark: price,
    ...more,
  });
}

/**
 * Recorded isolated positions, freqtrade tests/exchange/test_hyperliquid.py (3b1fb5af): side, entry,
 * size, collateral, highest leverage of the day, liquidation price.
 */
const RECORDED = [
  ["hl-freqtrade-01-ETH", "long", "2458.5", "0.015", "36.864593", 50, "0.86915825"],
  ["hl-freqtrade-02-BTC", "long", "63287", "0.00039", "24.673292", 50, "22.37166537"],
  ["hl-freqtrade-04-SOL", "long", "145.83", "0.33", "24.045107", 20, "74.83696193"],
  ["hl-freqtrade-06-BTC", "long", "62739", "0.00077", "24.137992", 50, "31708.03843631"],
  ["hl-freqtrade-07-DOGE", "long", "0.11586", "437", "25.29769", 20, "0.05945697"],
  ["hl-freqtrade-08-ETH", "short", "2642.8", "0.019", "25.091876", 50, "3924.18322043"],
  ["hl-freqtrade-10-DOGE", "short", "0.14333", "351", "25.136807", 20, "0.20970228"],
  ["hl-freqtrade-11-BTC", "short", "68595", "0.00069", "23.64871", 50, "101849.99354283"],
  ["hl-freqtrade-12-BTC", "short", "65536", "0.00099", "21.604172", 50, "86493.46174617"],
  ["hl-freqtrade-14-ETH", "long", "2545.5", "0.0329", "20.909894", 50, "1929.23322895"],
  ["hl-freqtrade-15-BTC", "short", "67400", "0.00031", "20.887308", 50, "133443.97317151"],
  ["hl-freqtrade-17-BTC", "long", "66930", "0.0015", "20.043862", 50, "54108.51043771"],
  ["hl-freqtrade-19-ETH", "long", "2521.9", "0.0237", "19.902091", 50, "1699.14071943"],
  ["hl-freqtrade-21-SOL", "short", "178.29", "0.11", "19.605036", 20, "347.82205322"],
  ["hl-freqtrade-23-SOL", "short", "173.08", "0.33", "19.01881", 20, "225.08561715"],
  ["hl-freqtrade-25-ETH", "short", "2518.4", "0.007", "17.62263", 50, "4986.05799151"],
  ["hl-freqtrade-29-BTC", "long", "67141", "0.00067", "14.979079", 50, "45236.52992613"],
  ["hl-freqtrade-30-XYZ-AAPL", "long", "250", "0.5", "25", 10, "210.5263157894737"],
  ["hl-freqtrade-31-XYZ-GOOGL", "short", "190", "0.5", "9.5", 10, "199.04761904761904"],
  ["hl-freqtrade-32-XYZ-TSLA", "long", "350", "1", "50", 10, "315.7894736842105"],
] as const;

/** Recorded collateral is margin less profit, each printed to six places; half of either's last digit. */
const ROUNDING_OF_COLLATERAL = decimal("0.000001");
const HALF_OF_PRICE = decimal("0.000000005");

describe("worked examples", () => {
  it.each(RECORDED)("%s", (id, side, entry, quantity, isolatedMargin, maxLeverage, expected) => {
    const coin = id.split("-").slice(3).join("-");
    const tiers = upTo(maxLeverage);
    const held = perpetual(coin, quantity, entry, { side, isolatedMargin, tiers });
    const { positions } = assess("0", [held]);
    const difference = positions[0]!.liquidationPrice!.minus(expected).abs();
    // Its rounding leaves this much of the price open; the three of the xyz dex are exact and agree
    // to all sixteen digits.
    const open = ROUNDING_OF_COLLATERAL.div(quantity).div("0.97").plus(HALF_OF_PRICE);
    const exact = decimal(expected).times("1e-15");
    const allowed = coin.startsWith("XYZ") ? exact : open;
    expect(difference.toNumber()).toBeLessThanOrEqual(allowed.toNumber());
  });

  it("hl-iso-liq-hummingbot: from cash owed and size (hummingbot @2bfaccc4)", () => {
    // rawUsd −95.059824 = margin − size × price, at the price where marginUsed is 4.967826.
    const price = decimal("4.967826").plus("95.059824").div("0.0335").toFixed();
    const held = perpetual("ETH", "0.0335", price, { isolatedMargin: "4.967826", tiers: upTo(50) });
    const { positions } = assess("0", [held]);
    expect(digits(positions[0]!.liquidationPrice, 8)).toBe(digits(decimal("2866.26936529"), 8));
  });

  it("hl-margin-summary: cross and isolated add up (hummingbot @2bfaccc4)", () => {
    const held = perpetual("ETH", "0.0335", "3000", {
      isolatedMargin: "4.967826",
      tiers: upTo(50),
    });
    expect(assess("13104.514502", [held]).equity.value?.toFixed()).toBe("13109.482328");
  });

  it("hl-accountValue: cash, position and what leverage leaves free (nautilus_trader @a95c8042)", () => {
    // totalRawUsd −22358.938225 is cash after paying for the position: its cost is added back.
    const cash = decimal("-22358.938225").plus("24094.9691").toFixed();
    const held = perpetual("ETH", "10", "2409.49691", { leverage: "25", tiers: upTo(25) });
    const { pool } = assess(cash, [held]);
    expect(pool.collateralValue.value?.toFixed()).toBe("1736.030875");
    expect(pool.freeCollateral?.toFixed()).toBe("772.232111");
  });

  it("hl-tier-deduction: 20× tier of BTC (from the published formula)", () => {
    expect(resolveTiers(BTC_TIERS)!.tiers[1]!.deduction.toFixed()).toBe("1875000");
    const { pool } = assess("99999999", [perpetual("BTC", "2000", "100000", { tiers: BTC_TIERS })]);
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("3125000"); // 200M × 0.025 − 1,875,000
  });

  it("a recorded cross account of 2024-03-05 (ccxt, fetchPositions)", () => {
    // Two longs at up to 50×, 14,157.9994 of notional: crossMaintenanceMarginUsed 141.579994.
    const { pool } = assess("20000", [
      perpetual("SOL", "3.34", "138.91", { tiers: upTo(50), leverage: "20" }),
      perpetual("ETH", "1", "13694.04", { tiers: upTo(50), leverage: "20" }),
    ]);
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("141.579994");
    expect(pool.initialMargin.value?.toFixed()).toBe("707.89997");
  });
});

describe("maintenance rate", () => {
  const rateOf = (tiers: readonly MarginTier[], leverage = "5") => {
    const { positions, codes } = assess("1000", [
      perpetual("XRP", "10", "100", { tiers, leverage }),
    ]);
    return { amount: digits(positions[0]!.maintenanceMargin, 20), codes };
  };

  it("is half the initial rate at the highest leverage, not at the chosen one", () => {
    expect(rateOf(upTo(10), "2").amount).toBe("50");
    expect(rateOf(upTo(10), "9").amount).toBe("50");
  });

  it("is exact where the table prints it rounded", () => {
    const { amount, codes } = rateOf(upTo(3)); // printed 0.16667
    expect(amount).toBe(digits(decimal(1000).div(6), 20));
    expect(codes).toEqual([]);
  });

  it("leaves the deduction of rounded rates to the recursion, and checks that of exact ones", () => {
    const [first, second] = [upTo(6)[0]!, upTo(3)[0]!];
    const table = [
      { ...first, cap: decimal(600) },
      { ...second, floor: decimal(600), deduction: decimal("50.002") },
    ];
    // 1000 ÷ 6 − 600 × (1/6 − 1/12)
    expect(rateOf(table)).toEqual({
      amount: digits(decimal(1000).div(6).minus(50), 20),
      codes: [],
    });
    const exact = [
      { ...upTo(10)[0]!, cap: decimal(600) },
      { ...upTo(5)[0]!, floor: decimal(600), deduction: decimal(31) },
    ];
    expect(rateOf(exact).codes).toContain("tier_inconsistent");
  });

  it("is as given where no highest leverage is", () => {
    expect(rateOf([tier(["0", "", "0.03"])]).amount).toBe("30");
  });

  it.each([
    ["0.02", "50"],
    ["0.08", "80"],
  ])("is the larger where %s contradicts 10×", (rate, expected) => {
    const { amount, codes } = rateOf([tier(["0", "", rate], { maxLeverage: "10" })]);
    expect(amount).toBe(expected);
    expect(codes).toContain("tier_inconsistent");
  });

  it("is not known without tiers", () => {
    expect(rateOf([])).toEqual({ amount: undefined, codes: ["tiers_missing"] });
  });
});

describe("cross account", () => {
  it("dies where account value meets the maintenance of all positions, the tier re-read", () => {
    // 30,000,000 + 2,000 (p − 100,000) = 2,000 p × 0.025 − 1,875,000 + 60 × 0.05, while 2,000 p > 150M
    const other = perpetual("XRP", "1", "60", { tiers: upTo(10) });
    const btc = perpetual("BTC", "2000", "100000", { tiers: BTC_TIERS });
    const { positions } = assess("30000000", [btc, other]);
    const expected = decimal(170_000_000).minus(1_875_000).plus(3).div(1950);
    expect(digits(positions[0]!.liquidationPrice, 20)).toBe(digits(expected, 20));
  });

  it("counts open orders in full for initial margin only, and says so", () => {
    const held = perpetual("XRP", "10", "100", { tiers: upTo(10), leverage: "5" });
    const openOrders = [order("XRP/USDC:USDC", "buy", "2", "90")];
    const { pool, codes } = assess("1000", [held], { openOrders });
    expect(pool.initialMargin.value?.toFixed()).toBe("236"); // 1,000 ÷ 5 + 180 ÷ 5
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("50");
    expect(codes).toEqual(["order_rule_unknown"]);
    const reported = { ...NOTHING_REPORTED, currency: "USDC", orderInitialMargin: decimal(30) };
    const stated = assess("1000", [held], { openOrders, reported });
    expect(stated.pool.initialMargin.value?.toFixed()).toBe("230");
    expect(stated.codes).toEqual([]);
  });

  it("of several dexes is not known: their walls are not in one balance", () => {
    const main = perpetual("BTC", "1", "100000", { tiers: BTC_TIERS });
    const stock = perpetual("XYZ-TSLA", "1", "350", { tiers: upTo(10) });
    const { pool, positions, codes } = assess("50000", [main, stock]);
    expect(pool.maintenanceMargin.value).toBeNull();
    expect(positions.map((each) => each.liquidationPriceReason)).toEqual(["unknown", "unknown"]);
    expect(codes).toContain("contradiction");
    expect(assess("50000", [stock]).codes).not.toContain("contradiction");
    const walled = { ...stock, marginMode: "isolated" as const, isolatedMargin: decimal(50) };
    expect(assess("50000", [main, walled]).codes).not.toContain("contradiction");
  });
});
