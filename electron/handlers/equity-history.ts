import type { HistoryRange } from "#shared/contract/overview.ts";
import { type Decimal, sum, toDecimalString } from "#shared/domain/decimal.ts";
import type { AccountId } from "#shared/domain/ids.ts";
import type { EquityHistoryView, EquityPointView } from "#shared/views/overview.ts";
import type { Steps } from "../document/steps.ts";
import { VALUATION_CURRENCY } from "../exchange/snapshot-head.ts";
import type { SnapshotId } from "../store/snapshot-store.ts";
import { readableOrNull } from "../store/storage-error.ts";
import { type Bucket, historyBuckets } from "./history-buckets.ts";
import { inTurns } from "./in-turns.ts";
import type { Services } from "./services.ts";

/** As many points as a chart of the overview has room to show apart. */
const POINTS = 240;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RANGE_MS = { "1h": HOUR_MS, "24h": DAY_MS, "7d": 7 * DAY_MS, all: Infinity } as const;

/** What a day ago was moves on in steps: every snapshot that it comes to has to be read and computed. */
const EARLIER_STEP_MS = 5 * 60_000;

type HistoryServices = Pick<Services, "ports" | "accounts" | "snapshots" | "assessments">;

/**
 * Consolidated equity over time, recomputed from the snapshots. A point counts the last snapshot of
 * each account at or before it; an account that had none yet is not in it, and one whose equity is
 * not known makes the point unknown.
 */
export async function computeEquityHistory(
  services: HistoryServices,
  range: HistoryRange,
): Promise<EquityHistoryView> {
  const ids = visibleIds(services);
  const to = services.ports.now();
  const from = Math.max(to - RANGE_MS[range], firstReadAt(services, ids) ?? to);
  const buckets = historyBuckets({ from, to }, POINTS);
  const points = await inTurns(pointsOf(services, ids, buckets));
  return { unit: VALUATION_CURRENCY, points };
}

function* pointsOf(
  services: HistoryServices,
  ids: readonly AccountId[],
  buckets: readonly Bucket[],
): Steps<EquityPointView[]> {
  const points: EquityPointView[] = [];
  for (const bucket of buckets) {
    const point = lastPointIn(services, ids, bucket);
    if (point !== null) points.push(point);
    yield;
  }
  return points;
}

/**
 * What the accounts were worth a day ago, each at its first snapshot since: an account that was
 * added later enters with what it had then, so that adding it is no profit. One that was not read
 * since, a book or a paused account, is worth what it was. `null` when an equity is not known or
 * nothing was read twice.
 */
export function findEarlierEquity(
  services: HistoryServices,
): { readonly at: number; readonly equity: Decimal } | null {
  const { snapshots, ports } = services;
  const dayAgo = Math.ceil((ports.now() - DAY_MS) / EARLIER_STEP_MS) * EARLIER_STEP_MS;
  const compared = visibleIds(services).flatMap((accountId) => {
    const newest = snapshots.findAt(accountId, ports.now());
    if (newest === null) return [];
    const first = snapshots.findFirstSince(accountId, dayAgo);
    return [{ newest: newest.id, earlier: (first ?? newest).id, at: first?.readAt ?? Infinity }];
  });
  const equities = compared.flatMap(({ earlier }) => equityOf(services, earlier) ?? []);
  const wasReadSince = compared.some(({ newest, earlier }) => newest !== earlier);
  if (equities.length < compared.length || !wasReadSince) return null;
  return { at: Math.min(...compared.map(({ at }) => at)), equity: sum(equities) };
}

function visibleIds({ accounts }: HistoryServices): readonly AccountId[] {
  return accounts.list().map(({ accountId }) => accountId);
}

function firstReadAt({ snapshots }: HistoryServices, ids: readonly AccountId[]): number | null {
  const times = ids.flatMap((id) => snapshots.findFirstSince(id, 0)?.readAt ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

/** Of a snapshot that is damaged it is not known. */
function equityOf({ assessments }: HistoryServices, id: SnapshotId): Decimal | null {
  return readableOrNull(() => assessments.equityOf(id));
}

/** Of the accounts as they stood at the last reading of a stretch of time; `null` without one. */
function lastPointIn(
  services: HistoryServices,
  ids: readonly AccountId[],
  { from, to }: Bucket,
): EquityPointView | null {
  const newest = services.snapshots.listAt(ids, to);
  const at = Math.max(...newest.map(({ readAt }) => readAt));
  if (at < from) return null;
  const equities = newest.flatMap(({ id }) => equityOf(services, id) ?? []);
  const equity = equities.length === newest.length ? sum(equities) : null;
  return { at, equity: equity && toDecimalString(equity) };
}
