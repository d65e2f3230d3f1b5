import fc from "fast-check";
import { type Decimal, ONE, decimal } from "#shared/domain/decimal.ts";
import type { CollateralTier, MarginTier } from "#shared/domain/snapshot.ts";
import { marginTier, progressiveTiers, scaled } from "./arbitraries.ts";
import type { Habitat, Terms } from "./model-habitats.ts";

/** A table as the model reads it; `null` where it brings the rates itself. */
export function tierTable(
  kind: Habitat["tiers"],
  terms: Pick<Terms, "kind" | "instrument">,
): fc.Arbitrary<MarginTier[] | null> {
  if (kind === "coins") return ratesBySize(terms.instrument);
  if (kind === "leverage") return tiersByLeverage();
  if (kind === "contracts") return restated(progressiveTiers(), "0.05");
  // A notional of an inverse contract is in coins.
  const table = restated(progressiveTiers(), terms.kind === "inverse" ? "0.0001" : "1");
  return kind === "one" ? table.map(([first]) => [{ ...first!, cap: null }]) : table;
}

/** Bounds in another unit, and an initial rate of twice the maintenance rate, at most 1. */
function restated(tables: fc.Arbitrary<MarginTier[]>, unit: string): fc.Arbitrary<MarginTier[]> {
  return tables.map((table) =>
    table.map((tier) => ({
      ...tier,
      floor: tier.floor.times(unit),
      cap: tier.cap && tier.cap.times(unit),
      initialRate: doubled(tier.maintenanceRate),
    })),
  );
}

function doubled(rate: Decimal): Decimal {
  return rate.gt("0.5") ? ONE : rate.times(2);
}

/** Falling highest leverages whose half inverse is exact. */
const MAX_LEVERAGES = [50, 25, 20, 10, 5, 4, 2];

function tiersByLeverage(): fc.Arbitrary<MarginTier[]> {
  return fc
    .tuple(
      fc.subarray(MAX_LEVERAGES, { minLength: 1 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 7, maxLength: 7 }),
    )
    .map(([leverages, widths]) => {
      let floor = decimal(0);
      return leverages.map((leverage, index) => {
        const isLast = index === leverages.length - 1;
        const cap = isLast ? null : floor.plus(widths[index]! * 1000);
        const rate = ONE.div(leverage * 2);
        const tier = { ...marginTier(floor, cap, rate), maxLeverage: decimal(leverage) };
        floor = cap ?? floor;
        return tier;
      });
    });
}

/** Two points of a rate that grows with size, in coins; none where the venue publishes it. */
function ratesBySize(instrument: string): fc.Arbitrary<MarginTier[] | null> {
  const rows = fc
    .record({ base: scaled(1, 50, 3), growth: scaled(0, 100, 6) })
    .map(({ base, growth }) =>
      [0, 100].map((coins) => {
        const rate = base.plus(growth.times(coins));
        const tier = marginTier(decimal(coins), coins === 0 ? decimal(100) : null, rate);
        return { ...tier, initialRate: doubled(rate) };
      }),
    );
  return instrument.startsWith("SOL") ? rows : fc.option(rows);
}

/** Weights that fall by slices of an amount up to about `most`; nothing counts beyond the last. */
export function slices(most: number): fc.Arbitrary<CollateralTier[]> {
  const slice = fc.record({
    width: fc.integer({ min: 1, max: most }),
    weight: scaled(0, 100, 2),
  });
  return fc
    .tuple(fc.array(slice, { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([each, isEndless]) => {
      let upTo = decimal(0);
      return each.map(({ width, weight }, index) => {
        upTo = upTo.plus(width);
        return { upTo: isEndless && index === each.length - 1 ? null : upTo, weight };
      });
    });
}
