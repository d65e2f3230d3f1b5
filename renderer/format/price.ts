import type { Decimal } from "#shared/domain/decimal.ts";
import { groupDigits, MISSING, readExact } from "./exact.ts";

/** Enough for every tick size in use; a computed price has up to 64 digits. */
const SIGNIFICANT_DIGITS = 7;
const FEWEST_PLACES = 2;
const FEWEST_SIGNIFICANT_DIGITS = 3;

/**
 * A price in the precision it came with: trailing zeros dropped down to two places, at most seven
 * significant digits (but always two places). `—` when not known.
 */
export function formatPrice(value: string | null): string {
  const exact = readExact(value);
  return exact === null ? MISSING : groupDigits(exact.toFixed(pricePlaces(exact)));
}

/**
 * A computed price in the precision of the contract's mark, which is what its venue quotes; with
 * more places only when fewer than three significant digits would be left.
 */
export function formatPriceLike(value: string | null, mark: string | null): string {
  const exact = readExact(value);
  const quoted = readExact(mark);
  if (exact === null || quoted === null) return formatPrice(value);
  const fewest = exact.isZero() ? 0 : FEWEST_SIGNIFICANT_DIGITS - 1 - exact.e;
  return groupDigits(exact.toFixed(Math.max(pricePlaces(quoted), fewest)));
}

/** Digits after the point that `formatPrice` shows. */
function pricePlaces(price: Decimal): number {
  const most = Math.max(FEWEST_PLACES, SIGNIFICANT_DIGITS - 1 - price.e);
  const kept = price.toDecimalPlaces(price.isZero() ? FEWEST_PLACES : most).decimalPlaces();
  return Math.max(FEWEST_PLACES, kept);
}
