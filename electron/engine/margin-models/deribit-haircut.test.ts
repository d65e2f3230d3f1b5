import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { position, tier, wallet } from "../testing/build-account.ts";
import { assessDeribit, inverse } from "../testing/deribit-account.ts";

describe("cross collateral", () => {
  const USDT = wallet("USDT", "10000", { collateralWeight: decimal("0.9") });
  const BTC = wallet("BTC", "1", { collateralWeight: decimal(1) });

  it("is one pool at full price, haircuts in initial margin", () => {
    const { pools, pool } = assessDeribit([BTC, USDT], [inverse("1000000")]);
    expect(pools).toHaveLength(1);
    expect(pool.collateralValue.value?.toFixed()).toBe("59992");
    expect(pool.maintenanceMargin.value?.toFixed()).toBe("11000"); // 0.22 × 50,000
    expect(pool.initialMargin.value?.toFixed()).toBe("21999.2"); // 0.42 × 50,000 + 10 % of 9,992
  });

  it("takes the haircut of what profit has made of a balance, of a debt none", () => {
    const winning = position({
      instrument: "BTC/USDT:USDT",
      quantity: "1",
      entry: "50000",
      mark: "60000",
      tiers: [
        tier(["0", "1", "0.01"], { initialRate: "0.02" }),
        tier(["1", "", "0.01"], { initialRate: "0.02" }),
      ],
    });
    // 10 % of 20,000 × 0.9992 and 2 % of 60,000 × 0.9992
    expect(assessDeribit([USDT], [winning]).pool.initialMargin.value?.toFixed()).toBe("3197.44");
    const losing = { ...winning, markPrice: decimal(30_000) };
    expect(assessDeribit([USDT, BTC], [losing]).pool.initialMargin.value?.toFixed()).toBe("599.52");
  });

  it("takes none of the value of options, and shows no line where nothing is taken", () => {
    const bought = position({
      instrument: "BTC/USD:BTC-261225-60000-C",
      kind: "option",
      quantity: "1",
      mark: "0.02",
    });
    const half = { ...BTC, collateralWeight: decimal("0.5") };
    expect(assessDeribit([half], [bought]).pool.initialMargin.value?.toFixed()).toBe("25000");
    const lines = assessDeribit([USDT, BTC], []).pool.initialMargin.lines;
    expect(lines.map((line) => line.label)).toEqual(["Haircut of USDT"]);
  });

  it("counts a balance without a weight as haircut in full, and says so", () => {
    const { pool, codes } = assessDeribit([USDT, wallet("ETH", "1")], []);
    expect(pool.initialMargin.value?.toFixed()).toBe("2999.2"); // 999.2 + 2,000
    expect(codes).toContain("weight_missing");
  });

  it("is not known without a price, nor its initial margin without an entry", () => {
    expect(
      assessDeribit([USDT, wallet("XRP", "-1", { collateralWeight: decimal(1) })], []).pool
        .marginBuffer,
    ).toBeNull();
    const { pool } = assessDeribit([BTC, USDT], [{ ...inverse("1000000"), entryPrice: null }]);
    expect(pool.initialMargin.value).toBeNull();
  });

  it("lets one currency save another", () => {
    // Segregated, 1 BTC behind 1,000,000 dollars dies just below 50,000; here 9,992 dollars stand by.
    const alone = assessDeribit([wallet("BTC", "1")], [inverse("1000000")]).positions[0]!;
    const together = assessDeribit([BTC, USDT], [inverse("1000000")]).positions[0]!;
    expect(together.liquidationPrice!.lt(alone.liquidationPrice!)).toBe(true);
  });
});
