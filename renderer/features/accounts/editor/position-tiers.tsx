import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { CellGrid } from "./cell-grid.tsx";
import styles from "./cell-grid.module.css";
import { positionColumns, SINGLE_RATE, TIERS } from "./columns.ts";
import { addRow, cellOf, fillCell, type Row, setCell } from "./rows.ts";

/** Which positions show their table of tiers: those that were opened, and those with a fault in it. */
export function useOpenTiers(faults: ReadonlyMap<string, string>) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const isFaulty = (place: number) =>
    [...faults.keys()].some((key) => key.startsWith(`positions.${place}.tiers.`));
  return {
    isOpen: ({ id }: Row, place: number) => open.has(id) || isFaulty(place),
    toggle: ({ id }: Row) =>
      setOpen(
        (before) =>
          new Set(before.has(id) ? [...before].filter((each) => each !== id) : [...before, id]),
      ),
  };
}

type TiersButtonProps = {
  row: Row;
  place: number;
  isOpen: boolean;
  onToggle: () => void;
  onChange: (row: Row) => void;
};

export function TiersButton({ row, place, isOpen, onToggle, onChange }: TiersButtonProps) {
  return (
    <Button
      kind="quiet"
      aria-expanded={isOpen}
      aria-label={`Position ${place + 1}: tiers`}
      onClick={() => {
        if (!isOpen && row.tiers.length === 0) onChange(withTable(row));
        onToggle();
      }}
    >
      Tiers
    </Button>
  );
}

/** The single rate becomes the first tier of a table. */
function withTable(row: Row): Row {
  const first = addRow([], TIERS);
  const rate = cellOf(row.cells, SINGLE_RATE);
  const filled = setCell(first, 0, { field: SINGLE_RATE, text: rate, fill: fillCell });
  const tiers = setCell(filled, 0, { field: "floor", text: "0", fill: fillCell });
  return { ...fillCell(row, SINGLE_RATE, ""), tiers };
}

type PositionTiersProps = {
  row: Row;
  place: number;
  faults: ReadonlyMap<string, string>;
  onChange: (place: number, row: Row) => void;
};

export function PositionTiers({ row, place, faults, onChange }: PositionTiersProps) {
  return (
    <tr>
      <td colSpan={positionColumns(true).length + 1} className={styles["below"]}>
        <CellGrid
          name={`positions.${place}.tiers`}
          label={`Position ${place + 1}, tier`}
          columns={TIERS}
          rows={row.tiers}
          faults={faults}
          onChange={(tiers) => onChange(place, { ...row, tiers })}
        />
      </td>
    </tr>
  );
}
