import { CUT } from "./align.ts";
import { groupDigits, MISSING, readExact } from "./exact.ts";

const MOST_PLACES = 8;

/** An amount to be followed with a pencil: up to eight places, an ellipsis where digits were cut. */
export function formatWorksheetAmount(value: string | null): string {
  const exact = readExact(value);
  if (exact === null) return MISSING;
  const shown = exact.toDecimalPlaces(MOST_PLACES);
  const text = groupDigits(shown.toFixed(Math.max(2, shown.decimalPlaces())));
  return shown.eq(exact) ? text : text + CUT;
}

/** An input as it was read: digits grouped when it is a plain number, else untouched. */
export function formatInput(value: string): string {
  return readExact(value) === null ? value : groupDigits(value);
}

const NUMBER = /(?<![\w.-])-?\d+(\.\d+)?(?![\w.-])/g;

/** A formula with the digits of its numbers grouped; words and names in it are left alone. */
export function formatFormula(formula: string): string {
  return formula.replace(NUMBER, groupDigits);
}
