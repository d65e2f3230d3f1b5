import { CsvError, parse } from "csv-parse/sync";
import { printable } from "../document-path.ts";
import { CsvFault, placeOf } from "./csv-fault.ts";

/** A line of the file, or several where a quoted cell goes over more than one. */
export type Line = { readonly line: number; readonly cells: readonly string[] };

/** Far more than any one trader's book has, and little enough to read while one waits. */
const MOST_LINES = 100_000;
const LONGEST_LINE = 100_000;

/**
 * The cells of CSV text with a comma, semicolon or tab between them. Blank lines, lines of empty
 * cells and lines that begin with `#` are left out, and so are blanks around a cell without quotes.
 */
export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let read = 0;
  const take = (cells: string[], { lines: end }: { readonly lines: number }) => {
    if (end > MOST_LINES)
      throw new CsvFault("document", `has more than ${MOST_LINES} lines: split it by account`);
    // The parser counts to a record's last line.
    const line = read + 1;
    read = end;
    if (!cells[0]!.startsWith("#") && cells.some((cell) => cell !== ""))
      lines.push({ line, cells });
    return null;
  };
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: ["\r\n", "\n", "\r"],
      trim: true,
      relax_column_count: true,
      max_record_size: LONGEST_LINE,
      on_record: take,
    });
  } catch (error) {
    throw error instanceof CsvError ? faultOf(error, read + 1, lines[0]) : error;
  }
  return lines;
}

/** Names of columns hold no separator, so the first one in the header is the file's. */
function delimiterOf(text: string): string {
  const header = text
    .slice(0, LONGEST_LINE)
    .split(/[\r\n]/)
    .find((line) => line.trim() !== "" && !/^["\s]*#/.test(line));
  return /[,;\t]/.exec(header ?? "")?.[0] ?? ",";
}

function faultOf(error: CsvError, begun: number, header: Line | undefined): CsvFault {
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return new CsvFault(placeOf(begun), 'opens a quote (") that nothing closes');
  if (error.code === "CSV_MAX_RECORD_SIZE")
    return new CsvFault(placeOf(begun), 'is too long: a quote (") may be open');
  const index = Number(error["index"]);
  const place = placeOf(Number(error["lines"]), printable(header?.cells[index] || `${index + 1}`));
  return new CsvFault(place, 'has a quote (") in the wrong place: write it twice inside quotes');
}
