import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../assess-account.ts";
import { type AccountText, accountOf, positionOf } from "../testing/build-account.ts";

function account(text: AccountText) {
  return { ...accountOf("bybit-unified", text), venueAt: Date.UTC(2026, 10, 22) };
}

describe("options (Bybit help, 2023-12-04)", () => {
  function option(side: "long" | "short", change: Partial<Position> = {}): Position {
    const terms = {
      type: "call" as const,
      strike: decimal("31000"),
      expiryAt: Date.UTC(2026, 11, 26, 8),
      impliedVolatility: null,
      underlyingPrice: decimal("30000"),
      settlement: "linear" as const,
    };
    const position = positionOf({
      instrument: "BTC/USDT:USDT-261226-31000-C",
      side,
      quantity: "1",
      entry: "500",
      mark: "300",
    });
    return { ...position, kind: "option", option: terms, ...change };
  }

  function assessed(...positions: Position[]) {
    const balances = { USDT: { wallet: "10000", weight: "1" } };
    return assessAccount(account({ balances, positions }));
  }

  it("sold: the page's example, 12.6 % of a margin balance of 10,000", () => {
    // (max(900, 9) + 300 + 60) × 1 = 1260
    const { maintenanceMargin, maintenanceMarginRatio, collateralValue, equity } = assessed(
      option("short"),
    );
    expect(maintenanceMargin.value?.toFixed()).toBe("1260");
    expect(maintenanceMarginRatio?.toFixed()).toBe("0.126");
    // Its value counts in equity only.
    expect([collateralValue.value, equity.value].map(String)).toEqual(["10000", "9700"]);
  });

  it("sold: initial margin by distance out of the money and the dearer of entry and mark", () => {
    // max(4500 − 1000, 3000) + max(500, 300) = 4000
    expect(assessed(option("short")).initialMargin.value?.toFixed()).toBe("4000");
  });

  it("sold far out of the money: at least a tenth of the index", () => {
    // max(4500 − 10000, 3000) + 500
    const far = option("short", { option: { ...option("short").option!, strike: decimal(40000) } });
    expect(assessed(far).initialMargin.value?.toFixed()).toBe("3500");
  });

  it("sold: never less to open than to keep", () => {
    // Mark 200000: (6000 + 200000 + 60) against 3500 + 200000
    const dear = option("short", { markPrice: decimal("200000") });
    expect(assessed(dear).positions[0]!.initialMargin?.toFixed()).toBe("206060");
  });

  it("sold: the account dies at the mark where its requirement meets the balance", () => {
    // 900 + x + 60 = 10000
    expect(assessed(option("short")).positions[0]!.liquidationPrice?.toFixed()).toBe("9040");
  });

  it("sold: above the index its own mark sets the requirement", () => {
    // 1.03 x + 60 = 100000
    const balances = { USDT: { wallet: "100000", weight: "1" } };
    const { positions } = assessAccount(account({ balances, positions: [option("short")] }));
    const expected = decimal(99940).div("1.03").toFixed(20);
    expect(positions[0]!.liquidationPrice?.toFixed(20)).toBe(expected);
  });

  it("bought: nothing required, nothing counted", () => {
    const { maintenanceMargin, initialMargin, collateralValue } = assessed(option("long"));
    const figures = [maintenanceMargin, initialMargin, collateralValue];
    expect(figures.map(({ value }) => value?.toFixed())).toEqual(["0", "0", "10000"]);
  });

  it("without its underlying's price a sold option's margin is not known", () => {
    const blind = option("short", {
      option: { ...option("short").option!, underlyingPrice: null },
    });
    const { maintenanceMargin, gaps } = assessed(blind);
    expect(maintenanceMargin.value).toBeNull();
    expect(gaps.map((gap) => gap.code)).toContain("option_data_missing");
  });

  it("of another coin uses BTC's factors, with a gap", () => {
    const { maintenanceMargin, gaps } = assessed(option("short", { base: "SOL" }));
    expect(maintenanceMargin.value?.toFixed()).toBe("1260");
    expect(gaps.map((gap) => gap.code)).toEqual(["rule_unknown"]);
  });
});
