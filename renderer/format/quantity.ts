import { groupDigits, MISSING, readExact } from "./exact.ts";

/** Venues state sizes with at most eight places; more can only come from a computation. */
const MOST_PLACES = 8;

/** A signed position size as the venue states it: no rounding up to eight places, short is negative. */
export function formatQuantity(value: string | null): string {
  const exact = readExact(value);
  return exact === null ? MISSING : groupDigits(exact.toDecimalPlaces(MOST_PLACES).toFixed());
}
