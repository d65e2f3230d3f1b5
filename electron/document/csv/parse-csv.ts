import { checkPortfolio } from "../check-portfolio.ts";
import type { ParsedPortfolio, PortfolioFault } from "../parse-portfolio.ts";
import type { Steps } from "../steps.ts";
import { columnOf, fieldsOf, hasColumn } from "./columns.ts";
import { CsvFault, placeOf } from "./csv-fault.ts";
import { type Sources, fromRows } from "./from-rows.ts";
import { type Row, readRows } from "./read-rows.ts";

/**
 * Reads a portfolio from CSV text (docs/csv.md). The judge is the same as for JSON; what is wrong is
 * told by line and column.
 */
export function* parseCsv(text: string): Steps<ParsedPortfolio> {
  try {
    const { document, ...sources } = fromRows(readRows(text));
    const checked = yield* checkPortfolio(document);
    if (checked.ok) return checked;
    const [first, ...more] = distinct(
      [checked, ...(checked.more ?? [])].map(({ keys, reason }) =>
        toFault(sourceOf(document, keys, sources), reason),
      ),
    );
    return { ok: false, ...first!, ...(more.length > 0 && { more }) };
  } catch (error) {
    if (error instanceof CsvFault) return { ok: false, path: error.place, reason: error.message };
    throw error;
  }
}

type Source = { readonly row: Row; readonly field: string };

/** The row and its field that the keys lead to: the innermost object that has a row, then the rest. */
function sourceOf(document: object, keys: readonly PropertyKey[], sources: Sources): Source {
  let at: unknown = document;
  let row = sources.rows.get(document)!;
  let rest: string[] = [];
  for (const key of keys) {
    const price = isObject(at) ? sources.prices.get(at)?.get(String(key)) : undefined;
    if (price) return { row: price, field: "price" };
    at = isObject(at) ? Reflect.get(at, key) : undefined;
    const inner = isObject(at) ? sources.rows.get(at) : undefined;
    rest = inner ? [] : [...rest, String(key)];
    row = inner ?? row;
  }
  return { row, field: rest.join(".") };
}

function toFault({ row, field }: Source, reason: string): PortfolioFault {
  const column = columnAt(row, field);
  if (!hasColumn(row.kind, column))
    return { path: placeOf(row.line), reason: `${field} ${reason}` };
  const isLimit = fieldsOf(row.kind).some((each) => each.field === field && each.form === "limit");
  const hint = isLimit && !row.cells.has(column) ? ": write none for no limit" : "";
  return { path: placeOf(row.line, column), reason: `${reason}${hint}` };
}

/** A row of tiers is wrong once, however many positions use it. */
function distinct(faults: readonly PortfolioFault[]): readonly PortfolioFault[] {
  return [...new Map(faults.map((fault) => [`${fault.path} ${fault.reason}`, fault])).values()];
}

/** Of a group such as an option's terms, the first column that is filled in, or else the first. */
function columnAt({ kind, cells }: Row, field: string): string {
  const inside = fieldsOf(kind)
    .filter((each) => each.field.startsWith(`${field}.`))
    .map(({ column }) => column);
  return inside.find((column) => cells.has(column)) ?? inside[0] ?? columnOf(field);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
