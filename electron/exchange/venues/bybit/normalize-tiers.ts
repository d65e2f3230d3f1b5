import type { MarginTier } from "#shared/domain/snapshot.ts";
import { tiersByCap } from "../../normalize-tiers.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { riskLimitAnswer } from "./answers.ts";

/**
 * Risk limits of one symbol → ascending tiers, in the settle currency (linear) or coin (inverse).
 * Each tier's `riskLimitValue` is its cap. `null` when the answer has none of the symbol; throws
 * `bad_venue_data` on an answer that can't be read.
 */
export function normalizeTiers(raw: unknown, symbol: string): readonly MarginTier[] | null {
  const { result } = parseAnswer(riskLimitAnswer, raw, "risk-limit");
  return tiersByCap(
    result.list
      .filter((row) => row.symbol === symbol)
      .map((row) => ({
        cap: row.riskLimitValue,
        maintenanceRate: row.maintenanceMargin,
        initialRate: row.initialMargin,
        // Empty in the first tier, which has none.
        deduction: row.mmDeduction,
        maxLeverage: row.maxLeverage,
      })),
  );
}
