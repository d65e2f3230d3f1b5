import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { NOTHING_REPORTED } from "#shared/domain/snapshot.ts";
import { order, position, wallet } from "../testing/build-account.ts";
import { assessDeribit, inverse } from "../testing/deribit-account.ts";

/** Of the worked examples of Deribit these are figures of portfolio margin. */
const NOT_REPRODUCED = [
  "deribit-XPM-repeated-totals",
  "deribit-XPM-2026-totals",
  "deribit-pme-vector-perp",
  "deribit-pme-vector-future",
  "deribit-pme-worst-case",
  "deribit-pme-IM-MM",
  "deribit-pme-extended-futures",
  "deribit-IM-over-MM-2019",
  "deribit-old-vol-shock",
] as const;

function digits(value: Decimal | null | undefined, precision: number): string | undefined {
  return value?.toSignificantDigits(precision).toFixed();
}

describe("worked examples", () => {
  it.each([
    ["deribit-SM-IM-25", "1250000", "0.53125"],
    ["the same page's 350 BTC", "17500000", "13.125"],
  ])("%s: initial margin of a future (test.deribit.com, older copy)", (_id, dollars, expected) => {
    expect(
      assessDeribit([wallet("BTC", "100")], [inverse(dollars)]).pool.initialMargin.value?.toFixed(),
    ).toBe(expected);
  });

  it("deribit-SM-ETH-rates-2026: a live ETH-PERPETUAL of one dollar", () => {
    const mark = decimal(1).div("0.000509344");
    const held = position({
      instrument: "ETH/USD:ETH",
      kind: "inverse",
      quantity: "1",
      entry: "1963",
    });
    const { positions } = assessDeribit([wallet("ETH", "1")], [{ ...held, markPrice: mark }]);
    expect(positions[0]!.initialMargin?.toFixed(9)).toBe("0.000010187");
    expect(positions[0]!.maintenanceMargin?.toFixed(9)).toBe("0.000005093");
  });

  it("a recorded BTC-PERPETUAL of 40 dollars (ccxt issue 26913, 2025-09-26)", () => {
    const { positions } = assessDeribit(
      [wallet("BTC", "1")],
      [inverse("40", { entry: "112585.87", mark: "109266.97" })],
    );
    expect(positions[0]!.initialMargin?.toFixed(9)).toBe("0.000007322");
    expect(positions[0]!.maintenanceMargin?.toFixed(9)).toBe("0.000003661");
  });

  it("deribit-SSM-margin-balance: equity without the value of options (nautilus_trader @a95c8042)", () => {
    const sold = position({
      instrument: "BTC/USD:BTC-241227-100000-C",
      kind: "option",
      side: "short",
      quantity: "1",
      mark: "0.0086",
    });
    const { pool } = assessDeribit([wallet("BTC", "302.62729214")], [sold]);
    expect(pool.equity.value?.toFixed()).toBe("302.61869214");
    expect(pool.collateralValue.value?.toFixed()).toBe("302.62729214");
  });

  it("deribit-XSM-haircut-IM: a haircut is initial margin and nothing else (nautilus_trader @a95c8042)", () => {
    const { pool } = assessDeribit(
      [wallet("USDT", "55.00055", { collateralWeight: decimal("0.98") })],
      [],
    );
    expect(pool.initialMargin.value?.toFixed(9)).toBe("1.099130991");
    expect(digits(pool.initialMargin.value?.div("0.9992"), 7)).toBe("1.100011");
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("0");
    expect(pool.collateralValue.value?.toFixed()).toBe("54.95654956"); // 55.00055 × 0.9992: no haircut
  });

  it.each([
    ["BTC", "25", "100000", "53125", "28125"],
    ["BTC", "350", "100000", "1312500", "962500"],
    ["SOL", "25", "200", "200.625", "100.625"],
    ["SOL", "6000", "200", "84000", "60000"],
  ])(
    "linear %s, %s coins (support.deribit.com 25944738177565)",
    (coin, quantity, price, initial, maintenance) => {
      const held = position({
        instrument: `${coin}/USDC:USDC`,
        quantity,
        entry: price,
        mark: price,
      });
      const { pool } = assessDeribit([wallet("USDC", "9000000")], [held]);
      expect(pool.initialMargin.value?.toFixed()).toBe(initial);
      expect(pool.maintenanceMargin.value?.toFixed()).toBe(maintenance);
    },
  );

  it.each(NOT_REPRODUCED)("%s is listed as not reproduced, with its reason", (id) => {
    const page = readFileSync(new URL("../../../docs/margin/deribit.md", import.meta.url), "utf8");
    expect(page).toMatch(new RegExp(`\\| \`${id}\`[^|]*\\| not reproduced: \\w`));
  });
});

describe("segregated currencies", () => {
  it("are walls", () => {
    const { pools } = assessDeribit(
      [wallet("BTC", "1"), wallet("USDC", "500")],
      [inverse("1000000")],
    );
    expect(pools.map((pool) => [pool.currency, pool.marginBuffer?.toFixed()])).toEqual([
      ["BTC", "0.78"],
      ["USDC", "500"],
    ]);
  });

  it("stay walls where weights are stated but take nothing off", () => {
    const full = { collateralWeight: decimal(1) };
    expect(
      assessDeribit([wallet("BTC", "1", full), wallet("USDC", "5", full)], []).pools,
    ).toHaveLength(2);
  });

  it("hold initial margin for open orders as the venue states it, else not known", () => {
    const openOrders = [order("BTC/USD:BTC", "buy", "10", "49000")];
    const balances = [wallet("BTC", "1")];
    const unknown = assessDeribit(balances, [inverse("1000000")], { openOrders });
    expect(unknown.pool.initialMargin.value).toBeNull();
    expect(unknown.pool.maintenanceMargin.value?.toFixed()).toBe("0.22");
    expect(unknown.codes).toContain("order_rule_unknown");
    const reported = { ...NOTHING_REPORTED, currency: "BTC", orderInitialMargin: decimal("0.001") };
    const stated = assessDeribit(balances, [inverse("1000000")], { openOrders, reported });
    expect(stated.pool.initialMargin.value?.toFixed()).toBe("0.421"); // 20 × 0.021 + 0.001
  });
});
