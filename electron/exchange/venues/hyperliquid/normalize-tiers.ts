import { ONE, ZERO, decimal } from "#shared/domain/decimal.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import { badAnswer } from "../../parse-answer.ts";
import type { Meta } from "./answers.ts";

/** Ids below it are tables of one tier with that leverage and need not be listed. */
const FIRST_LISTED_TABLE = 50;

/**
 * The tiers of one coin, ascending from zero: maintenance is half the initial rate at the tier's
 * highest leverage. `null` where the dex does not list the coin or its table. Throws
 * `bad_venue_data` on a tier without leverage.
 * Source: Hyperliquid docs, margin tiers and perpetuals' `meta`, read 2026-11-23.
 */
export function normalizeTiers(
  { universe, marginTables }: Meta,
  coin: string,
): readonly MarginTier[] | null {
  const id = universe.find((each) => each.name === coin)?.marginTableId ?? null;
  if (id === null) return null;
  const listed = marginTables.find(([tableId]) => tableId === id)?.[1].marginTiers;
  const single = id > 0 && id < FIRST_LISTED_TABLE;
  const table = listed ?? (single ? [{ lowerBound: ZERO, maxLeverage: decimal(id) }] : null);
  if (!table || table.length === 0) return null;
  const rows = table.toSorted((a, b) => a.lowerBound.cmp(b.lowerBound));
  return rows.map(({ lowerBound, maxLeverage }, index) => {
    if (!maxLeverage) throw badAnswer("meta", `margin table ${id}`);
    return {
      floor: lowerBound,
      cap: rows[index + 1]?.lowerBound ?? null,
      maintenanceRate: ONE.div(maxLeverage.times(2)),
      initialRate: ONE.div(maxLeverage),
      deduction: null,
      maxLeverage,
    };
  });
}
