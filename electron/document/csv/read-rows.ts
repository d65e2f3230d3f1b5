import { printable } from "../document-path.ts";
import { COLUMNS, KIND_COLUMN, ROW_KINDS, type RowKind, hasColumn } from "./columns.ts";
import { CsvFault, placeOf } from "./csv-fault.ts";
import { type Line, readLines } from "./read-lines.ts";

export type Row = {
  readonly kind: RowKind;
  /** Where the row begins, counted from 1. */
  readonly line: number;
  /** What stands in it, by column; empty cells are not there. */
  readonly cells: ReadonlyMap<string, string>;
};

/** The rows of a CSV book, each cell under the name of its column. */
export function readRows(text: string): Row[] {
  const [header, ...lines] = readLines(text);
  if (!header) throw new CsvFault("document", "is empty");
  const columns = readHeader(header);
  return lines.map((line) => toRow(line, columns));
}

function readHeader({ line, cells }: Line): readonly string[] {
  if (cells.some((name) => /[\0\uFFFD]/u.test(name)))
    throw new CsvFault(placeOf(line), "is not UTF-8 text: save the sheet as CSV UTF-8");
  if (!cells.includes(KIND_COLUMN))
    throw new CsvFault(placeOf(line), `has no column named ${KIND_COLUMN}, nor is this JSON`);
  for (const [index, name] of cells.entries()) {
    const place = placeOf(line, printable(name));
    if (name !== "" && !KNOWN.has(name)) throw new CsvFault(place, "is not a known column");
    if (name !== "" && cells.indexOf(name) < index) throw new CsvFault(place, "is there twice");
  }
  return cells;
}

const KNOWN: ReadonlySet<string> = new Set(COLUMNS);

function toRow({ line, cells }: Line, columns: readonly string[]): Row {
  if (cells.length !== columns.length) {
    const counts = `has ${cells.length} cells where the header has ${columns.length}`;
    throw new CsvFault(placeOf(line), `${counts}: is a separator missing, or one inside a value?`);
  }
  const filled = new Map<string, string>();
  for (const [index, cell] of cells.entries()) {
    const column = columns[index]!;
    if (cell === "") continue;
    if (column === "") throw new CsvFault(placeOf(line, `${index + 1}`), "has no name");
    filled.set(column, cell);
  }
  const kind = kindOf(filled.get(KIND_COLUMN), line);
  filled.delete(KIND_COLUMN);
  for (const column of filled.keys())
    if (!hasColumn(kind, column))
      throw new CsvFault(placeOf(line, column), `does not belong to a row of kind ${kind}`);
  return { kind, line, cells: filled };
}

function kindOf(cell: string | undefined, line: number): RowKind {
  const kind = ROW_KINDS.find((each) => each === cell);
  if (kind) return kind;
  const what = cell === undefined ? "is missing" : `is ${printable(cell)}`;
  throw new CsvFault(placeOf(line, KIND_COLUMN), `${what}; it is one of ${ROW_KINDS.join(", ")}`);
}
