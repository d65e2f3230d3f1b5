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

/** A stretch of history to be drawn with at most `maxPoints` points. Both ends belong to it. */
type HistorySpan = {
  readonly from: number;
  readonly to: number;
  readonly maxPoints: number;
};

export type SnapshotStore = {
  /** Stores a snapshot whole or not at all. */
  readonly append: (snapshot: AccountSnapshot) => SnapshotId;
  readonly find: (id: SnapshotId) => AccountSnapshot | null;
  /** The one stored last, whatever its clock says. */
  readonly findLatest: (accountId: AccountId) => StoredSnapshot | null;
  /** Id of the newest one read at or before a time; `null` before the first. */
  readonly findIdAt: (accountId: AccountId, at: number) => SnapshotId | null;
  /** The oldest one read at or after a time. */
  readonly findFirstSince: (
    accountId: AccountId,
    at: number,
  ) => { readonly id: SnapshotId; readonly readAt: number } | null;
  /**
   * Times at which any of these accounts was read, ascending, the newest of each bucket. Buckets lie
   * on fixed multiples of their width, so the times of past buckets stay the same from call to call.
   */
  readonly listTimes: (accountIds: readonly AccountId[], span: HistorySpan) => readonly number[];
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

// A bound number arrives as REAL; without the cast the division would keep its fraction.
const TIMES = `
  SELECT max(read_at) AS at FROM snapshot
  WHERE account_id IN (SELECT value FROM json_each(@accounts)) AND read_at BETWEEN @from AND @to
  GROUP BY read_at / CAST(@width AS INTEGER) ORDER BY at`;

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
    findIdAt: (accountId, at) => statements.at.get(accountId, at)?.id ?? null,
    findFirstSince: (accountId, at) => statements.first.get(accountId, at) ?? null,
    listTimes: (accountIds, span) =>
      statements.times
        .all({
          accounts: JSON.stringify(accountIds),
          from: span.from,
          to: span.to,
          width: bucketWidth(span),
        })
        .map(({ at }) => at),
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
    at: db.prepare<[string, number], { id: SnapshotId }>(`
      SELECT snapshot_id AS id FROM snapshot WHERE account_id = ? AND read_at <= ?
      ORDER BY read_at DESC, snapshot_id DESC LIMIT 1`),
    first: db.prepare<[string, number], { id: SnapshotId; readAt: number }>(`
      SELECT snapshot_id AS id, read_at AS readAt FROM snapshot
      WHERE account_id = ? AND read_at >= ?
      ORDER BY read_at, snapshot_id LIMIT 1`),
    times: db.prepare<[TimesInput], { at: number }>(TIMES),
    count: db.prepare<[string], { count: number }>(
      "SELECT count(*) AS count FROM snapshot WHERE account_id = ?",
    ),
    // Each alone is one step in the index; together they would be a walk through all of it.
    span: db.prepare<[string, string], { from: number | null; to: number | null }>(`
      SELECT (SELECT min(read_at) FROM snapshot WHERE account_id = ?) AS "from",
        (SELECT max(read_at) FROM snapshot WHERE account_id = ?) AS "to"`),
  };
}

type TimesInput = { accounts: string; from: number; to: number; width: number };

/** A power of two of milliseconds, so that a span that grows by the hour keeps its buckets for long. */
function bucketWidth({ from, to, maxPoints }: HistorySpan): number {
  const least = (to - from) / Math.max(1, maxPoints - 1);
  return 2 ** Math.ceil(Math.log2(Math.max(1, least)));
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
