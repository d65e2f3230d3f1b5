import { decimal } from "#shared/domain/decimal.ts";
import { MISSING, readExact, roundedText } from "./exact.ts";

const HUNDRED = decimal(100);

/** A share of one in percent, without the sign of percent: `0.1767` is `17.67`. `—` when not known. */
export function formatPercent(
  ratio: string | null,
  options: { sign?: boolean; places?: number } = {},
): string {
  const exact = readExact(ratio);
  if (exact === null) return MISSING;
  const { sign = false, places = 2 } = options;
  return roundedText(exact.times(HUNDRED), { places, sign });
}

/** A multiple such as leverage, without the times sign: two places. `—` when not known. */
export function formatMultiple(value: string | null): string {
  const exact = readExact(value);
  return exact === null ? MISSING : roundedText(exact, { places: 2 });
}

/** A share as a number for the width of a bar, 0…1; `0` when not known, since a bar is never read alone. */
export function barShare(ratio: string | null): number {
  const exact = readExact(ratio);
  return exact === null ? 0 : Math.min(1, Math.max(0, exact.toNumber()));
}
