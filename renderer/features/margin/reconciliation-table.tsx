import type { ReconciliationView } from "#shared/views/margin.ts";
import { decimalPads } from "../../format/align.ts";
import { formatWorksheetAmount } from "../../format/worksheet-amount.ts";
import table from "../../ui/table.module.css";
import { Value } from "../../ui/value.tsx";
import { nameOfFigure } from "./reconciliation-words.ts";
import styles from "./reconciliation-table.module.css";

const COLUMNS = ["reported", "calculated", "difference"] as const;

/** The venue's figures beside ours, the difference and its likely cause. */
export function ReconciliationTable({ rows }: { rows: readonly ReconciliationView[] }) {
  if (rows.length === 0)
    return <p className={styles["none"]}>The venue reports no figure of its own here.</p>;
  const pads = COLUMNS.map((column) =>
    decimalPads(rows.map((row) => formatWorksheetAmount(row[column]))),
  );
  return (
    <table className={table["table"]} data-testid="reconciliation">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col" data-align="right">
            Reported
          </th>
          <th scope="col" data-align="right">
            Calculated
          </th>
          <th scope="col" data-align="right">
            Difference
          </th>
          <th scope="col">Unit</th>
          <th scope="col">Cause</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          <tr key={row.figure} data-agrees={row.agrees}>
            <td>
              <FigureCell figure={row.figure} />
            </td>
            {COLUMNS.map((column, index) => (
              <td key={column} data-align="right">
                <Value
                  text={formatWorksheetAmount(row[column])}
                  exact={row[column]}
                  pad={pads[index]?.[place]}
                  field={column}
                />
              </td>
            ))}
            <td className={table["dim"]}>{row.unit}</td>
            <td className={styles["cause"]}>
              {row.agrees ? agreement(row) : (row.cause ?? "not known")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where a rule has several readings, agreeing names the one the venue follows. */
function agreement({ reading }: ReconciliationView): string {
  return reading === null ? "agrees" : `agrees: ${reading}`;
}

function FigureCell({ figure }: { figure: string }) {
  const name = nameOfFigure(figure);
  return (
    <>
      {name.figure} <span className={table["dim"]}>{name.subject}</span>
    </>
  );
}
