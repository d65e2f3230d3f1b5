import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";

/**
 * One rate for the account where contracts have their own: the highest, which can only make risk
 * look worse, with a gap where they differ. `null` without any.
 */
export function highestFeeRate(rates: readonly Decimal[], gaps: Gap[]): Decimal | null {
  const [first] = rates;
  if (!first) return null;
  const highest = rates.reduce((high, rate) => (rate.gt(high) ? rate : high));
  if (rates.some((rate) => !rate.eq(highest))) gaps.push(feesDiffer());
  return highest;
}

function feesDiffer(): Gap {
  const message =
    "The venue charges this account different fees for its contracts; the highest is counted for all.";
  return { code: "rule_unknown", path: "takerFeeRate", message };
}
