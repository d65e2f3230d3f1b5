import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { assessAccount } from "../assess-account.ts";
import { accountOf, order, positionOf } from "../testing/build-account.ts";

/*
 * Open orders and the single-wallet formula; positions, tiers and the two-position example are in
 * ../worked-examples.test.ts.
 */
const HELD = { quantity: "0.001", entry: "9000", leverage: "20", tiers: [{ rate: "0.004" }] };

function orderLines(mark: string, side: "buy" | "sell") {
  const { initialMargin } = assessAccount(
    accountOf("binance-usdm", {
      balances: { USDT: { wallet: "1000" } },
      positions: [positionOf({ ...HELD, mark })],
      orders: [order("BTC/USDT:USDT", side, "1", "9253.30")],
    }),
  ).pools[0]!;
  return initialMargin.lines.filter((line) => line.label.startsWith("Open order"));
}

describe("open orders (Binance FAQ 87fa7ee33b574f7084d42bd2ce2e463b, 2024-11-06)", () => {
  it("binance-order-cost-IM: 1 BTC at 9253.30, 20×", () => {
    // 9253.30 ÷ 20 = 462.665; the page prints 462.66, cut off.
    const [line] = orderLines("9253.30", "buy");
    expect(line!.amount.toFixed()).toBe("462.665");
    expect(line!.amount.toFixed(2, 1)).toBe("462.66");
  });

  it("binance-open-loss-short: a sell below the mark opens with a loss", () => {
    // 462.665 + (9259.84 − 9253.30) = 462.665 + 6.54
    const [line] = orderLines("9259.84", "sell");
    expect(line!.amount.minus("462.665").toFixed()).toBe("6.54");
  });

  it("a buy below the mark opens with none", () => {
    expect(orderLines("9259.84", "buy")[0]!.amount.toFixed()).toBe("462.665");
  });
});

it("a reduce-only order holds nothing", () => {
  const closing = { ...order("BTC/USDT:USDT", "sell", "1", "9000"), reduceOnly: true };
  const { initialMargin } = assessAccount(
    accountOf("binance-usdm", {
      balances: { USDT: { wallet: "1000" } },
      positions: [positionOf(HELD)],
      orders: [closing],
    }),
  ).pools[0]!;
  // 9 ÷ 20
  expect(initialMargin.value?.toFixed()).toBe("0.45");
});

describe("one wallet, one position", () => {
  it("ccxt-PM-lp-wrong: what the USD-M formula gives for a portfolio margin position", () => {
    // (30.78936488 − 0.01 × 44525) ÷ (0.01 × 0.004 − 0.01); the venue states 38007.16 for it,
    // because all of the account's collateral stands behind it: see binance-portfolio.
    const { positions } = assessAccount(
      accountOf("binance-usdm", {
        balances: { USDT: { wallet: "30.78936488" } },
        positions: [positionOf({ quantity: "0.01", entry: "44525", tiers: [{ rate: "0.004" }] })],
      }),
    );
    expect(positions[0]!.liquidationPrice?.toFixed(1)).toBe("41612.5");
  });

  it("an order whose leverage is not known leaves initial margin unknown", () => {
    const { pools, gaps } = assessAccount(
      accountOf("binance-usdm", {
        balances: { USDT: { wallet: "1000" } },
        orders: [order("ETH/USDT:USDT", "buy", "1", "2000")],
      }),
    );
    expect(pools[0]!.initialMargin.value).toBeNull();
    expect(gaps.map((gap) => gap.code)).toContain("leverage_missing");
    expect(pools[0]!.maintenanceMargin.value?.toFixed()).toBe(decimal(0).toFixed());
  });
});
