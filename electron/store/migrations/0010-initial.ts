/** An amount: plain decimal text, `-?digits[.digits]`. `NULL` is "not known" and passes. */
export function amount(column: string): string {
  const digits = `(CASE WHEN ${column} GLOB '-*' THEN substr(${column}, 2) ELSE ${column} END)`;
  const isPlain = `${digits} GLOB '[0-9]*' AND ${digits} GLOB '*[0-9]' AND ${digits} NOT GLOB '*[^0-9.]*' AND ${digits} NOT GLOB '*.*.*'`;
  return `${column} TEXT CHECK (${isPlain})`;
}

const required = (column: string): string => `${amount(column)} NOT NULL`;

/** Rows of these tables are facts: corrections are new rows. */
const APPEND_ONLY = [
  "account",
  "account_removal",
  "tier_table",
  "snapshot",
  "snapshot_price",
  "snapshot_balance",
  "snapshot_position",
  "snapshot_order",
  "snapshot_gap",
  "alert_transition",
  "alert_delivery",
];

function refuseChanges(table: string): string {
  return ["UPDATE", "DELETE"]
    .map(
      (change) => `
CREATE TRIGGER ${table}_no_${change.toLowerCase()} BEFORE ${change} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
    )
    .join("");
}

const ACCOUNTS = `
CREATE TABLE account (
  account_id TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  venue TEXT NOT NULL,
  margin_model TEXT NOT NULL,
  is_demo INTEGER NOT NULL CHECK (is_demo IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account_removal (
  account_id TEXT PRIMARY KEY REFERENCES account,
  removed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;
`;

const SNAPSHOTS = `
CREATE TABLE tier_table (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot (
  snapshot_id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account,
  read_at INTEGER NOT NULL,
  venue_at INTEGER,
  label TEXT NOT NULL,
  venue TEXT NOT NULL,
  margin_model TEXT NOT NULL,
  valuation_currency TEXT NOT NULL,
  ${amount("taker_fee_rate")},
  hedge_mode INTEGER CHECK (hedge_mode IN (0, 1)),
  reported_currency TEXT,
  ${amount("reported_equity")},
  ${amount("reported_collateral_value")},
  ${amount("reported_initial_margin")},
  ${amount("reported_maintenance_margin")},
  ${amount("reported_order_initial_margin")},
  ${amount("reported_maintenance_margin_ratio")},
  native_ratio_name TEXT,
  ${amount("native_ratio_value")},
  CHECK ((native_ratio_name IS NULL) = (native_ratio_value IS NULL))
) STRICT;
CREATE INDEX snapshot_by_account ON snapshot (account_id);
CREATE INDEX snapshot_by_time ON snapshot (account_id, read_at);

CREATE TABLE snapshot_price (
  snapshot_id INTEGER NOT NULL REFERENCES snapshot,
  ordinal INTEGER NOT NULL,
  currency TEXT NOT NULL,
  ${required("price")},
  PRIMARY KEY (snapshot_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_balance (
  snapshot_id INTEGER NOT NULL REFERENCES snapshot,
  ordinal INTEGER NOT NULL,
  asset TEXT NOT NULL,
  ${amount("wallet_balance")},
  ${amount("borrowed")},
  ${amount("accrued_interest")},
  ${amount("collateral_weight")},
  collateral_tiers TEXT REFERENCES tier_table,
  ${amount("bid_rate")},
  ${amount("ask_rate")},
  PRIMARY KEY (snapshot_id, ordinal)
) STRICT, WITHOUT ROWID;
`;

const BOOK = `
CREATE TABLE snapshot_position (
  snapshot_id INTEGER NOT NULL REFERENCES snapshot,
  ordinal INTEGER NOT NULL,
  instrument TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('linear', 'inverse', 'option')),
  base TEXT NOT NULL,
  quote TEXT NOT NULL,
  settle TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('long', 'short')),
  ${required("quantity")},
  ${required("contract_size")},
  ${amount("entry_price")},
  ${amount("mark_price")},
  margin_mode TEXT NOT NULL CHECK (margin_mode IN ('cross', 'isolated')),
  ${amount("isolated_margin")},
  ${amount("leverage")},
  margin_tiers TEXT REFERENCES tier_table,
  option_type TEXT CHECK (option_type IN ('call', 'put')),
  ${amount("option_strike")},
  option_expiry_at INTEGER,
  ${amount("option_implied_volatility")},
  ${amount("option_underlying_price")},
  option_settlement TEXT CHECK (option_settlement IN ('linear', 'inverse')),
  ${amount("reported_unrealized_pnl")},
  ${amount("reported_initial_margin")},
  ${amount("reported_maintenance_margin")},
  ${amount("reported_liquidation_price")},
  CHECK (
    (option_type IS NULL) = (option_strike IS NULL)
    AND (option_type IS NULL) = (option_expiry_at IS NULL)
    AND (option_type IS NULL) = (option_settlement IS NULL)
  ),
  PRIMARY KEY (snapshot_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_order (
  snapshot_id INTEGER NOT NULL REFERENCES snapshot,
  ordinal INTEGER NOT NULL,
  instrument TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  ${required("quantity")},
  ${amount("price")},
  reduce_only INTEGER NOT NULL CHECK (reduce_only IN (0, 1)),
  PRIMARY KEY (snapshot_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_gap (
  snapshot_id INTEGER NOT NULL REFERENCES snapshot,
  ordinal INTEGER NOT NULL,
  code TEXT NOT NULL,
  path TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (snapshot_id, ordinal)
) STRICT, WITHOUT ROWID;
`;

const LEVELS = "'safe', 'watch', 'warn', 'act', 'critical'";
const ALERTS = `
CREATE TABLE alert_transition (
  sequence INTEGER PRIMARY KEY,
  alert_id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES account,
  rule TEXT NOT NULL,
  subject TEXT NOT NULL,
  from_level TEXT NOT NULL CHECK (from_level IN (${LEVELS})),
  to_level TEXT NOT NULL CHECK (to_level IN (${LEVELS})),
  notifies INTEGER NOT NULL CHECK (notifies IN (0, 1)),
  title TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX alert_transition_by_state ON alert_transition (account_id, rule, subject, sequence);

CREATE TABLE alert_delivery (
  alert_id TEXT PRIMARY KEY REFERENCES alert_transition (alert_id),
  at INTEGER NOT NULL,
  failure TEXT
) STRICT, WITHOUT ROWID;
`;

/** "KEEL": tells our files from other SQLite databases of the same name. */
export const APPLICATION_ID = 0x4b45454c;

export const initial = {
  version: 10,
  sql: [
    ACCOUNTS,
    SNAPSHOTS,
    BOOK,
    ALERTS,
    APPEND_ONLY.map(refuseChanges).join("\n"),
    `PRAGMA application_id = ${APPLICATION_ID};`,
  ].join("\n"),
};
