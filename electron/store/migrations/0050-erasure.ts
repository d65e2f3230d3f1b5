const ERASURE = `
CREATE TABLE account_erasure (
  account_id TEXT PRIMARY KEY,
  erased_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER account_erasure_no_update BEFORE UPDATE ON account_erasure
BEGIN SELECT RAISE(ABORT, 'account_erasure is append-only'); END;
CREATE TRIGGER account_erasure_no_delete BEFORE DELETE ON account_erasure
BEGIN SELECT RAISE(ABORT, 'account_erasure is append-only'); END;
`;

/** Lets a row go when a query finds it to be an erased account's, and no other. */
function keepUnless(table: string, isErased: string): string {
  return `
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} WHEN NOT EXISTS (${isErased})
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`;
}

const drop = (table: string): string => `DROP TRIGGER ${table}_no_delete;`;

const ofAccount = (table: string): string =>
  keepUnless(table, "SELECT 1 FROM account_erasure WHERE account_id = OLD.account_id");

/** A row that names its account by way of a snapshot or an alert. */
const ofParent = (table: string, parent: string, id: string): string =>
  keepUnless(
    table,
    `SELECT 1 FROM ${parent} JOIN account_erasure USING (account_id) WHERE ${id} = OLD.${id}`,
  );

const ACCOUNT_TABLES = [
  "account",
  "account_removal",
  "account_change",
  "account_book",
  "snapshot",
  "alert_transition",
];
const SNAPSHOT_TABLES = [
  "snapshot_price",
  "snapshot_balance",
  "snapshot_position",
  "snapshot_order",
  "snapshot_gap",
];

const DELETIONS = [
  ...ACCOUNT_TABLES.flatMap((table) => [drop(table), ofAccount(table)]),
  ...SNAPSHOT_TABLES.flatMap((table) => [drop(table), ofParent(table, "snapshot", "snapshot_id")]),
  drop("alert_delivery"),
  ofParent("alert_delivery", "alert_transition", "alert_id"),
];

const TIER_COLUMNS = [
  { table: "snapshot_balance", column: "collateral_tiers" },
  { table: "snapshot_position", column: "margin_tiers" },
];

const stored = TIER_COLUMNS.map(
  ({ table, column }) => `
  SELECT ${column}, account_id FROM ${table} JOIN snapshot USING (snapshot_id)
  WHERE ${column} IS NOT NULL`,
).join("\n  UNION");

const fromNowOn = TIER_COLUMNS.map(
  ({ table, column }) => `
CREATE TRIGGER ${table}_uses_tiers AFTER INSERT ON ${table} WHEN NEW.${column} IS NOT NULL
BEGIN
  INSERT INTO tier_table_use (hash, account_id)
  SELECT NEW.${column}, account_id FROM snapshot WHERE snapshot_id = NEW.snapshot_id
  ON CONFLICT DO NOTHING;
END;`,
).join("\n");

/**
 * Which account has used which tier table. Asking the positions themselves would take a look at each
 * one ever stored, and an index over them a quarter of the file.
 */
const TIER_TABLE_USE = `
CREATE TABLE tier_table_use (
  hash TEXT NOT NULL REFERENCES tier_table,
  account_id TEXT NOT NULL REFERENCES account,
  PRIMARY KEY (hash, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tier_table_use_by_account ON tier_table_use (account_id);

INSERT INTO tier_table_use (hash, account_id) ${stored};
${fromNowOn}

CREATE TRIGGER tier_table_use_no_update BEFORE UPDATE ON tier_table_use
BEGIN SELECT RAISE(ABORT, 'tier_table_use is append-only'); END;
${ofAccount("tier_table_use")}

${drop("tier_table")}
CREATE TRIGGER tier_table_no_delete BEFORE DELETE ON tier_table
WHEN EXISTS (SELECT 1 FROM tier_table_use WHERE hash = OLD.hash)
BEGIN SELECT RAISE(ABORT, 'tier_table is append-only'); END;
`;

/**
 * The history of a removed account can be erased. That it was is a fact like any other and stays; it
 * opens the account's own rows to deletion and nobody else's.
 */
export const erasure = { version: 50, sql: [ERASURE, ...DELETIONS, TIER_TABLE_USE].join("\n") };
