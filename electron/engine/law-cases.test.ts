import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { assessAccount } from "./assess-account.ts";
import { account, order, position, tier, wallet } from "./testing/build-account.ts";

/* Counter-examples that the laws of random accounts found, as they were once they were small. */

describe("an order beside both legs of a contract", () => {
  const legs = [
    { side: "short" as const, leverage: "1" },
    { side: "long" as const, leverage: "8" },
  ].map((each) =>
    position({
      instrument: "BTC/USDT:USDT",
      quantity: "1",
      entry: "16000",
      mark: "16000",
      tiers: [tier(["0", "", "0.004"])],
      ...each,
    }),
  );

  it.each([
    ["binance-usdm", "20000"],
    ["okx-single", "20000"],
    ["bybit-unified", "20000"],
    // Of the legs only the larger requires; of equal ones the dearer.
    ["gate-unified", "18000"],
  ] as const)("has the leverage of the leg it adds to: %s", (model, initialMargin) => {
    const assessed = assessAccount(
      account(model, {
        balances: [wallet("USDT", "0")],
        positions: legs,
        openOrders: [order("BTC/USDT:USDT", "buy", "1", "16000")],
        prices: { USDT: "1" },
        takerFeeRate: decimal(0),
        hedgeMode: true,
      }),
    );
    // 16,000 ÷ 1 short, 16,000 ÷ 8 long, 16,000 ÷ 8 ordered.
    expect(assessed.initialMargin.value!.toFixed()).toBe(initialMargin);
  });
});

describe("Deribit's rate by size", () => {
  it("may grow by a step without a last digit", () => {
    const rows = [tier(["0", "300", "0.01"]), tier(["300", "", "0.011"])];
    const { gaps, maintenanceMargin } = assessAccount(
      account("deribit-standard", {
        balances: [wallet("USDC", "1000000")],
        positions: [
          position({
            instrument: "SOL/USDC:USDC",
            quantity: "300",
            entry: "100",
            mark: "100",
            tiers: rows.map((row) => ({ ...row, initialRate: row.maintenanceRate })),
          }),
        ],
        prices: { USDC: "1" },
      }),
    );
    expect(gaps).toEqual([]);
    // 30,000 × 1.1 %.
    expect(maintenanceMargin.value!.toSignificantDigits(40).toFixed()).toBe("330");
  });

  it("leaves what is behind a wall of its own out of a haircut", () => {
    const isolated = position({
      instrument: "BTC/USDC:USDC",
      quantity: "1",
      entry: "50000",
      mark: "60000",
      isolatedMargin: "1000",
    });
    const { pools } = assessAccount(
      account("deribit-standard", {
        balances: [wallet("USDC", "1000", { collateralWeight: decimal("0.9") })],
        positions: [isolated],
        prices: { USDC: "1", BTC: "50000" },
      }),
    );
    expect(pools[0]!.initialMargin.value!.toFixed()).toBe("100");
  });
});
