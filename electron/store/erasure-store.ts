import Database from "better-sqlite3";
import type { AccountId } from "#shared/domain/ids.ts";
import { guardStore } from "./storage-error.ts";

type Connection = Database.Database;

export type ErasureStore = {
  /** Hides the account and marks all that is stored of it for erasure. Doing it twice changes nothing. */
  readonly append: (accountId: AccountId, at: number) => void;
  /** Accounts that are marked and of which something is left. */
  readonly listUnfinished: () => readonly AccountId[];
  /** Deletes a part of what is left, the oldest first, in a few hundredths of a second; `true` when it was the last. */
  readonly eraseSome: (accountId: AccountId) => boolean;
  /** Whether content of deleted rows may still be found in unused parts of the file. */
  readonly hasTraces: () => boolean;
  /** Whether to wipe them now would hold everything else up for no longer than a part does. */
  readonly isQuickToWipe: () => boolean;
  /** Writes the file anew without them: a second for each 100 MB, and nothing can be stored meanwhile. */
  readonly wipeTraces: () => void;
};

/** Rows of one part, and a whole snapshot at least: 9 ms, 84 at worst (docs/measurements.md). */
const ROWS_A_PART = 2500;

/** Content that is written anew in 50 ms. */
const QUICK_BYTES = 5 * 1024 * 1024;

/** A setting: where it is there, the file has to be written anew. */
const TRACES = "erasure.traces";

const SNAPSHOT_PARTS = [
  "snapshot_price",
  "snapshot_balance",
  "snapshot_position",
  "snapshot_order",
  "snapshot_gap",
];
/** Those that hang on the account come before it. */
const ACCOUNT_ROWS = ["account_change", "account_book", "account_removal", "account"];

export function createErasureStore(db: Connection): ErasureStore {
  const deleteSnapshots = prepareSnapshots(db);
  const deleteAlerts = prepareAlerts(db);
  const deleteTiers = prepareTiers(db);
  const deleteAccount = ACCOUNT_ROWS.map((table) => prepareDelete(db, table));
  const unfinished = db.prepare<[], { accountId: AccountId }>(`
    SELECT account_id AS accountId FROM account JOIN account_erasure USING (account_id)
    ORDER BY erased_at, account_id`);

  const erasePart = db.transaction(
    (accountId: AccountId): number => deleteAlerts(accountId) + deleteSnapshots(accountId),
  );
  const eraseRest = db.transaction((accountId: AccountId): void => {
    for (const remove of deleteAccount) remove.run(accountId);
  });

  return guardStore<ErasureStore>({
    append: prepareAppend(db),
    listUnfinished: () => unfinished.all().map(({ accountId }) => accountId),
    eraseSome: (accountId) => {
      if (erasePart.immediate(accountId) > 0) return false;
      deleteTiers(accountId);
      eraseRest.immediate(accountId);
      db.pragma("wal_checkpoint(TRUNCATE)");
      return true;
    },
    ...prepareTraces(db),
  });
}

function prepareDelete(db: Connection, table: string) {
  return db.prepare<[string]>(`DELETE FROM ${table} WHERE account_id = ?`);
}

function prepareAppend(db: Connection): ErasureStore["append"] {
  const insertRemoval = db.prepare<[string, number]>(
    "INSERT INTO account_removal (account_id, removed_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const insertErasure = db.prepare<[string, number]>(
    "INSERT INTO account_erasure (account_id, erased_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const noteTraces = db.prepare<[string]>(
    "INSERT INTO setting (name, value) VALUES (?, 'true') ON CONFLICT DO NOTHING",
  );
  const append = db.transaction((accountId: AccountId, at: number) => {
    insertRemoval.run(accountId, at);
    insertErasure.run(accountId, at);
    noteTraces.run(TRACES);
  });
  return (accountId, at) => append.immediate(accountId, at);
}

/** Deletes some snapshots with all that lies in tables of its own; tells how many rows. */
function prepareSnapshots(db: Connection): (accountId: AccountId) => number {
  const oldest = db.prepare<[string, number], { id: number }>(
    "SELECT snapshot_id AS id FROM snapshot WHERE account_id = ? ORDER BY snapshot_id LIMIT ?",
  );
  const deletes = [...SNAPSHOT_PARTS, "snapshot"].map((table) =>
    db.prepare<[number]>(`DELETE FROM ${table} WHERE snapshot_id = ?`),
  );
  return (accountId) => deleteUpTo(oldest.all(accountId, ROWS_A_PART), deletes);
}

/** Deletes some alerts with their deliveries; tells how many rows. */
function prepareAlerts(db: Connection): (accountId: AccountId) => number {
  const oldest = db.prepare<[string, number], { id: string }>(
    "SELECT alert_id AS id FROM alert_transition WHERE account_id = ? ORDER BY sequence LIMIT ?",
  );
  const deletes = ["alert_delivery", "alert_transition"].map((table) =>
    db.prepare<[string]>(`DELETE FROM ${table} WHERE alert_id = ?`),
  );
  return (accountId) => deleteUpTo(oldest.all(accountId, ROWS_A_PART), deletes);
}

function deleteUpTo<Id>(
  found: readonly { readonly id: Id }[],
  deletes: readonly { readonly run: (id: Id) => { readonly changes: number } }[],
): number {
  let rows = 0;
  for (const { id } of found) {
    if (rows >= ROWS_A_PART) break;
    for (const remove of deletes) rows += remove.run(id).changes;
  }
  return rows;
}

/** Deletes the tier tables that no other account has used. Its snapshots must be gone. */
function prepareTiers(db: Connection): (accountId: AccountId) => void {
  const deleteUses = prepareDelete(db, "tier_table_use");
  const deleteUnused = db.prepare<[]>(
    "DELETE FROM tier_table WHERE hash NOT IN (SELECT hash FROM tier_table_use)",
  );
  return (accountId) => {
    deleteUses.run(accountId);
    // The key check would search every position ever stored, once for each table. Their uses tell the same.
    db.pragma("foreign_keys = OFF");
    try {
      deleteUnused.run();
    } finally {
      db.pragma("foreign_keys = ON");
    }
  };
}

/**
 * A deleted row is overwritten at once, but pages that were split or merged before can keep copies of
 * it in their gaps, and the log of changes holds the pages as they were.
 */
function prepareTraces(
  db: Connection,
): Pick<ErasureStore, "hasTraces" | "isQuickToWipe" | "wipeTraces"> {
  const select = db.prepare<[string]>("SELECT 1 FROM setting WHERE name = ?");
  const remove = db.prepare<[string]>("DELETE FROM setting WHERE name = ?");
  const count = (pragma: string) => Number(db.pragma(pragma, { simple: true }));
  return {
    hasTraces: () => select.get(TRACES) !== undefined,
    isQuickToWipe: () =>
      (count("page_count") - count("freelist_count")) * count("page_size") <= QUICK_BYTES,
    wipeTraces: () => {
      db.exec("VACUUM");
      const isBusy = count("wal_checkpoint(TRUNCATE)") !== 0;
      if (isBusy) throw new Database.SqliteError("the log is being read", "SQLITE_BUSY");
      remove.run(TRACES);
    },
  };
}
