import type { FundingView } from "#shared/views/overview.ts";
import { readExact } from "../../format/exact.ts";
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

/** Names the amount a day by what happens to the position. */
export function perDayLabel({ perDay }: FundingView): string {
  const exact = readExact(perDay.value);
  if (!exact || exact.isZero()) return "A day";
  return exact.isNegative() ? "The position pays a day" : "The position receives a day";
}
