import { useState } from "react";
import type { OverviewView } from "#shared/views/overview.ts";
import { Panel } from "../../ui/panel.tsx";
import { useFrozenOrder } from "../../ui/use-frozen-order.ts";
import { useRowWindow } from "../../ui/use-row-window.ts";
import table from "../../ui/table.module.css";
import { padsOf, POSITION_COLUMNS, type PositionColumn } from "./position-columns.tsx";
import { positionFilter } from "./position-filter.ts";
import { PositionRow } from "./position-row.tsx";
import { nextSorting, type Sorting, sortPositions } from "./position-sort.ts";
import { positionKey } from "./position-words.ts";
import styles from "./positions-panel.module.css";

type PositionsPanelProps = { view: OverviewView; className?: string | undefined };

/** Every position of the book, worst first. Rows keep their place while they are pointed at. */
export function PositionsPanel({ view, className }: PositionsPanelProps) {
  const [filter, setFilter] = useState("");
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const matching = sortPositions(view.positions.filter(positionFilter(filter)), sorting);
  const { rows, hold } = useFrozenOrder(matching, positionKey);
  const pads = padsOf(rows);
  const { window, onScroll } = useRowWindow(rows.length);
  const feeds = new Map(view.accounts.map((account) => [account.accountId, account.feed]));

  return (
    <Panel
      title="Positions"
      className={className}
      aside={
        <FilterField
          value={filter}
          onChange={setFilter}
          count={`${rows.length} of ${view.positions.length}`}
        />
      }
    >
      <div
        className={table["scroll"]}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        tabIndex={0}
        role="region"
        aria-label="Positions table"
        onScroll={onScroll}
      >
        <table
          className={table["table"]}
          data-testid="positions-table"
          aria-rowcount={rows.length + 1}
        >
          <thead>
            <tr>
              {POSITION_COLUMNS.map((column) => (
                <Head
                  key={column.title}
                  column={column}
                  sorting={sorting}
                  onSort={() => column.sort && setSorting(nextSorting(sorting, column.sort))}
                />
              ))}
            </tr>
          </thead>
          <tbody {...hold}>
            <Spacer height={window.before} />
            {rows.slice(window.first, window.end).map((position, place) => (
              <PositionRow
                key={positionKey(position)}
                position={position}
                feed={feeds.get(position.accountId)}
                pads={pads}
                place={window.first + place}
              />
            ))}
            <Spacer height={window.after} />
          </tbody>
        </table>
        {rows.length === 0 && (
          <p className={styles["none"]}>
            {view.positions.length === 0
              ? "No open positions in any account."
              : "No position matches the filter."}
          </p>
        )}
      </div>
    </Panel>
  );
}

/** Stands for rows that are out of view. */
function Spacer({ height }: { height: number }) {
  return height > 0 && <tr aria-hidden="true" style={{ height }} />;
}

type HeadProps = { column: PositionColumn; sorting: Sorting | null; onSort: () => void };

function Head({ column, sorting, onSort }: HeadProps) {
  const direction = column.sort && sorting?.column === column.sort ? sorting.direction : null;
  return (
    <th
      scope="col"
      title={column.title}
      data-align={column.align}
      data-wide={column.wide}
      aria-sort={direction ?? undefined}
    >
      {column.sort ? (
        <button type="button" className={styles["sort"]} onClick={onSort}>
          {column.head}
          {direction && (direction === "ascending" ? " ↑" : " ↓")}
        </button>
      ) : (
        column.head
      )}
    </th>
  );
}

type FilterFieldProps = { value: string; onChange: (value: string) => void; count: string };

function FilterField({ value, onChange, count }: FilterFieldProps) {
  return (
    <>
      <span className={table["dim"]}>worst first</span>
      <input
        type="search"
        className={styles["filter"]}
        data-filter
        aria-label="Filter positions"
        placeholder="Filter ( / ): eth short >100k distance<15%"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {value !== "" && <span className={table["dim"]}>{count}</span>}
    </>
  );
}
