import { describe, expect, it } from "vitest";
import { assessAccount } from "../assess-account.ts";
import { type ExampleText, accountOf, positionOf } from "../testing/build-account.ts";

/** docs.dydx.xyz, trading/liquidations; read 2026-11-23. */
const EXAMPLES: readonly (ExampleText & { id: string; wallet: string; expected: string })[] = [
  {
    // (1000 + 3 × 3000) ÷ (3 × 0.05 + 3). The page's own figure is cut off in the copy that was read;
    // this is its formula with its inputs.
    id: "dydx-liq-price",
    wallet: "1000",
    ...{ side: "short", quantity: "3", entry: "3000", tiers: [{ rate: "0.05" }] },
    expected: "3174.6",
  },
  {
    // Bankruptcy is liquidation with nothing required: (100 + 500 × 1) ÷ 500.
    id: "dydx-bankruptcy",
    wallet: "100",
    ...{ side: "short", quantity: "500", entry: "1", tiers: [{ rate: "0" }] },
    expected: "1.2",
  },
];

describe("dYdX v4", () => {
  it.each(EXAMPLES)("$id", ({ wallet, expected, ...position }) => {
    const account = accountOf("dydx-v4", {
      balances: { USDC: { wallet } },
      positions: [positionOf({ settle: "USDC", ...position })],
    });
    const price = assessAccount(account).positions[0]!.liquidationPrice!;
    expect(price.toDecimalPlaces(expected.split(".")[1]!.length).toFixed()).toBe(expected);
  });

  it("requires one fraction of every size, and the initial fraction as it is read", () => {
    const tiers = [{ rate: "0.03", initial: "0.05" }];
    const { maintenanceMargin, initialMargin, collateralValue, maintenanceMarginRatio } =
      assessAccount(
        accountOf("dydx-v4", {
          balances: { USDC: { wallet: "100" } },
          positions: [
            positionOf({ settle: "USDC", quantity: "500", entry: "1", mark: "1.1", tiers }),
          ],
        }),
      );
    // 500 × 1.1 = 550: × 0.03, × 0.05; 100 + 500 × 0.1.
    expect(maintenanceMargin.value?.toFixed()).toBe("16.5");
    expect(initialMargin.value?.toFixed()).toBe("27.5");
    expect(collateralValue.value?.toFixed()).toBe("150");
    expect(maintenanceMarginRatio?.toFixed()).toBe("0.11");
  });

  it("does not invent an initial fraction", () => {
    const { initialMargin, gaps } = assessAccount(
      accountOf("dydx-v4", {
        balances: { USDC: { wallet: "100" } },
        positions: [
          positionOf({ settle: "USDC", quantity: "1", entry: "1", tiers: [{ rate: "0.03" }] }),
        ],
      }),
    );
    expect(initialMargin.value).toBeNull();
    expect(gaps.map((gap) => gap.code)).toEqual(["tiers_missing"]);
  });
});
