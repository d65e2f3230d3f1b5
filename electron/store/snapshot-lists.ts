import type { Database } from "better-sqlite3";

/** A part of a snapshot that is a list, in a table of its own. Order is kept. */
export type SnapshotList<Row> = {
  readonly append: (snapshotId: number, rows: readonly Row[]) => void;
  readonly list: (snapshotId: number) => readonly Row[];
};

export function prepareList<Row extends object>(
  db: Database,
  table: string,
  columns: readonly (keyof Row & string)[],
): SnapshotList<Row> {
  const all = ["snapshot_id", "ordinal", ...columns];
  const insert = db.prepare<[Row & { snapshot_id: number; ordinal: number }]>(
    `INSERT INTO ${table} (${all.join(", ")}) VALUES (${all.map((name) => `@${name}`).join(", ")})`,
  );
  const select = db.prepare<[number], Row>(
    `SELECT ${columns.join(", ")} FROM ${table} WHERE snapshot_id = ? ORDER BY ordinal`,
  );
  return {
    append: (snapshotId, rows) => {
      for (const [ordinal, row] of rows.entries()) {
        insert.run({ ...row, snapshot_id: snapshotId, ordinal });
      }
    },
    list: (snapshotId) => select.all(snapshotId),
  };
}
