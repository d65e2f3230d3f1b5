import type { AccountId } from "#shared/domain/ids.ts";
import type { FeedState, FeedView } from "#shared/views/overview.ts";
import { isAbove } from "../alerts/alert-level.ts";
import type { AlertService } from "../alerts/alert-service.ts";
import { readDataAge } from "../alerts/rules/data-age.ts";
import { MAINTENANCE_RATIO, readMaintenanceRatio } from "../alerts/rules/maintenance-ratio.ts";
import type { ExchangeClient } from "../exchange/exchange-client.ts";
import type { Log } from "../ports.ts";
import { type Account, type AccountStore, isBook } from "../store/account-store.ts";
import type { SnapshotStore, StoredSnapshot } from "../store/snapshot-store.ts";
import type { Assessments } from "./assessments.ts";
import type { Events } from "./events.ts";
import { BLIND_AFTER_MS, feedState } from "./feed-state.ts";
import { syncAccount } from "./sync-account.ts";
import { type SyncFailure, toSyncFailure } from "./sync-failure.ts";
import {
  createSyncSchedule,
  DEMO_INTERVAL_MS,
  type SyncOutcome,
  type SyncSchedule,
  VENUE_INTERVAL_MS,
} from "./sync-schedule.ts";
import type { Timers } from "./timers.ts";

/** How often feeds are looked at for having grown old without anything happening. */
const WATCH_MS = 5_000;

/** The accounts being read: their clients, when they run, how fresh they are. */
export type Feeds = {
  /** Reads the account from now on. */
  readonly open: (account: Account, client: ExchangeClient) => void;
  /** Stops reading it; a reading under way is dropped. */
  readonly close: (accountId: AccountId) => Promise<void>;
  /** Reads it now; `null` when it is not open. */
  readonly syncNow: (accountId: AccountId) => Promise<SyncOutcome> | null;
  readonly view: (accountId: AccountId) => FeedView;
  readonly stop: () => Promise<void>;
};

type FeedsOptions = {
  readonly timers: Timers;
  readonly accounts: Pick<AccountStore, "find">;
  readonly snapshots: SnapshotStore;
  readonly assessments: Assessments;
  readonly alerts: AlertService;
  readonly events: Events;
  readonly log: Log;
};

type Feed = {
  readonly account: Account;
  readonly client: ExchangeClient;
  readonly intervalMs: number;
  readAt: number | null;
  seenState: FeedState;
};

const NOT_OPEN: FeedView = {
  state: "offline",
  readAt: null,
  syncing: false,
  failure: null,
  nextRunAt: null,
};

type Desk = FeedsOptions & {
  readonly feeds: Map<AccountId, Feed>;
  readonly schedule: SyncSchedule;
};

export function createFeeds(options: FeedsOptions): Feeds {
  const { timers } = options;
  const desk: Desk = {
    ...options,
    feeds: new Map(),
    schedule: createSyncSchedule({
      timers,
      attempt: (accountId, signal) => attempt(desk, accountId, signal),
      onStatus: (accountId) => look(desk, accountId),
    }),
  };
  const { feeds, schedule } = desk;
  const stopWatch = watch(timers, () => {
    for (const [id, feed] of feeds) if (stateOf(desk, feed) !== feed.seenState) look(desk, id);
  });
  return {
    open: (account, client) => open(desk, account, client),
    close: (accountId) => close(desk, accountId),
    syncNow: schedule.runNow,
    view: (accountId) => view(desk, accountId),
    stop: async () => {
      stopWatch();
      schedule.stop();
      await Promise.allSettled([...feeds.keys()].map((accountId) => close(desk, accountId)));
    },
  };
}

function open(desk: Desk, account: Account, client: ExchangeClient): void {
  const { accountId } = account;
  const intervalMs = account.isDemo ? DEMO_INTERVAL_MS : VENUE_INTERVAL_MS;
  const readAt = desk.snapshots.findLatest(accountId)?.snapshot.readAt ?? null;
  desk.feeds.set(accountId, { account, client, intervalMs, readAt, seenState: "starting" });
  desk.schedule.add(accountId, intervalMs);
}

async function close({ feeds, schedule }: Desk, accountId: AccountId): Promise<void> {
  const feed = feeds.get(accountId);
  schedule.remove(accountId);
  feeds.delete(accountId);
  await feed?.client.close();
}

function view(desk: Desk, accountId: AccountId): FeedView {
  const feed = desk.feeds.get(accountId);
  if (feed === undefined) return closedView(desk, accountId);
  const { isSyncing, failure, nextRunAt } = desk.schedule.status(accountId);
  return {
    state: stateOf(desk, feed),
    readAt: feed.readAt,
    syncing: isSyncing,
    failure: failure && { code: failure.code, message: failure.message, at: failure.at },
    nextRunAt,
  };
}

/**
 * Of an account that is not read: its figures are from the last reading, and grow old. A book has no
 * promise to break; it says of when it is.
 */
function closedView({ accounts, snapshots, timers }: Desk, accountId: AccountId): FeedView {
  const readAt = snapshots.findLatest(accountId)?.snapshot.readAt ?? null;
  if (isBook(accounts.find(accountId))) return { ...NOT_OPEN, readAt, state: "kept" };
  const isBlind = readAt !== null && Math.abs(timers.now() - readAt) >= BLIND_AFTER_MS;
  return { ...NOT_OPEN, readAt, state: isBlind ? "blind" : "offline" };
}

function stateOf({ timers, schedule }: Desk, { account, readAt, intervalMs }: Feed): FeedState {
  const { failure } = schedule.status(account.accountId);
  return feedState({ readAt, failure, now: timers.now(), intervalMs });
}

/** Takes note of where a feed stands; between runs its age is judged too. */
function look(desk: Desk, accountId: AccountId): void {
  const feed = desk.feeds.get(accountId);
  if (feed === undefined) return;
  feed.seenState = stateOf(desk, feed);
  if (!desk.schedule.status(accountId).isSyncing) judgeAge(desk, feed);
  desk.events.announce("feed.changed", accountId);
}

function judgeAge({ timers, schedule, alerts }: Desk, { account, readAt, seenState }: Feed): void {
  const { failure, failingSince } = schedule.status(account.accountId);
  const reading = readDataAge(
    {
      label: account.label,
      state: seenState,
      readAt,
      failure: failure && { ...failure, since: failingSince ?? failure.at },
    },
    timers.now(),
  );
  void alerts.evaluate(account.accountId, [reading]);
}

async function attempt(
  desk: Desk,
  accountId: AccountId,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const feed = desk.feeds.get(accountId);
  const failure = feed === undefined ? null : await runOnce(desk, feed, signal);
  return { failure, isNearDanger: isAbove(desk.alerts.levelOf(accountId), "warn") };
}

/** One reading, stored, judged and announced. Never rejects. */
async function runOnce(desk: Desk, feed: Feed, signal: AbortSignal): Promise<SyncFailure | null> {
  const { timers, snapshots, log } = desk;
  const { client, account } = feed;
  try {
    const stored = await syncAccount({ client, snapshots, now: timers.now, signal });
    if (stored === null) return null;
    feed.readAt = stored.snapshot.readAt;
    judge(desk, stored);
    return null;
  } catch (error) {
    const failure = toSyncFailure(error, timers.now());
    const reason = error instanceof Error ? error.message : String(error);
    const fields = { account: account.accountId, code: failure.code, reason };
    if (!signal.aborted) log.warn("an account was not read", fields);
    return failure;
  }
}

/** What follows every stored snapshot. Alerts come before the window hears of it. */
function judge({ assessments, alerts, events }: Desk, stored: StoredSnapshot): void {
  const { accountId } = stored.snapshot;
  const known = alerts.subjectsOf(accountId, MAINTENANCE_RATIO);
  void alerts.evaluate(accountId, readMaintenanceRatio(assessments.of(stored), known));
  events.announce("risk.updated", accountId);
}

/**
 * Looks again and again. A look that comes far too late means the machine slept: it is passed over,
 * so that a feed gets its first reading after waking before it is judged by its age.
 */
function watch({ now, setTimer }: Timers, onTick: () => void): () => void {
  let cancel: () => void;
  const arm = (): void => {
    const dueAt = now() + WATCH_MS;
    cancel = setTimer(() => {
      const sleptThrough = now() - dueAt > WATCH_MS;
      arm();
      if (!sleptThrough) onTick();
    }, WATCH_MS);
  };
  arm();
  return () => cancel();
}
