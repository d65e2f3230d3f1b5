import { Decimal, sum, ZERO } from "#shared/domain/decimal.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import { badAnswer } from "../../parse-answer.ts";
import type { Level } from "./answers.ts";

/** Kraken lists two tables per contract and does not say which one an account stands under. */
export type Levels = { readonly standard: readonly Level[]; readonly retail: readonly Level[] };

/** Contract and size as the levels need them. */
export type Sized = {
  readonly isInverse: boolean;
  /** Contracts, and their value in the quote currency. */
  readonly quantity: Decimal;
  readonly value: Decimal | null;
};

/**
 * Levels → tiers. Linear: bounds in the quote currency, as snapshots have them. Inverse: Kraken
 * counts contracts, whose number no price changes, so the level that holds them is the only tier.
 * Throws `bad_venue_data` on levels without bounds.
 */
export function normalizeLevels(levels: readonly Level[], size: Sized): readonly MarginTier[] {
  const sorted = toTiers(levels, size.isInverse);
  if (!size.isInverse) return sorted;
  const held = sorted.findLast((tier) => tier.floor.lte(size.quantity));
  return held ? [{ ...held, floor: ZERO, cap: null }] : [];
}

function toTiers(levels: readonly Level[], isInverse: boolean): readonly MarginTier[] {
  const rows = levels
    .map((level) => ({ level, floor: isInverse ? level.contracts : level.numNonContractUnits }))
    .map(({ level, floor }) => {
      if (!floor) throw badAnswer("instruments", "the bound of a margin level");
      return { level, floor };
    })
    .toSorted((a, b) => a.floor.cmp(b.floor));
  return rows.map(({ level, floor }, index) => ({
    floor,
    cap: rows[index + 1]?.floor ?? null,
    maintenanceRate: level.maintenanceMargin,
    initialRate: level.initialMargin,
    deduction: null,
    maxLeverage: null,
  }));
}

/**
 * Whether the account stands under the retail table: the one whose sum comes nearer to the
 * maintenance margin that Kraken states. `null` when a value is missing and nothing can be told.
 */
export function isRetail(
  held: readonly { readonly levels: Levels; readonly size: Sized }[],
  maintenanceMargin: Decimal,
): boolean | null {
  const total = (table: keyof Levels) => {
    const parts = held.map(({ levels, size }) => requiredBy(tableOf(levels, table), size));
    return parts.every((part) => part !== null) ? sum(parts) : null;
  };
  const [standard, retail] = [total("standard"), total("retail")];
  if (!standard || !retail) return null;
  return maintenanceMargin.minus(retail).abs().lt(maintenanceMargin.minus(standard).abs());
}

/** By the table that asks more. `null` when a value is missing. */
export function mostRequired(levels: Levels, size: Sized): Decimal | null {
  const tables = [levels.standard, tableOf(levels, "retail")];
  const parts = tables.flatMap((table) => requiredBy(table, size) ?? []);
  return parts.length < tables.length ? null : Decimal.max(...parts);
}

/** A contract without a retail table of its own has the standard one for all. */
export function tableOf(levels: Levels, table: keyof Levels): readonly Level[] {
  return levels[table].length > 0 ? levels[table] : levels.standard;
}

function requiredBy(levels: readonly Level[], size: Sized): Decimal | null {
  const { value } = size;
  const tier = value && toTiers(levels, false).findLast((each) => each.floor.lte(value));
  return tier ? value.times(tier.maintenanceRate) : null;
}
