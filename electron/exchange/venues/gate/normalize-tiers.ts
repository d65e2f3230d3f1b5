import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { tierRows } from "./answers.ts";

/**
 * Risk limits of one contract → ascending tiers, in the settle currency (linear) or coin (inverse).
 * Each tier's `risk_limit` is its cap and the floor of the next. `null` when the answer has none of
 * the contract; throws `bad_venue_data` on an answer that can't be read.
 */
export function normalizeTiers(raw: unknown, contract: string): readonly MarginTier[] | null {
  const rows = parseAnswer(tierRows, raw, "risk_limit_tiers")
    .filter((row) => (row.contract ?? contract) === contract)
    .toSorted((left, right) => left.risk_limit.cmp(right.risk_limit));
  let floor: Decimal = ZERO;
  const tiers = rows.map((row): MarginTier => {
    const tier = {
      floor,
      cap: row.risk_limit,
      maintenanceRate: row.maintenance_rate,
      initialRate: row.initial_rate,
      deduction: row.deduction,
      maxLeverage: row.leverage_max,
    };
    floor = row.risk_limit;
    return tier;
  });
  return tiers.length === 0 ? null : tiers;
}
