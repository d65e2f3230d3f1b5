import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { NOTHING_REPORTED } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../assess-account.ts";
import { accountOf, order, positionOf } from "../testing/build-account.ts";

/*
 * Not reproducible: the venue's liquidation price of `ccxt-PM-lp-wrong` (38007.16) rests on
 * collateral that the payload does not hold; the final uniMMR of the Pro example (FAQ 5e33af8e…) on
 * collateral rates and index prices that the page does not print beside it.
 */

describe("Binance Portfolio Margin, published figures", () => {
  it("binance-PM-IM-MM: a USD-M position of 463.1548567 USDT at 0.4 % (ccxt pull request 21180)", () => {
    const { positions } = assessAccount(
      accountOf("binance-portfolio", {
        balances: { USDT: { wallet: "100", weight: "1" } },
        positions: [
          positionOf({ quantity: "0.01", entry: "46315.48567", tiers: [{ rate: "0.004" }] }),
        ],
      }),
    );
    // The venue cuts off at eight places.
    expect(positions[0]!.maintenanceMargin?.toFixed(8, 1)).toBe("1.85261942");
  });

  it("binance-PMpro-parts: margin loans and futures of the Pro example (FAQ 5e33af8e…, 2022-04-18)", () => {
    const { positions, pools } = assessAccount(
      accountOf("binance-portfolio", {
        prices: { BTC: "40000", ETH: "3000" },
        balances: {
          USDT: { wallet: "6000", weight: "1" },
          BTC: { wallet: "0.2", borrowed: "0.04", weight: "0.95" },
          ETH: { wallet: "20", borrowed: "15", weight: "0.95" },
        },
        positions: [
          positionOf({ side: "short", quantity: "0.05", entry: "52000", mark: "40000" }),
          positionOf({
            instrument: "BTC/USDT:USDT-220624",
            quantity: "0.04",
            entry: "52350",
            mark: "42000",
          }),
        ],
      }),
    );
    expect(positions.map((each) => each.unrealizedPnl?.toFixed())).toEqual(["600", "-414"]);
    const loans = pools[0]!.maintenanceMargin.lines.filter(({ label }) => label.includes("loan"));
    // 0.004 BTC at 40000 and 1.5 ETH at 3000
    expect(loans.map((line) => line.formula)).toEqual(["0.04 × 0.1 × 40000", "15 × 0.1 × 3000"]);
    expect(loans.map((line) => line.amount.toFixed())).toEqual(["160", "4500"]);
  });
});

const LONG = { quantity: "1", entry: "50000", leverage: "10", tiers: [{ rate: "0.01" }] } as const;

describe("the rule, clause by clause", () => {
  it("an asset counts at index × rate when positive, at full index when negative", () => {
    // 2 × 40000 × 0.95 + (1000 − 3000) = 76000 − 2000
    const { collateralValue, equity } = assessAccount(
      accountOf("binance-portfolio", {
        prices: { BTC: "40000" },
        balances: {
          BTC: { wallet: "2", weight: "0.95" },
          USDT: { wallet: "1000", borrowed: "3000", weight: "0.99" },
        },
      }),
    );
    expect(collateralValue.value?.toFixed()).toBe("74000");
    expect(equity.value?.toFixed()).toBe("78000");
  });

  it("profit takes the rate of its asset", () => {
    const { collateralValue } = assessAccount(
      accountOf("binance-portfolio", {
        balances: { USDT: { wallet: "1000", weight: "0.9" } },
        positions: [positionOf({ ...LONG, mark: "51000" })],
      }),
    );
    expect(collateralValue.value?.toFixed()).toBe("1800");
  });

  it("keeps 5 % free above its maintenance margin, as a line", () => {
    const { maintenanceMargin } = assessAccount(
      accountOf("binance-portfolio", {
        balances: { USDT: { wallet: "10000", weight: "1" } },
        positions: [positionOf(LONG)],
      }),
    ).pools[0]!;
    expect(maintenanceMargin.lines.map((line) => line.amount.toFixed())).toEqual(["500", "25"]);
    expect(maintenanceMargin.lines[1]!.label).toBe("Kept free: the venue acts at uniMMR 1.05");
  });

  it("is at ratio 1 and at its liquidation price where uniMMR is 1.05", () => {
    const at = (mark: string) =>
      assessAccount(
        accountOf("binance-portfolio", {
          balances: { USDT: { wallet: "10000", weight: "1" } },
          positions: [positionOf({ ...LONG, mark })],
        }),
      );
    // 10000 + p − 50000 = 1.05 × 0.01 p, p = 40000 ÷ 0.9895
    const price = at("50000").positions[0]!.liquidationPrice!;
    expect(price.toFixed(20)).toBe(decimal("40000").div("0.9895").toFixed(20));
    const there = at(price.toFixed());
    const uniMmr = there.collateralValue.value!.div(there.positions[0]!.maintenanceMargin!);
    expect(uniMmr.toFixed(20)).toBe(decimal("1.05").toFixed(20));
    expect(there.maintenanceMarginRatio?.toFixed(20)).toBe(decimal(1).toFixed(20));
  });

  it("reconciles the venue's maintenance margin, which is without the 5 %", () => {
    const snapshot = accountOf("binance-portfolio", {
      balances: { USDT: { wallet: "10000", weight: "1" } },
      positions: [positionOf(LONG)],
    });
    const reported = { ...NOTHING_REPORTED, maintenanceMargin: decimal("500.00") };
    const [row] = assessAccount({ ...snapshot, reported }).reconciliation;
    expect([row!.calculated?.toFixed(), row!.agrees]).toEqual(["500", true]);
  });

  it("takes inverse contracts in coin, at the coin's rate and index", () => {
    const coin = { instrument: "BTC/USD:BTC", kind: "inverse", settle: "BTC" } as const;
    const { collateralValue, maintenanceMargin } = assessAccount(
      accountOf("binance-portfolio", {
        prices: { BTC: "25000" },
        balances: { BTC: { wallet: "1", weight: "0.9" } },
        positions: [
          positionOf({
            ...coin,
            quantity: "100",
            contractSize: "100",
            entry: "20000",
            mark: "25000",
            tiers: [{ rate: "0.004" }],
          }),
        ],
      }),
    );
    // (1 + 10000 × (1 ÷ 20000 − 1 ÷ 25000)) × 25000 × 0.9; 10000 ÷ 25000 × 0.004 × 25000 × 1.05
    expect(collateralValue.value?.toFixed()).toBe("24750");
    expect(maintenanceMargin.value?.toFixed()).toBe("42");
  });

  it("says that a loan's rate stands in, and what it holds to open", () => {
    const { gaps, initialMargin } = assessAccount(
      accountOf("binance-portfolio", {
        balances: { USDT: { wallet: "1000", borrowed: "500", weight: "1" } },
      }),
    );
    expect(gaps.map((gap) => [gap.code, gap.path])).toEqual([
      ["leverage_missing", "balances[0].borrowed"],
    ]);
    expect(initialMargin.value?.toFixed()).toBe("250");
  });

  it("does not know its adjusted equity while a margin order is open", () => {
    const { collateralValue, maintenanceMarginRatio, gaps } = assessAccount(
      accountOf("binance-portfolio", {
        balances: { USDT: { wallet: "10000", weight: "1" } },
        positions: [positionOf(LONG)],
        orders: [order("BTC/USDT", "buy", "1", "40000")],
      }),
    );
    expect([collateralValue.value, maintenanceMarginRatio]).toEqual([null, null]);
    expect(gaps.map((gap) => gap.code)).toEqual(["order_rule_unknown"]);
  });

  it("does not know the margin of an option", () => {
    const option = { ...positionOf({ ...LONG, side: "short" }), kind: "option" as const };
    const { maintenanceMargin, gaps } = assessAccount(
      accountOf("binance-portfolio", {
        balances: { USDT: { wallet: "10000", weight: "1" } },
        positions: [option],
      }),
    );
    expect(maintenanceMargin.value).toBeNull();
    expect(gaps.map((gap) => gap.code)).toContain("rule_unknown");
  });
});
