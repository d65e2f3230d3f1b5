import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { type AccountSnapshot, NOTHING_REPORTED, type Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../assess-account.ts";
import { account, position, tier, wallet } from "../testing/build-account.ts";

/** Of the worked examples of OKX these are not figures of the two models. */
const NOT_REPRODUCED = ["okx-MR7"] as const;

const FEE = decimal("0.0005");

/** As the venue prints its tables: contracts, with a small gap between tiers. */
const BTC_TIERS = [
  tier(["0", "1000", "0.004"]),
  tier(["1000.01", "3000", "0.005"]),
  tier(["3000.01", "6000", "0.0065"]),
  tier(["6000.01", "20000", "0.01"]),
  tier(["20000.01", "30000", "0.02"]),
];

const PERPETUAL = { instrument: "BTC/USDT:USDT", contractSize: "0.01", tiers: BTC_TIERS };
const LONG = position({
  ...PERPETUAL,
  quantity: "100",
  entry: "50000",
  mark: "50000",
  leverage: "10",
});

function single(
  positions: readonly Position[],
  more: Partial<Omit<AccountSnapshot, "prices" | "marginModel" | "positions">> = {},
): AccountSnapshot {
  return account("okx-single", {
    balances: [wallet("USDT", "20000")],
    prices: { USDT: "1" },
    takerFeeRate: FEE,
    hedgeMode: false,
    ...more,
    positions,
  });
}

function assess(...args: Parameters<typeof single>) {
  const { positions, pools, gaps, reconciliation } = assessAccount(single(...args));
  return { positions, pool: pools[0]!, codes: gaps.map((gap) => gap.code), gaps, reconciliation };
}

function digits(value: Decimal | null | undefined, precision: number): string | undefined {
  return value?.toSignificantDigits(precision).toFixed();
}

describe("worked examples", () => {
  it("okx-isolated-inverse: ratio and price of a recorded ETH-USD-210430 (ccxt js/src/okx.js)", () => {
    // The mark follows from the position's mmr: 10 ÷ mark × 0.008 = 0.0000311811092368.
    const mark = decimal("0.08").div("0.0000311811092368");
    const held = position({
      instrument: "ETH/USD:ETH-210430",
      kind: "inverse",
      quantity: "1",
      contractSize: "10",
      entry: "2566.31",
      isolatedMargin: "0.0003896645377994",
      tiers: [tier(["0", "", "0.008"])],
    });
    const { positions, pools } = assessAccount(
      account("okx-single", { positions: [{ ...held, markPrice: mark }], takerFeeRate: FEE }),
    );
    // The venue's ratio is the inverse of ours; as far as the printed mmr reaches.
    expect(digits(decimal(1).div(pools[0]!.maintenanceMarginRatio!), 11)).toBe("11.73172651");
    expect(digits(positions[0]!.unrealizedPnl, 6)).toBe("-0.000000993277");
    // It publishes 2352.8496681818233: one tick of 0.01 to the safe side of the formula's price.
    const published = decimal("2352.8496681818233").minus("0.01");
    expect(digits(positions[0]!.liquidationPrice, 15)).toBe(digits(published, 15));
  });

  it("freqtrade-okx-iso-5: taker fee in the denominator (test_exchange.py @c9ae5e1e)", () => {
    const held = position({
      instrument: "X/USDT:USDT",
      side: "short",
      quantity: "1",
      entry: "10",
      mark: "10",
      isolatedMargin: decimal(10).div(3).toFixed(),
      tiers: [tier(["0", "", "0.01"])],
    });
    const { positions } = assess([held], { takerFeeRate: decimal("0.0006") });
    expect(digits(positions[0]!.liquidationPrice, 16)).toBe("13.19348241968468");
  });

  it("okx-upl: 0.5 BTC from 80,000 to 100,000 (OKX help)", () => {
    const held = position({ ...PERPETUAL, quantity: "50", entry: "80000", mark: "100000" });
    expect(assess([held]).positions[0]!.unrealizedPnl?.toFixed()).toBe("10000");
  });

  it.each(NOT_REPRODUCED)("%s is listed as not reproduced, with its reason", (id) => {
    const page = readFileSync(new URL("../../../docs/margin/okx.md", import.meta.url), "utf8");
    expect(page).toMatch(new RegExp(`\\| \`${id}\`[^|]*\\| not reproduced: \\w`));
  });
});

describe("tier by contracts", () => {
  const rateOf = (positions: readonly Position[]) =>
    assess(positions).positions[0]!.tier?.maintenanceRate.toFixed();
  const contracts = (quantity: string, more: object = {}) =>
    position({ ...PERPETUAL, quantity, entry: "50000", mark: "50000", leverage: "10", ...more });

  it("is one rate for the whole position, with the liquidation fee beside it", () => {
    // 3,000 × 0.01 × 50,000 = 1,500,000; × (0.005 + 0.0005)
    const { positions } = assess([contracts("3000")]);
    expect(positions[0]!.maintenanceMargin?.toFixed()).toBe("8250");
  });

  it("steps where the cap is passed, also in the gap the table leaves", () => {
    expect(
      ["1000", "1000.005", "1000.01", "1001"].map((each) => rateOf([contracts(each)])),
    ).toEqual(["0.004", "0.005", "0.005", "0.005"]);
  });

  it("adds long and short, perpetual and dated futures of the underlying", () => {
    // The example of the venue's page: 10,000 long and 15,000 short count as 25,000.
    const dated = contracts("15000", { instrument: "BTC/USDT:USDT-261225", side: "short" });
    expect(rateOf([contracts("10000")])).toBe("0.01");
    expect(rateOf([contracts("10000"), dated])).toBe("0.02");
  });

  it("leaves out other underlyings, isolated positions and options", () => {
    const others = [
      contracts("15000", { instrument: "BTC/USD:BTC", kind: "inverse", contractSize: "100" }),
      contracts("15000", { isolatedMargin: "100000" }),
      contracts("15000", { instrument: "BTC/USDT:USDT-261225-60000-C", kind: "option" }),
    ];
    for (const other of others) expect(rateOf([contracts("10000"), other])).toBe("0.01");
  });

  it("is an isolated position's own", () => {
    const isolated = contracts("500", { isolatedMargin: "100000", side: "short" });
    expect(rateOf([isolated, contracts("10000")])).toBe("0.004");
  });

  it("continues beyond the last cap, and says so", () => {
    const { positions, codes } = assess([contracts("40000")]);
    expect(positions[0]!.tier?.maintenanceRate.toFixed()).toBe("0.02");
    expect(codes).toContain("tier_above_cap");
  });

  it.each([
    ["a table that is missing", { tiers: [] }, "tiers_missing"],
    ["less than the first floor", { tiers: BTC_TIERS.slice(2) }, "tier_below_floor"],
    ["overlapping tiers", { tiers: [BTC_TIERS[0], BTC_TIERS[0]] }, "tier_inconsistent"],
    ["a hole between tiers", { tiers: [BTC_TIERS[0], BTC_TIERS[2]] }, "tier_inconsistent"],
    ["a falling rate", { tiers: [tier(["0", "9", "0.1"]), BTC_TIERS[1]] }, "tier_inconsistent"],
    ["a tier that ends where it starts", { tiers: [tier(["5", "5", "0.1"])] }, "tier_inconsistent"],
  ])("knows nothing of %s", (_what, more, code) => {
    const { positions, pool, codes } = assess([contracts("100", more)]);
    expect(positions[0]!.maintenanceMargin).toBeNull();
    expect(positions[0]!.liquidationPriceReason).toBe("unknown");
    expect(pool.maintenanceMarginRatio).toBeNull();
    expect(codes).toContain(code);
  });
});

describe("pool of one settlement coin", () => {
  it("dies where cash and profit equal tier margin and fee", () => {
    // 20,000 + (p − 50,000) = p × (0.004 + 0.0005) → p = 30,000 ÷ 0.9955
    const { positions, pool } = assess([LONG]);
    expect(digits(positions[0]!.liquidationPrice, 20)).toBe(
      digits(decimal(30_000).div("0.9955"), 20),
    );
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("225");
    expect(pool.initialMargin.value?.toFixed()).toBe("5000");
  });

  it("of an inverse contract in its coin", () => {
    // E = 50,000: 0.5 + 10,000 ÷ 50,000 − 10,000x = 10,000x × 0.0045 → x = 0.7 ÷ 10,045
    const held = position({
      instrument: "BTC/USD:BTC",
      kind: "inverse",
      quantity: "100",
      contractSize: "100",
      entry: "50000",
      mark: "50000",
      tiers: BTC_TIERS,
    });
    const balances = [wallet("BTC", "0.5")];
    const { positions, pool } = assess([held], { balances });
    expect(pool.currency).toBe("BTC");
    expect(digits(positions[0]!.liquidationPrice, 20)).toBe(digits(decimal(10_045).div("0.7"), 20));
  });

  it("is not known without the account's fee", () => {
    const { pool, codes } = assess([LONG], { takerFeeRate: null });
    expect(pool.maintenanceMargin.value).toBeNull();
    expect(codes).toContain("fee_rate_missing");
  });

  it("names the reading without fee when the venue states `mmr`", () => {
    const reported = { ...NOTHING_REPORTED, currency: "USDT", maintenanceMargin: decimal("200") };
    const { reconciliation } = assess([LONG], { reported });
    const compared = reconciliation.find((each) => each.figure === "maintenanceMargin")!;
    expect(compared.calculated?.toFixed()).toBe("225");
    expect(JSON.stringify(compared)).toContain("without the liquidation fee");
  });
});

describe("options", () => {
  const option = (side: "long" | "short") =>
    position({
      instrument: "BTC/USD:BTC-261225-60000-C",
      kind: "option",
      side,
      quantity: "10",
      mark: "0.05",
      contractSize: "0.1",
    });
  const balances = [wallet("BTC", "1")];

  it("that were bought require nothing and stand for nothing", () => {
    const { pool } = assess([option("long")], { balances });
    expect(pool.equity.value?.toFixed()).toBe("1.05");
    expect(pool.collateralValue.value?.toFixed()).toBe("1");
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("0");
  });

  it("that were sold are not known without the factor of their tier", () => {
    const { pool, codes } = assess([option("short")], { balances });
    expect(pool.maintenanceMargin.value).toBeNull();
    expect(codes).toContain("option_data_missing");
  });
});
