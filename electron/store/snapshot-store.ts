import type { Database } from "better-sqlite3";
import type { AccountId } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import {
  fromPositionRow,
  POSITION_COLUMNS,
  type PositionRow,
  toPositionRow,
} from "./position-rows.ts";
import {
  BALANCE_COLUMNS,
  type BalanceRow,
  fromBalanceRow,
  fromOrderRow,
  fromPriceRow,
  fromSnapshotRow,
  GAP_COLUMNS,
  type GapRow,
  ORDER_COLUMNS,
  type OrderRow,
  PRICE_COLUMNS,
  type PriceRow,
  type SnapshotParts,
  type SnapshotRow,
  toBalanceRow,
  toGapRow,
  toOrderRow,
  toPriceRow,
  toSnapshotRow,
} from "./snapshot-rows.ts";
import { prepareList } from "./snapshot-lists.ts";
import { guardStore } from "./storage-error.ts";
import { createTierTables, type TierTables } from "./tier-tables.ts";

export type SnapshotId = number;
export type StoredSnapshot = { readonly id: SnapshotId; readonly snapshot: AccountSnapshot };

/** A stored snapshot as far as its place in time goes. */
type SnapshotPlace = { readonly id: SnapshotId; readonly readAt: number };

export type SnapshotStore = {
  /** Stores a snapshot whole or not at all. */
  readonly append: (snapshot: AccountSnapshot) => SnapshotId;
  readonly find: (id: SnapshotId) => AccountSnapshot | null;
  /** The one stored last, whatever its clock says. */
  readonly findLatest: (accountId: AccountId) => StoredSnapshot | null;
  /** The newest one read at or before a time; `null` before the first. One step in the index. */
  readonly findAt: (accountId: AccountId, at: number) => SnapshotPlace | null;
  /** The same of several accounts, without those that were not read by then. One step for each. */
  readonly listAt: (accountIds: readonly AccountId[], at: number) => readonly SnapshotPlace[];
  /** The oldest one read at or after a time. One step in the index. */
  readonly findFirstSince: (accountId: AccountId, at: number) => SnapshotPlace | null;
  /** Drops what is held in memory of an account that is out of sight; what is stored stays. */
  readonly forget: (accountId: AccountId) => void;
  /** Walks through all of the account's history: not for a page that is asked for at every reading. */
  readonly count: (accountId: AccountId) => number;
  /** When the account was read first and last; `null` when it never was. */
  readonly findSpan: (
    accountId: AccountId,
  ) => { readonly from: number; readonly to: number } | null;
};

const INSERT = `
  INSERT INTO snapshot (
    account_id, read_at, venue_at, label, venue, margin_model, valuation_currency, taker_fee_rate,
    hedge_mode, reported_currency, reported_equity, reported_collateral_value,
    reported_initial_margin, reported_maintenance_margin, reported_order_initial_margin,
    reported_maintenance_margin_ratio, native_ratio_name, native_ratio_value
  ) VALUES (
    @account_id, @read_at, @venue_at, @label, @venue, @margin_model, @valuation_currency,
    @taker_fee_rate, @hedge_mode, @reported_currency, @reported_equity, @reported_collateral_value,
    @reported_initial_margin, @reported_maintenance_margin, @reported_order_initial_margin,
    @reported_maintenance_margin_ratio, @native_ratio_name, @native_ratio_value
  )`;

export function createSnapshotStore(db: Database): SnapshotStore {
  const parts = prepareParts(db, createTierTables(db));
  const statements = prepareStatements(db);
  // What is stored never changes: the newest of each account need not be read again to be asked again.
  const newest = new Map<AccountId, StoredSnapshot>();

  const append = db.transaction((snapshot: AccountSnapshot) => {
    const id = Number(statements.insert.run(toSnapshotRow(snapshot)).lastInsertRowid);
    parts.append(id, snapshot);
    return id;
  });
  const find = (id: SnapshotId): AccountSnapshot | null => {
    const row = statements.one.get(id);
    return row === undefined ? null : fromSnapshotRow(row, parts.find(id));
  };

  return guardStore<SnapshotStore>({
    append: (snapshot) => {
      const id = append.immediate(snapshot);
      // Within a larger transaction it may still be taken back, and its id given again.
      if (!db.inTransaction) newest.set(snapshot.accountId, { id, snapshot });
      return id;
    },
    find,
    findLatest: (accountId) => {
      const id = statements.latest.get(accountId)?.id ?? null;
      const known = newest.get(accountId);
      if (known?.id === id) return known;
      newest.delete(accountId);
      const snapshot = id === null ? null : find(id);
      if (id === null || snapshot === null) return null;
      newest.set(accountId, { id, snapshot });
      return { id, snapshot };
    },
    findAt: (accountId, at) => statements.at.get(accountId, at) ?? null,
    listAt: (accountIds, at) => statements.eachAt.all(JSON.stringify(accountIds), at),
    findFirstSince: (accountId, at) => statements.first.get(accountId, at) ?? null,
    forget: (accountId) => void newest.delete(accountId),
    count: (accountId) => statements.count.get(accountId)?.count ?? 0,
    findSpan: (accountId) => {
      const { from = null, to = null } = statements.span.get(accountId, accountId) ?? {};
      return from === null || to === null ? null : { from, to };
    },
  });
}

function prepareStatements(db: Database) {
  return {
    insert: db.prepare<[SnapshotRow]>(INSERT),
    one: db.prepare<[SnapshotId], SnapshotRow>("SELECT * FROM snapshot WHERE snapshot_id = ?"),
    latest: db.prepare<[string], { id: SnapshotId | null }>(
      "SELECT max(snapshot_id) AS id FROM snapshot WHERE account_id = ?",
    ),
    at: db.prepare<[string, number], SnapshotPlace>(`
      SELECT snapshot_id AS id, read_at AS readAt FROM snapshot
      WHERE account_id = ? AND read_at <= ?
      ORDER BY read_at DESC, snapshot_id DESC LIMIT 1`),
    // One statement for all: each takes and gives back the file's locks.
    eachAt: db.prepare<[string, number], SnapshotPlace>(`
      SELECT snapshot_id AS id, read_at AS readAt
      FROM json_each(?) wanted JOIN snapshot ON snapshot_id = (
        SELECT snapshot_id FROM snapshot WHERE account_id = wanted.value AND read_at <= ?
        ORDER BY read_at DESC, snapshot_id DESC LIMIT 1
      )`),
    first: db.prepare<[string, number], SnapshotPlace>(`
      SELECT snapshot_id AS id, read_at AS readAt FROM snapshot
      WHERE account_id = ? AND read_at >= ?
      ORDER BY read_at, snapshot_id LIMIT 1`),
    count: db.prepare<[string], { count: number }>(
      "SELECT count(*) AS count FROM snapshot WHERE account_id = ?",
    ),
    // Each alone is one step in the index; together they would be a walk through all of it.
    span: db.prepare<[string, string], { from: number | null; to: number | null }>(`
      SELECT (SELECT min(read_at) FROM snapshot WHERE account_id = ?) AS "from",
        (SELECT max(read_at) FROM snapshot WHERE account_id = ?) AS "to"`),
  };
}

/** Everything of a snapshot that lies in tables of its own. */
function prepareParts(db: Database, tiers: TierTables) {
  const prices = prepareList<PriceRow>(db, "snapshot_price", PRICE_COLUMNS);
  const balances = prepareList<BalanceRow>(db, "snapshot_balance", BALANCE_COLUMNS);
  const positions = prepareList<PositionRow>(db, "snapshot_position", POSITION_COLUMNS);
  const orders = prepareList<OrderRow>(db, "snapshot_order", ORDER_COLUMNS);
  const gaps = prepareList<GapRow>(db, "snapshot_gap", GAP_COLUMNS);

  return {
    append: (id: SnapshotId, snapshot: SnapshotParts): void => {
      prices.append(id, [...snapshot.prices].map(toPriceRow));
      balances.append(
        id,
        snapshot.balances.map((balance) =>
          toBalanceRow(balance, tiers.saveCollateral(balance.collateralTiers)),
        ),
      );
      positions.append(
        id,
        snapshot.positions.map((position) =>
          toPositionRow(position, tiers.saveMargin(position.marginTiers)),
        ),
      );
      orders.append(id, snapshot.openOrders.map(toOrderRow));
      gaps.append(id, snapshot.gaps.map(toGapRow));
    },
    find: (id: SnapshotId): SnapshotParts => ({
      prices: new Map(prices.list(id).map(fromPriceRow)),
      balances: balances
        .list(id)
        .map((row) => fromBalanceRow(row, tiers.findCollateral(row.collateral_tiers))),
      positions: positions
        .list(id)
        .map((row) => fromPositionRow(row, tiers.findMargin(row.margin_tiers))),
      openOrders: orders.list(id).map(fromOrderRow),
      gaps: gaps.list(id).map(toGapRow),
    }),
  };
}
