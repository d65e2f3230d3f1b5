import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { riskLimitAnswer } from "./answers.ts";

/**
 * Risk limits of one symbol → ascending tiers, in the settle currency (linear) or coin (inverse).
 * Each tier's `riskLimitValue` is its cap and the floor of the next. The last cap stays: what lies
 * above it is the engine's to say. `null` when the answer has none of the symbol; throws
 * `bad_venue_data` on an answer that can't be read.
 */
export function normalizeTiers(raw: unknown, symbol: string): readonly MarginTier[] | null {
  const { result } = parseAnswer(riskLimitAnswer, raw, "risk-limit");
  const rows = result.list
    .filter((row) => row.symbol === symbol)
    .toSorted((left, right) => left.riskLimitValue.cmp(right.riskLimitValue));
  let floor: Decimal = ZERO;
  const tiers = rows.map((row): MarginTier => {
    const tier = {
      floor,
      cap: row.riskLimitValue,
      maintenanceRate: row.maintenanceMargin,
      initialRate: row.initialMargin,
      // Empty in the first tier, which has none.
      deduction: row.mmDeduction,
      maxLeverage: row.maxLeverage,
    };
    floor = row.riskLimitValue;
    return tier;
  });
  return tiers.length === 0 ? null : tiers;
}
