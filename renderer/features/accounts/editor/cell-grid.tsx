import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "../../../ui/button.tsx";
import { Cell } from "./cell.tsx";
import styles from "./cell-grid.module.css";
import type { Column } from "./columns.ts";
import { RowFaults } from "./row-faults.tsx";
import {
  addRow,
  type Fill,
  fillCell,
  parseBlock,
  pasteBlock,
  removeRow,
  type Row,
  setCell,
} from "./rows.ts";

export type CellGridProps = {
  /** Beginning of the names of its cells. */
  name: string;
  label: string;
  columns: readonly Column[];
  rows: readonly Row[];
  faults: ReadonlyMap<string, string>;
  fill?: Fill;
  /** Cells of a row that something else settles, and what to show there. */
  settled?: (row: Row) => Readonly<Record<string, string>>;
  /** More for a row: beside its cells, and below them. */
  aside?: (row: Row, place: number) => ReactNode;
  below?: (row: Row, place: number) => ReactNode;
  onChange: (rows: readonly Row[]) => void;
};

/** A small spreadsheet: Enter goes down and adds a row at the end, a copied block fills cells. */
export function CellGrid(props: CellGridProps) {
  const { name, label, columns, rows, faults, aside, below, onChange } = props;
  const cursor = useCursor();

  return (
    <div className={styles["box"]}>
      <table className={styles["grid"]} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.field} scope="col" title={column.title}>
                {column.label}
              </th>
            ))}
            <th aria-label="Actions" />
          </tr>
        </thead>
        {rows.map((row, place) => (
          <tbody key={row.id}>
            <tr>
              <Cells {...props} row={row} place={place} onMove={cursor.moveTo} />
              <td className={styles["actions"]}>
                {aside?.(row, place)}
                <Button
                  kind="quiet"
                  aria-label={`${label}: remove row ${place + 1}`}
                  onClick={() => onChange(removeRow(rows, place))}
                >
                  ×
                </Button>
              </td>
            </tr>
            <RowFaults
              prefix={`${name}.${place}.`}
              columns={columns}
              faults={faults}
              span={columns.length + 1}
            />
            {below?.(row, place)}
          </tbody>
        ))}
      </table>
      <Button
        kind="quiet"
        onClick={() => {
          onChange(addRow(rows, columns));
          cursor.moveTo(`${name}.${rows.length}.${columns[0]?.field}`);
        }}
      >
        + Add a row
      </Button>
    </div>
  );
}

type CellsProps = CellGridProps & {
  row: Row;
  place: number;
  onMove: (cell: string) => void;
};

function Cells(props: CellsProps) {
  const { name, label, columns, rows, row, place, faults, settled, onChange, onMove } = props;
  const fill = props.fill ?? fillCell;
  const settledCells = settled?.(row) ?? {};

  function step(event: KeyboardEvent, field: string) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = event.shiftKey ? place - 1 : place + 1;
    if (next < 0) return;
    if (next === rows.length) onChange(addRow(rows, columns));
    onMove(`${name}.${next}.${next === rows.length ? columns[0]?.field : field}`);
  }

  function paste(event: ClipboardEvent<HTMLInputElement>, column: number) {
    const block = parseBlock(event.clipboardData.getData("text"));
    if (block === null) return;
    event.preventDefault();
    onChange(pasteBlock(rows, { columns, row: place, column, block, fill }));
  }

  return columns.map((column, at) => (
    <td key={column.field}>
      <Cell
        name={`${name}.${place}.${column.field}`}
        label={`${label} ${place + 1}, ${column.label}`}
        column={column}
        text={row.cells[column.field] ?? ""}
        fault={faults.get(`${name}.${place}.${column.field}`)}
        settledBy={settledCells[column.field]}
        onType={(text) => onChange(setCell(rows, place, { field: column.field, text, fill }))}
        onPaste={(event) => paste(event, at)}
        onKeyDown={(event) => step(event, column.field)}
      />
    </td>
  ));
}

/** Puts the focus into a cell that may be there only after the next drawing. */
function useCursor() {
  const wanted = useRef<string | null>(null);
  const go = () => {
    const cell = wanted.current && document.querySelector<HTMLElement>(selectorOf(wanted.current));
    if (!cell) return;
    wanted.current = null;
    cell.focus();
    if (cell instanceof HTMLInputElement) cell.select();
  };
  useEffect(go);
  return {
    moveTo: (cell: string) => {
      wanted.current = cell;
      go();
    },
  };
}

function selectorOf(cell: string): string {
  return `[data-cell="${CSS.escape(cell)}"]`;
}
