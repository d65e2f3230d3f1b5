import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Demand, fairInterval } from "./fair-share.ts";

/** Binance USD-M: 75 of 2,400 weight a minute. */
const USDM: Demand = { readingMs: 1_875, isNearDanger: false };
const DANGER: Demand = { ...USDM, isNearDanger: true };

describe("fairInterval", () => {
  it("leaves one account as fast as it wants to be", () => {
    expect(fairInterval(USDM, [USDM])).toBe(3_750);
    expect(fairInterval(DANGER, [DANGER])).toBe(3_750);
  });

  it("slows twenty accounts to what half of the limit carries", () => {
    const twenty = Array.from({ length: 20 }, () => USDM);
    expect(fairInterval(USDM, twenty)).toBe(75_000);
  });

  it("gives the one near danger four turns for each of the others'", () => {
    const calm = Array.from({ length: 19 }, () => USDM);
    expect(fairInterval(DANGER, [DANGER, ...calm])).toBe(21_562.5);
    expect(fairInterval(USDM, [DANGER, ...calm])).toBe(86_250);
  });

  it("never uses more than half of the limit, whoever is near danger", () => {
    const demand = fc.record({
      readingMs: fc.integer({ min: 1, max: 5_000 }),
      isNearDanger: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(demand, { minLength: 1, maxLength: 50 }), (all) => {
        const used = all.map((own) => own.readingMs / fairInterval(own, all));
        expect(used.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0.5, 9);
      }),
    );
  });
});
