import { MISSING, readExact, roundedText } from "./exact.ts";

const MONEY_PLACES = 2;

/** Money: two places, `<0.01` for what is smaller but not zero, `—` for what is not known. */
export function formatAmount(value: string | null, options: { sign?: boolean } = {}): string {
  const exact = readExact(value);
  if (exact === null) return MISSING;
  return roundedText(exact, { places: MONEY_PLACES, sign: options.sign ?? false });
}
