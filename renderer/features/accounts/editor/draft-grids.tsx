import { Panel } from "../../../ui/panel.tsx";
import styles from "./book-editor.module.css";
import { CellGrid } from "./cell-grid.tsx";
import { BALANCES, ORDERS, positionColumns, PRICES, SINGLE_RATE } from "./columns.ts";
import type { Draft, GridName } from "./draft.ts";
import { fillPosition } from "./instrument-parts.ts";
import { fillCell, naming, type Row } from "./rows.ts";
import { PositionTiers, TiersButton, useOpenTiers } from "./position-tiers.tsx";

type DraftGridsProps = {
  draft: Draft;
  faults: ReadonlyMap<string, string>;
  onChange: (draft: Draft) => void;
};

/** Everything of an account that is a list. */
export function DraftGrids({ draft, faults, onChange }: DraftGridsProps) {
  const { rows } = draft;
  const setRows = (grid: GridName) => (next: readonly Row[]) =>
    onChange({ ...draft, rows: { ...rows, [grid]: next } });
  const shared = (name: GridName) => ({
    name,
    rows: rows[name],
    faults,
    onChange: setRows(name),
  });
  return (
    <>
      <div className={styles["pair"]}>
        <Panel title="Balances">
          <CellGrid
            {...shared("balances")}
            label="Balance"
            columns={BALANCES}
            fill={fillBalance}
            settled={settledWeight}
          />
        </Panel>
        <Panel title="Prices">
          <CellGrid {...shared("prices")} label="Price" columns={PRICES} />
        </Panel>
      </div>
      <Positions {...shared("positions")} />
      <Panel title="Open orders">
        <CellGrid {...shared("openOrders")} label="Order" columns={ORDERS} />
      </Panel>
    </>
  );
}

type PositionsProps = {
  rows: readonly Row[];
  faults: ReadonlyMap<string, string>;
  onChange: (rows: readonly Row[]) => void;
};

function Positions({ rows, faults, onChange }: PositionsProps) {
  const tiers = useOpenTiers(faults);
  const change = (place: number, next: Row) =>
    onChange(rows.map((row, each) => (each === place ? next : row)));
  return (
    <Panel title="Positions">
      <CellGrid
        name="positions"
        label="Position"
        columns={positionColumns(rows.some(isOption))}
        rows={rows}
        faults={faults}
        fill={fillNamedPosition}
        settled={(row) =>
          row.tiers.length === 0 ? {} : { [SINGLE_RATE]: tierCount(row.tiers.length) }
        }
        aside={(row, place) => (
          <TiersButton
            row={row}
            place={place}
            isOpen={tiers.isOpen(row, place)}
            onToggle={() => tiers.toggle(row)}
            onChange={(next) => change(place, next)}
          />
        )}
        below={(row, place) =>
          tiers.isOpen(row, place) && (
            <PositionTiers row={row} place={place} faults={faults} onChange={change} />
          )
        }
        onChange={onChange}
      />
    </Panel>
  );
}

const fillBalance = naming("asset", fillCell);
const fillNamedPosition = naming("instrument", fillPosition);

/** Weights by amount, which only a document gives, take the place of the flat one. */
function settledWeight({ rest }: Row): Readonly<Record<string, string>> {
  const { collateralTiers: tiers } = rest;
  return Array.isArray(tiers) ? { collateralWeight: tierCount(tiers.length) } : {};
}

function isOption({ cells }: Row): boolean {
  if (cells["kind"] === "option") return true;
  return Object.entries(cells).some(([field, text]) => field.startsWith("option.") && text !== "");
}

function tierCount(many: number): string {
  return many === 1 ? "1 tier" : `${many} tiers`;
}
