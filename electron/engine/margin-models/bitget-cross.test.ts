import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { assessAccount } from "../assess-account.ts";
import { accountOf, order, positionOf } from "../testing/build-account.ts";

/** BTCUSDT as in support 12560603841952 (2025-11-07): 0.4 % to 200,000, 0.5 % above. */
const TIERS = [
  { floor: "0", cap: "200000", rate: "0.004" },
  { floor: "200000", cap: "900000", rate: "0.005" },
];
const USDT = { USDT: { wallet: "50000" } };

function btc(quantity: string, more: Partial<Parameters<typeof positionOf>[0]> = {}) {
  return positionOf({ quantity, entry: "110000", leverage: "10", tiers: TIERS, ...more });
}

describe("Bitget: published examples", () => {
  it("bitget-haircut: collateral by slices", () => {
    // Support 12560603812664: 100,000 × 97.5 % + 400,000 × 97 % + 100,000 × 96.5 %.
    const { collateralValue } = assessAccount(
      accountOf("bitget-cross", {
        balances: {
          BTC: {
            wallet: "600000",
            slices: [
              ["100000", "0.975"],
              ["500000", "0.97"],
              [null, "0.965"],
            ],
          },
        },
        prices: { BTC: "1" },
      }),
    );
    expect(collateralValue.value?.toFixed()).toBe("582000");
  });

  it("the tiered calculation of support 12560603841952: 1,648 USDT for 3 BTC at 110,000", () => {
    const { maintenanceMargin } = assessAccount(
      accountOf("bitget-cross", { balances: USDT, positions: [btc("3")] }),
    );
    // 200,000 × 0.46 % + 130,000 × 0.56 %.
    expect(maintenanceMargin.value?.toFixed()).toBe("1648");
  });

  it("multi-asset margin of the glossary: 0.1 BTC and 1,000 USDT are worth 2,950", () => {
    const { collateralValue } = assessAccount(
      accountOf("bitget-cross", {
        balances: {
          BTC: { wallet: "0.1", weight: "0.975" },
          USDT: { wallet: "1000", weight: "1" },
        },
        prices: { BTC: "20000" },
      }),
    );
    expect(collateralValue.value?.toFixed()).toBe("2950");
  });
});

describe("Bitget legs and orders", () => {
  it("requires the larger leg, at the whole rate of both together", () => {
    const { maintenanceMargin, initialMargin, gaps, positions } = assessAccount(
      accountOf("bitget-cross", {
        balances: USDT,
        positions: [btc("1.5"), btc("1", { side: "short" })],
      }),
    );
    // 2.5 × 110,000 = 275,000 is in the second tier: 165,000 × (0.005 + 0.0006).
    expect(maintenanceMargin.value?.toFixed()).toBe("924");
    expect(initialMargin.value?.toFixed()).toBe("16500");
    expect(positions[0]!.tier?.floor.toFixed()).toBe("200000");
    expect(gaps.map((gap) => gap.code)).toEqual(["rule_unknown"]);
  });

  it("needs no such choice while both are in the first tier", () => {
    const { maintenanceMargin, gaps } = assessAccount(
      accountOf("bitget-cross", {
        balances: USDT,
        positions: [btc("1"), btc("0.5", { side: "short" })],
      }),
    );
    // 110,000 × 0.0046.
    expect(maintenanceMargin.value?.toFixed()).toBe("506");
    expect(gaps).toEqual([]);
  });

  it("counts orders with the side they would add to", () => {
    const position = btc("1");
    const withOrder = (side: "buy" | "sell", quantity: string) =>
      assessAccount(
        accountOf("bitget-cross", {
          balances: USDT,
          positions: [position],
          orders: [order(position.instrument, side, quantity, "100000")],
        }),
      );
    // (1 + 0.5) × 110,000 × 0.0046; a sell of 0.5 stays below the long; one of 1.6 exceeds it.
    expect(withOrder("buy", "0.5").maintenanceMargin.value?.toFixed()).toBe("759");
    expect(withOrder("sell", "0.5").maintenanceMargin.value?.toFixed()).toBe("506");
    expect(withOrder("sell", "1.6").maintenanceMargin.value?.toFixed()).toBe("809.6");
    expect(withOrder("buy", "0.5").gaps.map((gap) => gap.code)).toEqual(["order_rule_unknown"]);
  });

  it("does not know what an order in an unheld contract requires", () => {
    const { maintenanceMargin, gaps } = assessAccount(
      accountOf("bitget-cross", {
        balances: USDT,
        positions: [btc("1")],
        orders: [order("ETH/USDT:USDT", "buy", "1", "3000")],
      }),
    );
    expect(maintenanceMargin.value).toBeNull();
    expect(gaps.map((gap) => gap.code)).toContain("tiers_missing");
  });
});

describe("Bitget multi-asset mode", () => {
  const balances = {
    USDT: { wallet: "-1000" },
    BTC: { wallet: "1", weight: "0.975" },
  };

  it("adds what a debt requires to what positions require", () => {
    const { maintenanceMargin, collateralValue, gaps } = assessAccount(
      accountOf("bitget-cross", { balances, prices: { BTC: "110000" }, positions: [btc("1")] }),
    );
    // 506 + 1000 × 5 %; 107,250 − 1000: a debt has no haircut.
    expect(maintenanceMargin.value?.toFixed()).toBe("556");
    expect(collateralValue.value?.toFixed()).toBe("106250");
    expect(gaps.map((gap) => gap.code)).toEqual(["rule_unknown"]);
  });

  it("lets the debt grow as the price moves", () => {
    const { positions } = assessAccount(
      accountOf("bitget-cross", { balances, prices: { BTC: "110000" }, positions: [btc("2")] }),
    );
    // d = 1000 + 2 (110000 − p) is owed: 107250 − d = 0.05 d + 2 p × 0.0046.
    // 107250 − 1.05 × 221000 = −2.1 p + 0.0092 p.
    expect(positions[0]!.liquidationPrice?.toDecimalPlaces(6).toFixed()).toBe("59690.070786");
    expect(positions[0]!.gaps.map((gap) => gap.code)).toEqual(["rule_unknown"]);
  });
});

describe("Bitget's figure against both readings", () => {
  it("names the one that the account follows: 1,848 before 2025-11-10, 1,648 since", () => {
    const account = accountOf("bitget-cross", { balances: USDT, positions: [btc("3")] });
    const readingOf = (maintenanceMargin: string) =>
      assessAccount({
        ...account,
        reported: { ...account.reported, maintenanceMargin: decimal(maintenanceMargin) },
      }).reconciliation.map(({ reading }) => reading);
    expect(readingOf("1648")).toEqual([
      "tiers slice by slice, for positions opened since 2025-11-10",
    ]);
    expect(readingOf("1848")).toEqual([
      "the tier's rate on the whole, for positions opened before 2025-11-10",
    ]);
  });
});
