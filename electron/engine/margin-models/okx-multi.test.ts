import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { Balance, Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../assess-account.ts";
import { account, order, position, tier, wallet } from "../testing/build-account.ts";
import { owedOf } from "./debts.ts";
import { OKX_DEBTS } from "./okx-multi.ts";

const FEE = decimal("0.0005");
const TIERS = [tier(["0", "1000", "0.004"]), tier(["1000.01", "3000", "0.005"])];
const LONG = position({
  instrument: "BTC/USDT:USDT",
  quantity: "100",
  contractSize: "0.01",
  entry: "50000",
  mark: "50000",
  leverage: "10",
  tiers: TIERS,
});
const FULL = { collateralWeight: decimal(1) };

function slices(...each: readonly (readonly [string, string])[]): Partial<Balance> {
  return {
    collateralTiers: each.map(([upTo, weight]) => ({
      upTo: upTo === "" ? null : decimal(upTo),
      weight: decimal(weight),
    })),
  };
}

function multi(balances: readonly Balance[], positions: readonly Position[], more: object = {}) {
  const snapshot = account("okx-multi", {
    balances,
    positions,
    prices: { USDT: "0.999", BTC: "50000" },
    takerFeeRate: FEE,
    hedgeMode: false,
    ...more,
  });
  const assessed = assessAccount(snapshot);
  const { pools, gaps } = assessed;
  return { ...assessed, snapshot, pool: pools[0]!, codes: gaps.map((gap) => gap.code) };
}

function digits(value: Decimal | null | undefined, precision: number): string | undefined {
  return value?.toSignificantDigits(precision).toFixed();
}

describe("worked examples", () => {
  it("okx-discount-11M: a discount by slices of the amount (OKX help, copy)", () => {
    const usdt = wallet(
      "USDT",
      "11000000",
      slices(["5000000", "1"], ["10000000", "0.975"], ["11000000", "0.95"]),
    );
    const { pool } = multi([usdt], [], { prices: { USDT: "1" } });
    expect(pool.collateralValue.value?.toFixed()).toBe("10825000");
  });

  it("okx-potential-borrow: 4 BTC on sale of 2 that are there (OKX help, copy)", () => {
    const held = wallet("BTC", "2", FULL);
    const { snapshot, pool, gaps } = multi([held], [], {
      openOrders: [order("BTC/USDT", "sell", "4", "50000")],
    });
    const context = { snapshot, asset: "BTC", balance: held, path: "balances[0]" };
    expect(owedOf(OKX_DEBTS, context)?.toFixed()).toBe("2");
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("3000"); // 2 × 50,000 × 0.03
    expect(gaps.map((gap) => gap.message).join(" ")).toContain("borrowing 2 BTC");
  });
});

describe("recorded account of 2024-01-17 (balance sample of the OKX API docs)", () => {
  it("has the venue's ratio, which counts a fee of 0.05 % beside the stated margin", () => {
    // USDT at eqUsd ÷ eq; 0.2 contracts are its notionalUsd 85.7068529 and leave no USDT beside 7.5456.
    const price = decimal("4991.542013297616").div("4992.890093622894").toFixed(5);
    const contract = { instrument: "BTC/USDT:USDT", contractSize: "0.01", tiers: TIERS };
    const held = position({ ...contract, quantity: "0.2", entry: "46637.8", mark: "42865" });
    const balances = [wallet("USD", "55415.624719833286", FULL), wallet("USDT", "7.5456", FULL)];
    const prices = { USDT: price };
    const stated = multi(balances, [held], { prices, takerFeeRate: decimal(0) }).pool;
    expect(stated.maintenanceMargin.value?.toFixed(10)).toBe("0.3428274116");
    const { maintenanceMarginRatio } = multi(balances, [held], { prices }).pool;
    expect(digits(decimal(1).div(maintenanceMarginRatio!), 14)).toBe("143682.59776663");
  });
});

describe("adjusted equity", () => {
  it("weighs equity by slices and nothing beyond the last", () => {
    const btc = wallet("BTC", "30", slices(["20", "0.98"], ["25", "0.5"]));
    const { pool } = multi([btc], []);
    // (20 × 0.98 + 5 × 0.5) × 50,000
    expect(pool.collateralValue.value?.toFixed()).toBe("1105000");
    expect(pool.equity.value?.toFixed()).toBe("1500000");
  });

  it("counts profit at its coin's discount and a debt in full", () => {
    const losing = { ...LONG, entryPrice: decimal(60_000) };
    const { pool } = multi(
      [wallet("BTC", "1", FULL), wallet("USDT", "4000", { collateralWeight: decimal("0.9") })],
      [losing],
    );
    // 50,000 + (4,000 − 10,000) × 0.999
    expect(pool.collateralValue.value?.toFixed()).toBe("44006");
    const gaining = { ...LONG, entryPrice: decimal(40_000) };
    // 14,000 × 0.999 × 0.9
    expect(
      multi(
        [wallet("USDT", "4000", { collateralWeight: decimal("0.9") })],
        [gaining],
      ).pool.collateralValue.value?.toFixed(),
    ).toBe("12587.4");
  });

  it("counts the value of options", () => {
    const option = position({
      instrument: "BTC/USD:BTC-261225-60000-C",
      kind: "option",
      quantity: "2",
      mark: "0.05",
    });
    const { pool } = multi([wallet("BTC", "1", FULL)], [option]);
    expect(pool.collateralValue.value?.toFixed()).toBe("55000");
  });

  it("counts nothing without a discount rate, and says so", () => {
    const { pool, codes } = multi([wallet("BTC", "1"), wallet("USDT", "100", FULL)], [LONG]);
    expect(pool.collateralValue.value?.toFixed()).toBe("99.9");
    expect(codes).toContain("weight_missing");
  });
});

describe("requirements", () => {
  it("count at the price of their coin, with tier and fee", () => {
    const { pool } = multi([wallet("USDT", "20000", FULL)], [LONG]);
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("224.775"); // 50,000 × 0.0045 × 0.999
    expect(pool.initialMargin.value?.toFixed()).toBe("4995");
  });

  it("die where discounted equity meets them, other coins at their discount", () => {
    // (20,000 + p − 50,000) × 0.999 + 0.001 × 50,000 × 0.9 = p × 0.0045 × 0.999
    const btc = wallet("BTC", "0.001", { collateralWeight: decimal("0.9") });
    const { positions } = multi([wallet("USDT", "20000", FULL), btc], [LONG]);
    const expected = decimal(30_000).minus(decimal(45).div("0.999")).div("0.9955");
    expect(digits(positions[0]!.liquidationPrice, 20)).toBe(digits(expected, 20));
  });

  it("of orders stand beside those of positions", () => {
    const { pool } = multi([wallet("USDT", "20000", FULL)], [LONG], {
      openOrders: [order("BTC/USDT:USDT", "buy", "40", "49000")],
    });
    // 19,600 × 0.004 × 0.999 more; fee 19,600 × 0.0005 × 0.999 off; (50,000 + 19,600) ÷ 10 × 0.999
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("303.0966");
    expect(pool.collateralValue.value?.toFixed()).toBe("19970.2098");
    expect(pool.initialMargin.value?.toFixed()).toBe("6953.04");
  });

  it("are not known while a spot order is open", () => {
    const { pool, codes } = multi(
      [wallet("USDT", "20000", FULL), wallet("BTC", "1", FULL)],
      [LONG],
      {
        openOrders: [order("BTC/USDT", "sell", "0.5", "51000")],
      },
    );
    expect(pool.collateralValue.value).toBeNull();
    expect(codes).toContain("order_rule_unknown");
  });
});

describe("borrowing", () => {
  const BTC = wallet("BTC", "1", FULL);

  it("requires margin at the stand-in rate, and says so", () => {
    const { pool, codes } = multi([BTC, wallet("USDT", "-1000", FULL)], [LONG]);
    expect(pool.collateralValue.value?.toFixed()).toBe("49001");
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("254.745"); // 224.775 + 999 × 0.03
    expect(pool.initialMargin.value?.toFixed()).toBe("5094.9"); // 4,995 + 999 × 0.1
    expect(codes).toEqual(["rule_unknown"]);
  });

  it("is none at an equity of exactly zero", () => {
    const { pool } = multi([BTC, wallet("USDT", "0", FULL)], [LONG]);
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("224.775");
    expect(pool.gaps).toEqual([]);
  });

  it("that a loss leads into is in the liquidation price, and says so", () => {
    // u = 1,000 + p − 50,000 < 0: 50,000 + 0.999 u = 0.0045 × 0.999 p − 0.03 × 0.999 u
    const { positions, codes } = multi([BTC, wallet("USDT", "1000", FULL)], [LONG]);
    const expected = decimal(49_000).times("1.03").minus(decimal(50_000).div("0.999"));
    expect(digits(positions[0]!.liquidationPrice, 20)).toBe(
      digits(expected.div(decimal("1.03").minus("0.0045")), 20),
    );
    expect(positions[0]!.gaps.map((gap) => gap.code)).toEqual(["rule_unknown"]);
    expect(codes).toEqual(["rule_unknown"]);
  });

  it("starts where orders have frozen what is there", () => {
    const owed = (amount: string, frozen: string) => {
      const usdt = wallet("USDT", amount, FULL);
      const openOrders = [order("BTC/USDT", "buy", "1", frozen)];
      const { snapshot } = multi([usdt], [LONG], { openOrders });
      return owedOf(OKX_DEBTS, { snapshot, asset: "USDT", balance: usdt, path: "balances[0]" });
    };
    expect(owed("500", "300")?.toFixed()).toBe("0");
    expect(owed("500", "800")?.toFixed()).toBe("300");
  });

  it("is not known with a spot order without a price", () => {
    const { pool } = multi([BTC, wallet("USDT", "500", FULL)], [LONG], {
      openOrders: [order("BTC/USDT", "buy", "1", null)],
    });
    expect(pool.maintenanceMargin.value).toBeNull();
    expect(pool.initialMargin.value).toBeNull();
  });
});
