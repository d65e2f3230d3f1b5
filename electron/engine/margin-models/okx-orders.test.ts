import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { NOTHING_REPORTED } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../assess-account.ts";
import { account, order, position, tier, wallet } from "../testing/build-account.ts";

/** 100 contracts of 0.01 BTC at 50,000, tier to 1,000 contracts. */
const LONG = position({
  instrument: "BTC/USDT:USDT",
  quantity: "100",
  contractSize: "0.01",
  entry: "50000",
  mark: "50000",
  leverage: "10",
  tiers: [tier(["0", "1000", "0.004"]), tier(["1000.01", "3000", "0.005"])],
});

function ofOrders(openOrders: readonly ReturnType<typeof order>[], more: object = {}) {
  const { pools, gaps } = assessAccount(
    account("okx-single", {
      balances: [wallet("USDT", "20000")],
      positions: [LONG],
      prices: { USDT: "1" },
      takerFeeRate: decimal("0.0005"),
      hedgeMode: false,
      openOrders,
      ...more,
    }),
  );
  return { pool: pools[0]!, codes: gaps.map((gap) => gap.code) };
}

describe("open orders of futures", () => {
  const initialOf = (...args: Parameters<typeof ofOrders>) =>
    ofOrders(...args).pool.initialMargin.value?.toFixed();
  const buy = order("BTC/USDT:USDT", "buy", "40", "49000");
  const sell = order("BTC/USDT:USDT", "sell", "300", "51000");

  it("charge the larger side in one-way mode", () => {
    // position 50,000; buy 40 × 0.01 × 49,000 = 19,600; sell 300 × 0.01 × 51,000 = 153,000
    expect(initialOf([buy])).toBe("6960"); // (50,000 + 19,600) ÷ 10
    expect(initialOf([buy, sell])).toBe("10300"); // (153,000 − 50,000) ÷ 10
  });

  it("charge both sides in hedge mode, or while the mode is not known", () => {
    expect(initialOf([buy, sell], { hedgeMode: true })).toBe("22260"); // 5,000 + 1,960 + 15,300
    expect(initialOf([buy, sell], { hedgeMode: null })).toBe("22260");
    expect(ofOrders([buy], { hedgeMode: null }).codes).toContain("mode_unread");
  });

  it("charge the loss they would open with", () => {
    // 40 × 0.01 × 51,000 = 20,400 ÷ 10 + 40 × 0.01 × 1,000
    expect(initialOf([order("BTC/USDT:USDT", "buy", "40", "51000")])).toBe("7440");
  });

  it("are in maintenance at the tier of everything, and their fee comes off collateral", () => {
    // 950 contracts ordered and 100 held pass 1,000: 950 × 0.01 × 50,000 × 0.005 = 2,375
    const { pool, codes } = ofOrders([order("BTC/USDT:USDT", "buy", "950", "50000")]);
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("2600"); // 225 of the position
    expect(pool.collateralValue.value?.toFixed()).toBe("19762.5"); // 20,000 − 475,000 × 0.0005
    expect(codes).toContain("order_rule_unknown");
  });

  it("are not known where the contract is not held, the fee or the price is missing", () => {
    const elsewhere = ofOrders([order("ETH/USDT:USDT", "buy", "1", "3000")]);
    expect(elsewhere.pool.initialMargin.value).toBeNull();
    expect(elsewhere.pool.maintenanceMargin.value).toBeNull();
    expect(elsewhere.codes).toContain("leverage_missing");
    const noFee = ofOrders([buy], { takerFeeRate: null });
    expect(noFee.pool.collateralValue.value).toBeNull();
    expect(noFee.codes).toContain("fee_rate_missing");
    expect(ofOrders([{ ...buy, price: null }]).pool.marginBuffer).toBeNull();
  });

  it("that only reduce hold nothing", () => {
    expect(initialOf([{ ...sell, reduceOnly: true }])).toBe("5000");
  });

  it("hold what the venue says they hold", () => {
    const reported = { ...NOTHING_REPORTED, currency: "USDT", orderInitialMargin: decimal("77") };
    expect(initialOf([buy], { reported })).toBe("5077");
  });
});

describe("spot orders", () => {
  it("hold what they would pay out of their coin's pool", () => {
    const openOrders = [
      order("BTC/USDT", "buy", "0.1", "48000"),
      order("USDT/USD", "sell", "7", "1"),
    ];
    const { pool } = ofOrders(openOrders);
    expect(pool.collateralValue.value?.toFixed()).toBe("15193"); // 20,000 − 4,800 − 7
    expect(pool.initialMargin.value?.toFixed()).toBe("5000");
  });

  it("of a purchase hold nothing of the coin they buy", () => {
    const { pools } = assessAccount(
      account("okx-single", {
        balances: [wallet("BTC", "2"), wallet("ETH", "3")],
        openOrders: [order("BTC/ETH", "buy", "0.5", "20"), order("ETH/BTC", "sell", "1", "0.06")],
      }),
    );
    // ETH: 0.5 × 20 to buy with and 1 on sale; of BTC nothing.
    expect(pools.map((pool) => pool.collateralValue.value?.toFixed())).toEqual(["2", "-8"]);
  });

  it("without a price leave the pool unknown", () => {
    const { pool, codes } = ofOrders([order("BTC/USDT", "buy", "1", null)]);
    expect(pool.collateralValue.value).toBeNull();
    expect(codes).toContain("order_rule_unknown");
  });
});
