import { Decimal } from "#shared/domain/decimal.ts";

/** What a figure that is not known looks like. */
export const MISSING = "—";
const MINUS = "−";
/** Between groups of three digits, as alerts and documents write it. */
const GROUP = ",";

const PLAIN = /^-?\d+(\.\d+)?$/;

/**
 * Reads a figure for display, any number of digits. Anything but plain decimal text is `null`, so
 * that no screen ever shows `NaN` or `Infinity`.
 */
export function readExact(text: string | null): Decimal | null {
  return text !== null && PLAIN.test(text) ? new Decimal(text) : null;
}

/** Groups the integer digits of plain decimal text and makes its minus a true minus. */
export function groupDigits(plain: string): string {
  const negative = plain.startsWith("-");
  const [integer = "", fraction] = (negative ? plain.slice(1) : plain).split(".");
  const grouped = integer.replace(/\B(?=(\d{3})+$)/g, GROUP);
  return `${negative ? MINUS : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

export type Rounding = {
  /** Digits after the point. */
  readonly places: number;
  /** Writes `+` before what is above zero. */
  readonly sign?: boolean;
};

/**
 * Fixed places, grouped. What is not zero is never shown as zero: below half of the last place it
 * reads `<0.01`, with its sign before it.
 */
export function roundedText(value: Decimal, { places, sign = false }: Rounding): string {
  const mark = value.isNegative() && !value.isZero() ? MINUS : sign && value.gt(0) ? "+" : "";
  const size = value.abs();
  const rounded = size.toFixed(places);
  if (!size.isZero() && Number(rounded) === 0) return `${mark}<${smallestStep(places)}`;
  return mark + groupDigits(rounded);
}

function smallestStep(places: number): string {
  return places === 0 ? "1" : `0.${"0".repeat(places - 1)}1`;
}
