import type { FundingView } from "#shared/views/overview.ts";
import { readExact } from "../../format/exact.ts";
import { formatAmount } from "../../format/amount.ts";
import { formatPercent } from "../../format/ratio.ts";
import { formatQuantity } from "../../format/quantity.ts";

/** Venues state rates to the hundredth of a basis point. */
const RATE_PLACES = 4;

/** `+0.0100 % each 8 h, long pays short`. */
export function fundingRateText({ rate, intervalHours }: FundingView): string {
  const exact = readExact(rate);
  const share = formatPercent(rate, { sign: true, places: RATE_PLACES });
  if (!exact) return share;
  const each = intervalHours === null ? "" : ` each ${formatQuantity(intervalHours)} h`;
  return `${share} %${each}, ${payer(exact.cmp(0))}`;
}

function payer(sign: number): string {
  if (sign === 0) return "nobody pays";
  return sign > 0 ? "long pays short" : "short pays long";
}

/** `−45.00 USDT, paid by this position`. */
export function perDayText({ perDay }: FundingView): string {
  const exact = readExact(perDay.value);
  const amount = formatAmount(perDay.value, { sign: true });
  if (!exact) return amount;
  if (exact.isZero()) return `${amount} ${perDay.unit}`;
  return `${amount} ${perDay.unit}, paid ${exact.isNegative() ? "by" : "to"} this position`;
}
