import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import type { OptionTerms, Position } from "#shared/domain/snapshot.ts";
import { position, wallet } from "../testing/build-account.ts";
import { assessDeribit } from "../testing/deribit-account.ts";

describe("options, in BTC", () => {
  const terms = (
    type: "call" | "put",
    strike: string,
    underlying: string | null = "50000",
  ): OptionTerms => ({
    type,
    strike: decimal(strike),
    expiryAt: 0,
    impliedVolatility: null,
    underlyingPrice: underlying === null ? null : decimal(underlying),
    settlement: "inverse",
  });
  const option = (side: "long" | "short", of: OptionTerms, mark = "0.02", more: object = {}) =>
    position({
      instrument: "BTC/USD:BTC-261225-60000-C",
      kind: "option",
      side,
      quantity: "2",
      mark,
      option: of,
      ...more,
    });
  const margins = (held: Position) => {
    const { pool } = assessDeribit([wallet("BTC", "3")], [held]);
    return [pool.initialMargin.value?.toFixed(), pool.maintenanceMargin.value?.toFixed()];
  };

  it("that were bought require nothing", () => {
    expect(margins(option("long", terms("call", "60000")))).toEqual(["0", "0"]);
  });

  it.each([
    // 2 × (max(0.15 − OTM ÷ 50,000, 0.1) + mark), 2 × (0.075 + mark)
    ["call 1,000 out of the money", terms("call", "51000"), "0.02", ["0.3", "0.19"]],
    ["call far out of the money", terms("call", "60000"), "0.02", ["0.24", "0.19"]],
    ["call in the money", terms("call", "40000"), "0.21", ["0.72", "0.57"]],
    ["put 1,000 out of the money", terms("put", "49000"), "0.02", ["0.3", "0.19"]],
    ["put in the money", terms("put", "60000"), "0.25", ["0.8", "0.65"]],
    // A mark above one coin: max(0.075, 0.075 × 3) + 3 is more than 0.15 + 3.
    ["put worth three coins", terms("put", "200000"), "3", ["6.45", "6.45"]],
  ] as const)("sold, %s", (_what, of, mark, expected) => {
    expect(margins(option("short", of, mark))).toEqual(expected);
  });

  it("sold, die at the mark where the pool is used up", () => {
    // 1 BTC of collateral, the option's value not in it: 1 = 2 × (0.075 + mark)
    const call = assessDeribit([wallet("BTC", "1")], [option("short", terms("call", "60000"))]);
    expect(call.positions[0]!.liquidationPrice?.toFixed()).toBe("0.425");
    // Beyond a mark of one coin a put's share counts: 4.3 = 2 × 1.075 × mark
    const put = assessDeribit([wallet("BTC", "4.3")], [option("short", terms("put", "60000"))]);
    expect(put.positions[0]!.liquidationPrice?.toFixed()).toBe("2");
  });

  it.each([
    ["without terms", { option: null }, "option_data_missing"],
    ["of another coin", { instrument: "ETH/USD:ETH-261225-3000-C" }, "rule_unknown"],
    ["settled in dollars", { instrument: "BTC/USDC:USDC-261225-60000-C" }, "rule_unknown"],
    ["without a mark", { mark: undefined }, "mark_missing"],
  ])("sold, are not known %s", (_what, more, code) => {
    const { option: without, ...rest } = { option: undefined, ...more };
    const held = option("short", terms("call", "60000"), "0.02", rest);
    const sold = without === null ? { ...held, option: null } : held;
    const { pool, codes } = assessDeribit([wallet(sold.settle, "3")], [sold]);
    expect(pool.maintenanceMargin.value).toBeNull();
    expect(codes).toContain(code);
  });

  it("sold, open for an unknown margin without their underlying's price", () => {
    const held = option("short", terms("call", "60000", null));
    const { pool, codes } = assessDeribit([wallet("BTC", "3")], [held]);
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("0.19");
    expect(pool.initialMargin.value).toBeNull();
    expect(codes).toContain("option_data_missing");
  });
});
