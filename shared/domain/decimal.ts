import { Decimal as DecimalJs } from "decimal.js";

/**
 * The one configured Decimal of the app. Nothing else imports decimal.js, so that no other
 * `Decimal.set` can change a result.
 *
 * 64 significant digits: sums and products of venue figures (at most about 20 digits each) stay
 * exact; only divisions round, half to even, far below any printed digit. The exponent limits keep
 * `toString` from ever using exponent notation.
 */
export const Decimal = DecimalJs.clone({
  precision: 64,
  rounding: DecimalJs.ROUND_HALF_EVEN,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
export type Decimal = DecimalJs;

declare const decimalString: unique symbol;
/** A plain decimal number as text, `-?digits[.digits]`, no exponent: the form money has at every border. */
export type DecimalString = string & { readonly [decimalString]: true };

/** Longest amount that is accepted from outside. The longest honest one known (18 decimals) has 40. */
const LONGEST_AMOUNT = 60;
const AMOUNT = /^-?\d+(\.\d+)?$/;

/** Reads an amount from outside. Anything but plain decimal text of at most 60 characters is `undefined`. */
export function parseDecimal(text: unknown): Decimal | undefined {
  if (typeof text !== "string" || text.length > LONGEST_AMOUNT || !AMOUNT.test(text))
    return undefined;
  return new Decimal(text);
}

/** Exact text of a figure, full precision, no exponent, no negative zero. */
export function toDecimalString(value: Decimal): DecimalString {
  return (value.isZero() ? "0" : value.toFixed()) as DecimalString;
}

/** A literal of our own code. Throws on anything that is not a number: a programmer's error. */
export function decimal(literal: string | number): Decimal {
  return new Decimal(literal);
}

export const ZERO = decimal(0);
export const ONE = decimal(1);

/** Sum of exact values; `0` when there are none. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}
