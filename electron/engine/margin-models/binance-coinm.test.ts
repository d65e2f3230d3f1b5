import { describe, expect, it } from "vitest";
import { assessAccount } from "../assess-account.ts";
import { resolveTiers } from "../margin-tiers.ts";
import { accountOf, order, positionOf } from "../testing/build-account.ts";

const CONTRACT = {
  instrument: "BTC/USD:BTC",
  kind: "inverse",
  settle: "BTC",
  contractSize: "100",
} as const;

function account(wallet: string, position: Parameters<typeof positionOf>[0]) {
  const balances = { BTC: { wallet } };
  return accountOf("binance-coinm", { balances, positions: [positionOf(position)] });
}

describe("Binance COIN-M (FAQ ceccfcfb4e3a45e3b48b0b1bb1a8ae46)", () => {
  it("coinm-cum-level5: a deduction in coin by the recursion", () => {
    // 0.56 + 50 × (0.05 − 0.025) = 1.81
    const { marginTiers } = positionOf({
      ...CONTRACT,
      quantity: "1",
      entry: "25000",
      tiers: [
        { floor: "20", cap: "50", rate: "0.025", deduction: "0.56" },
        { floor: "50", rate: "0.05" },
      ],
    });
    expect(resolveTiers(marginTiers!)!.tiers[1]!.deduction.toFixed()).toBe("1.81");
  });

  it("coinm-MM: 100 contracts of 100 USD at 25000, 0.4 %", () => {
    const { positions } = assessAccount(
      account("1", { ...CONTRACT, quantity: "100", entry: "25000", tiers: [{ rate: "0.004" }] }),
    );
    expect(positions[0]!.maintenanceMargin?.toFixed()).toBe("0.0016");
  });

  it("coinm-cross-lp-cum11.605: long 10,000,000 USD at 45000 on 101 BTC (dev.binance.vision 6292)", () => {
    // 10,000,000 × (0.125 + 1) ÷ (101 + 11.605 + 10,000,000 ÷ 45000); the venue's page shows 33599.40.
    // A partial table: the published tier alone, its deduction taken as given.
    const tiers = [{ floor: "0.01", rate: "0.125", deduction: "11.605" }];
    const { positions } = assessAccount(
      account("101", { ...CONTRACT, quantity: "100000", entry: "45000", tiers }),
    );
    expect(positions[0]!.liquidationPrice?.toFixed(2)).toBe("33599.42");
  });

  it("coinm-ccxt-sample: isolated long of 2 contracts", () => {
    const { positions } = assessAccount(
      account("0", {
        ...CONTRACT,
        quantity: "2",
        entry: "37643.10000021",
        isolated: "0.00268058",
        tiers: [{ rate: "0.004" }],
      }),
    );
    // The source prints twelve digits.
    expect(positions[0]!.liquidationPrice?.toSignificantDigits(12).toFixed()).toBe("25119.9744576");
  });
});

describe("the rule, clause by clause", () => {
  const LONG = { ...CONTRACT, quantity: "100", entry: "25000", leverage: "10" } as const;

  it("perpetual and dated contracts of a coin share its pool, another coin does not", () => {
    const { pools } = assessAccount(
      accountOf("binance-coinm", {
        balances: { BTC: { wallet: "1" }, ETH: { wallet: "5" } },
        positions: [
          positionOf({ ...LONG, tiers: [{ rate: "0.004" }] }),
          positionOf({ ...LONG, instrument: "BTC/USD:BTC-270326", tiers: [{ rate: "0.01" }] }),
        ],
      }),
    );
    // 10000 ÷ 25000 × 0.004 + 10000 ÷ 25000 × 0.01 = 0.0016 + 0.004
    expect(pools.map((pool) => [pool.name, pool.maintenanceMargin.value?.toFixed()])).toEqual([
      ["BTC", "0.0056"],
      ["ETH", "0"],
    ]);
  });

  it("requirement and loss grow together as the price falls", () => {
    const at = (mark: string) =>
      assessAccount(account("1", { ...LONG, mark, tiers: [{ rate: "0.004" }] })).pools[0]!;
    // At half the price: 0.8 × 0.004 = 0.0032; 10000 × (1 ÷ 25000 − 1 ÷ 12500) = −0.4
    expect(at("12500").maintenanceMargin.value?.toFixed()).toBe("0.0032");
    expect(at("12500").collateralValue.value?.toFixed()).toBe("0.6");
  });

  it("an open order holds its notional in coin ÷ leverage and the loss it would open with", () => {
    const snapshot = account("1", { ...LONG, tiers: [{ rate: "0.004" }] });
    const opening = order("BTC/USD:BTC", "buy", "100", "40000");
    const { initialMargin } = assessAccount({ ...snapshot, openOrders: [opening] }).pools[0]!;
    // position 0.4 ÷ 10; order 0.25 ÷ 10 + 10000 × (1 ÷ 25000 − 1 ÷ 40000) = 0.025 + 0.15
    expect(initialMargin.lines.map((line) => line.amount.toFixed())).toEqual(["0.175", "0.04"]);
  });
});
