import type { Form } from "./columns.ts";

/**
 * Spreadsheets run a cell that begins like this as a formula:
 * https://owasp.org/www-community/attacks/CSV_Injection (read 2026-11-24).
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/u;
/**
 * So does what follows a separator or a line break inside a cell: where the system's list separator
 * is a semicolon, a file of commas is split there, whatever its quotes.
 */
const INNER_FORMULA = /([;\t\r\n]\s*)(?='*[=+\-@＝＋－＠])/gu;
const INNER_GUARDED = /([;\t\r\n]\s*)'(?='*[=+\-@＝＋－＠])/gu;

/** The word for an amount that has no end. */
const NO_LIMIT = "none";

export type Value = string | number | boolean | null | undefined;

/** A value of the document as a cell. Text that a spreadsheet would run gets an apostrophe before what would run. */
export function toCell(value: Value, form: Form): string {
  if (value === undefined) return "";
  if (value === null) return NO_LIMIT;
  const text = `${value}`;
  if (form !== "text" && form !== "note") return text;
  const inner = text.replaceAll(INNER_FORMULA, "$1'");
  return FORMULA.test(inner) ? `'${inner}` : inner;
}

/** A cell as a value of the document; an empty one is absent. What does not fit is left to the judge. */
export function fromCell(cell: string, form: Form): Value {
  if (form === "note") return fromText(cell);
  if (cell === "") return undefined;
  if (form === "text") return fromText(cell);
  if (form === "limit" && cell === NO_LIMIT) return null;
  if (form === "version" && /^\d{1,9}$/.test(cell)) return Number(cell);
  // Spreadsheets write both words in capitals.
  if (form === "flag" && /^true$/i.test(cell)) return true;
  if (form === "flag" && /^false$/i.test(cell)) return false;
  return cell;
}

function fromText(cell: string): string {
  const inner = GUARDED.test(cell) ? cell.slice(1) : cell;
  return inner.replaceAll(INNER_GUARDED, "$1");
}

/** What a spreadsheet did to an amount, in words that help; `null` when it is nothing known. */
export function habitIn(cell: string, form: Form): string | null {
  if (form !== "amount" && form !== "limit") return null;
  if (/^[-+]?\d+(\.\d+)?[eE][-+]?\d+$/.test(cell))
    return "is in exponent notation, with which spreadsheets drop digits: format the cell as text";
  if (!/^[-+]?\d[\d.,'’_\s]*$/u.test(cell)) return null;
  if (cell.includes(","))
    return 'has a comma: amounts have a decimal point and no thousands separators, as "1234.5"';
  if (/['’_\s]|\..*\./u.test(cell)) return 'has thousands separators: write it as "1234.5"';
  return null;
}
