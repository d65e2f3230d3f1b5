import type { MarginTier } from "#shared/domain/snapshot.ts";
import { tiersByCap } from "../../normalize-tiers.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { tierRows } from "./answers.ts";

/**
 * Risk limits of one contract → ascending tiers, in the settle currency (linear) or coin (inverse).
 * Each tier's `risk_limit` is its cap. `null` when the answer has none of
 * the contract; throws `bad_venue_data` on an answer that can't be read.
 */
export function normalizeTiers(raw: unknown, contract: string): readonly MarginTier[] | null {
  return tiersByCap(
    parseAnswer(tierRows, raw, "risk_limit_tiers")
      .filter((row) => (row.contract ?? contract) === contract)
      .map((row) => ({
        cap: row.risk_limit,
        maintenanceRate: row.maintenance_rate,
        initialRate: row.initial_rate,
        deduction: row.deduction,
        maxLeverage: row.leverage_max,
      })),
  );
}
