import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { position, tier, wallet } from "../testing/build-account.ts";
import { assessDeribit, inverse } from "../testing/deribit-account.ts";

function digits(value: Decimal | null | undefined, precision: number): string | undefined {
  return value?.toSignificantDigits(precision).toFixed();
}

describe("a rate that grows with size", () => {
  it("is solved for where margin balance meets it, square in 1 ÷ price", () => {
    // 20 BTC and 1,000,000 dollars long at 50,000, in coins q = 1,000,000 ÷ p:
    // 20 + 20 − q = 0.01 q + 0.00005 q²  →  q = (−1.01 + √(1.01² + 4 × 0.00005 × 40)) ÷ 0.0001
    const { positions } = assessDeribit([wallet("BTC", "20")], [inverse("1000000")]);
    const root = decimal("1.0201").plus("0.008").sqrt();
    const coins = root.minus("1.01").div("0.0001");
    expect(digits(positions[0]!.liquidationPrice, 30)).toBe(
      digits(decimal(1_000_000).div(coins), 30),
    );
  });

  it("of a short lies above, and a hedged coin has none", () => {
    // 20 − 20 + q = 0.01 q + 0.00005 q² + … : 1 BTC of margin, short 1,000,000: 1 − 20 + q = …
    const short = inverse("1000000", { side: "short" });
    const { positions } = assessDeribit([wallet("BTC", "1")], [short]);
    const root = decimal("0.99").pow(2).minus(decimal("0.0002").times(19)).sqrt();
    const coins = decimal("0.99").minus(root).div("0.0001");
    expect(digits(positions[0]!.liquidationPrice, 30)).toBe(
      digits(decimal(1_000_000).div(coins), 30),
    );
    // Dollars owed to the market for every coin held: 2.5 % of requirement at the worst, far above.
    const covered = assessDeribit([wallet("BTC", "20")], [short]).positions[0]!;
    expect(covered.liquidationPrice!.lt(covered.position.markPrice!)).toBe(true);
  });

  it("of a linear contract moves with the price alone", () => {
    // 5,000 + 10 (p − 50,000) = 10 p × (0.01 + 0.0005)
    const held = position({
      instrument: "BTC/USDC:USDC",
      quantity: "10",
      entry: "50000",
      mark: "50000",
    });
    const { positions } = assessDeribit([wallet("USDC", "5000")], [held]);
    expect(digits(positions[0]!.liquidationPrice, 20)).toBe(
      digits(decimal(495_000).div("9.895"), 20),
    );
  });

  it("adds up over contracts, netting nothing", () => {
    const dated = inverse("500000", { instrument: "BTC/USD:BTC-261225", side: "short" });
    const { pool } = assessDeribit([wallet("BTC", "20")], [inverse("500000"), dated]);
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("0.21"); // twice 10 × (0.01 + 0.0005)
  });

  it("comes from the account's rows first: two points, floors in coins", () => {
    const rows = [
      tier(["0", "100", "0.02"], { initialRate: "0.04" }),
      tier(["100", "", "0.03"], { initialRate: "0.05" }),
    ];
    const { pool } = assessDeribit([wallet("BTC", "20")], [inverse("1000000", { tiers: rows })]);
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("0.44"); // 20 × (0.02 + 0.0001 × 20)
    expect(pool.initialMargin.value?.toFixed()).toBe("0.84");
    const late = rows.map((row) => ({ ...row, floor: row.floor.plus(10) }));
    const moved = assessDeribit([wallet("BTC", "20")], [inverse("1000000", { tiers: late })]);
    expect(moved.pool.maintenanceMargin.value?.toFixed()).toBe("0.42"); // 0.019 at zero
  });

  it("takes one row as the rate at size zero and the published growth", () => {
    const rows = [tier(["0", "", "0.02"])];
    const { pool, codes } = assessDeribit(
      [wallet("BTC", "20")],
      [inverse("1000000", { tiers: rows })],
    );
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("0.42"); // 20 × (0.02 + 0.00005 × 20)
    expect(pool.initialMargin.value).toBeNull(); // the row has no initial rate
    expect(codes).toContain("tiers_missing");
  });

  it("needs the initial rate in every row", () => {
    const rows = [tier(["0", "1", "0.01"], { initialRate: "0.02" }), tier(["1", "", "0.02"])];
    const { pool, codes } = assessDeribit(
      [wallet("BTC", "20")],
      [inverse("50000", { tiers: rows })],
    );
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("0.02");
    expect(pool.initialMargin.value).toBeNull();
    expect(codes).toContain("tiers_missing");
  });

  it.each([
    ["an unpublished coin", "XRP/USDC:USDC", undefined, "tiers_missing"],
    ["its single row", "XRP/USDC:USDC", [tier(["0", "", "0.05"])], "tiers_missing"],
    ["another settlement", "BTC/USDT:USDT", undefined, "tiers_missing"],
    [
      "rows on no one line",
      "BTC/USDC:USDC",
      [tier(["0", "1", "0.01"]), tier(["1", "2", "0.02"]), tier(["2", "", "0.02"])],
      "tier_inconsistent",
    ],
    [
      "a falling rate",
      "BTC/USDC:USDC",
      [tier(["0", "1", "0.02"]), tier(["1", "", "0.01"])],
      "tier_inconsistent",
    ],
    [
      "rows in no order",
      "BTC/USDC:USDC",
      [tier(["1", "2", "0.02"]), tier(["0", "1", "0.01"])],
      "tier_inconsistent",
    ],
    [
      "rows of one size",
      "BTC/USDC:USDC",
      [tier(["0", "1", "0.02"]), tier(["0", "", "0.03"])],
      "tier_inconsistent",
    ],
  ] as const)("is not known of %s", (_what, instrument, tiers, code) => {
    const held = position({
      instrument,
      quantity: "1",
      entry: "1",
      mark: "1",
      ...(tiers ? { tiers } : {}),
    });
    const { positions, codes } = assessDeribit([wallet(held.settle, "100")], [held]);
    expect(positions[0]!.maintenanceMargin).toBeNull();
    expect(positions[0]!.liquidationPriceReason).toBe("unknown");
    expect(codes).toContain(code);
  });
});
