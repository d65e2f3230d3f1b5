import type { Column } from "./columns.ts";

export type JsonObject = { readonly [key: string]: unknown };

/** One row of a grid: what is typed, and what of it in the document no column shows. */
export type Row = {
  /** Of its list alone; stays when rows before it go. */
  readonly id: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Margin tiers, of positions only. */
  readonly tiers: readonly Row[];
  readonly rest: JsonObject;
};

/** The fields of an object but these. */
export function without(object: JsonObject, ...fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)));
}

export function blankRow(columns: readonly Column[], id: number): Row {
  return { id, cells: initialCells(columns), tiers: [], rest: {} };
}

export function initialCells(columns: readonly Column[]): Record<string, string> {
  return Object.fromEntries(columns.map(({ field, initial = "" }) => [field, initial]));
}

/** Nothing was typed into it: it is not part of the book. */
export function isBlank({ cells, tiers, rest }: Row, columns: readonly Column[]): boolean {
  if (tiers.length > 0 || Object.keys(rest).length > 0) return false;
  return columns.every(({ field, initial = "" }) => ["", initial].includes(cellOf(cells, field)));
}

export function cellOf(cells: Row["cells"], field: string): string {
  return cells[field]?.trim() ?? "";
}

export function addRow(rows: readonly Row[], columns: readonly Column[]): readonly Row[] {
  const id = Math.max(-1, ...rows.map((row) => row.id)) + 1;
  return [...rows, blankRow(columns, id)];
}

export function removeRow(rows: readonly Row[], at: number): readonly Row[] {
  return rows.filter((_, place) => place !== at);
}

/** How one cell is filled; a grid may have cells that follow from others. */
export type Fill = (row: Row, field: string, text: string) => Row;

export const fillCell: Fill = (row, field, text) => ({
  ...row,
  cells: { ...row.cells, [field]: text },
});

/**
 * What no column shows was said of the coin or contract that the row names: it does not pass to
 * another one.
 */
export function naming(named: string, fill: Fill): Fill {
  return (row, field, text) => {
    const filled = fill(row, field, text);
    return field === named ? { ...filled, rest: {} } : filled;
  };
}

export function setCell(
  rows: readonly Row[],
  at: number,
  cell: { readonly field: string; readonly text: string; readonly fill: Fill },
): readonly Row[] {
  return rows.map((row, place) => (place === at ? cell.fill(row, cell.field, cell.text) : row));
}

type Pasted = {
  readonly columns: readonly Column[];
  /** Where the block's first cell goes. */
  readonly row: number;
  readonly column: number;
  readonly block: readonly (readonly string[])[];
  readonly fill: Fill;
};

/** Fills cells from one on to the right and down; rows are added as needed, what sticks out is dropped. */
export function pasteBlock(rows: readonly Row[], pasted: Pasted): readonly Row[] {
  const { columns, row: top, column: left, block, fill } = pasted;
  let filled = rows;
  while (filled.length < top + block.length) filled = addRow(filled, columns);
  return filled.map((row, place) => {
    const texts = block[place - top] ?? [];
    return texts.reduce((next, text, offset) => {
      const column = columns[left + offset];
      return column ? fill(next, column.field, asChoice(column, text)) : next;
    }, row);
  });
}

/** `Long` is the word long. What is none of the words stays as it is, for the check to say so. */
function asChoice({ choices }: Column, text: string): string {
  return choices?.find((choice) => choice === text.toLowerCase()) ?? text;
}

/** Cells copied from a spreadsheet; `null` for text of one cell, which is pasted as always. */
export function parseBlock(text: string): readonly (readonly string[])[] | null {
  if (!/[\t\n]/.test(text)) return null;
  const lines = text.replaceAll("\r", "").replace(/\n+$/, "").split("\n");
  return lines.map((line) => line.split("\t").map((cell) => cell.trim()));
}
