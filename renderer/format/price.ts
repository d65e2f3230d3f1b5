import type { Decimal } from "#shared/domain/decimal.ts";
import { groupDigits, MISSING, readExact } from "./exact.ts";

/** Enough for every tick size in use; a computed price has up to 64 digits. */
const SIGNIFICANT_DIGITS = 7;
const FEWEST_PLACES = 2;

/**
 * A price in the precision it came with: trailing zeros dropped down to two places, at most seven
 * significant digits (but always two places). `—` when not known.
 */
export function formatPrice(value: string | null): string {
  const exact = readExact(value);
  return exact === null ? MISSING : groupDigits(exact.toFixed(pricePlaces(exact)));
}

/** Digits after the point that `formatPrice` shows. */
function pricePlaces(price: Decimal): number {
  const most = Math.max(FEWEST_PLACES, SIGNIFICANT_DIGITS - 1 - price.e);
  const kept = price.toDecimalPlaces(price.isZero() ? FEWEST_PLACES : most).decimalPlaces();
  return Math.max(FEWEST_PLACES, kept);
}
