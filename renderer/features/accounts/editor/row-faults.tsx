import type { Column } from "./columns.ts";
import styles from "./cell-grid.module.css";

type RowFaultsProps = {
  /** Beginning of the names of the row's cells. */
  prefix: string;
  columns: readonly Column[];
  faults: ReadonlyMap<string, string>;
  span: number;
};

/** What is wrong with the cells of a row, right below it. */
export function RowFaults({ prefix, columns, faults, span }: RowFaultsProps) {
  const wrong = columns.flatMap(({ field, label }) => {
    const reason = faults.get(`${prefix}${field}`);
    return reason === undefined ? [] : [{ field, label, reason }];
  });
  if (wrong.length === 0) return null;
  return (
    <tr>
      <td colSpan={span} className={styles["faults"]}>
        {wrong.map(({ field, label, reason }) => (
          <span key={field} id={`fault-${prefix}${field}`}>
            <strong>{label}</strong> {reason}.
          </span>
        ))}
      </td>
    </tr>
  );
}
