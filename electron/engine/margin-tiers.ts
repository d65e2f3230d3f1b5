import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import type { Curve, Line } from "./curve.ts";

/** A tier whose deduction is known: given by the venue, or by the recursion. */
export type ResolvedTier = MarginTier & { readonly deduction: Decimal };

export type TierTable = {
  /** Empty when the table is of no use. */
  readonly tiers: readonly ResolvedTier[];
  /** What contradicts itself in the table, in words; `null` when nothing does. */
  readonly contradiction: string | null;
};

/**
 * Completes and checks a table of progressive tiers:
 * deduction₀ = 0, deductionₙ = deductionₙ₋₁ + floorₙ × (rateₙ − rateₙ₋₁), which makes the
 * requirement continuous at each floor. Deductions that are given are kept as given and checked.
 * A partial table may start above zero; then its first deduction must be given, else the result is
 * `null`. Source: Binance leverage and maintenance margin FAQ, read 2026-11-22; holds for all 2,805
 * brackets of 349 symbols of 2024-10-24.
 */
export function resolveTiers(table: readonly MarginTier[]): TierTable | null {
  const first = table[0];
  if (!first || (first.deduction === null && !first.floor.isZero())) return null;
  if (table.some((tier, index) => index > 0 && tier.floor.lte(table[index - 1]!.floor)))
    return { tiers: [], contradiction: "the floors do not rise" };
  const tiers: ResolvedTier[] = [];
  let contradiction: string | null = null;
  for (const [index, tier] of table.entries()) {
    const previous = tiers[index - 1];
    const expected = previous
      ? previous.deduction.plus(
          tier.floor.times(tier.maintenanceRate.minus(previous.maintenanceRate)),
        )
      : tier.floor.isZero()
        ? ZERO
        : tier.deduction!;
    const deduction = tier.deduction ?? expected;
    contradiction ??= contradictionOf(tier, previous, index, deduction, expected);
    tiers.push({ ...tier, deduction });
  }
  return { tiers, contradiction };
}

/** `resolveTiers`, once per table: the contracts of a coin mostly share one. */
export function createTierResolver(): (table: readonly MarginTier[]) => TierTable | null {
  const known = new Map<readonly MarginTier[], TierTable | null>();
  return (table) => {
    const before = known.get(table);
    if (before !== undefined) return before;
    const resolved = resolveTiers(table);
    known.set(table, resolved);
    return resolved;
  };
}

function contradictionOf(
  tier: MarginTier,
  previous: MarginTier | undefined,
  index: number,
  deduction: Decimal,
  expected: Decimal,
): string | null {
  const name = `tier ${index + 1}`;
  if (tier.cap?.lte(tier.floor))
    return `${name} ends at ${tier.cap.toFixed()}, not above its floor`;
  if (previous && !previous.cap?.eq(tier.floor))
    return `${name} starts at ${tier.floor.toFixed()}, the one before ends at ${previous.cap?.toFixed() ?? "no cap"}`;
  if (previous && tier.maintenanceRate.lt(previous.maintenanceRate))
    return `${name} has a lower rate than the one before`;
  if (!deduction.eq(expected))
    return `${name} deducts ${deduction.toFixed()}, its floor and rate give ${expected.toFixed()}`;
  return null;
}

/** Index of the tier that holds a notional (floor < notional ≤ cap); −1 below a partial table. */
export function tierIndexAt(tiers: readonly MarginTier[], notional: Decimal): number {
  const first = tiers[0];
  if (!first || notional.lt(first.floor)) return -1;
  let index = 0;
  while (index + 1 < tiers.length && notional.gt(tiers[index + 1]!.floor)) index += 1;
  return index;
}

/** Beyond the table's last cap, where the last tier is continued. */
export function isAboveLastCap(tiers: readonly MarginTier[], notional: Decimal): boolean {
  const cap = tiers.at(-1)?.cap;
  return cap ? notional.gt(cap) : false;
}

/** notional × rate − deduction, in the notional's currency. */
export function progressiveMargin(tier: ResolvedTier, notional: Decimal): Decimal {
  return notional.times(tier.maintenanceRate).minus(tier.deduction);
}

/** Maintenance margin of `size · x` as a curve in x; not known below the floor of a partial table. */
export function progressiveCurve(tiers: readonly ResolvedTier[], size: Decimal): Curve {
  const lines: (Line | null)[] = [null];
  const breaks: Decimal[] = [];
  for (const tier of tiers) {
    if (tier.floor.isZero()) lines.pop();
    else breaks.push(tier.floor.div(size));
    lines.push({ slope: tier.maintenanceRate.times(size), intercept: tier.deduction.neg() });
  }
  return { breaks, lines };
}
