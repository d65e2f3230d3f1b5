import type { AccountId } from "#shared/domain/ids.ts";
import type { FeedState, FeedView } from "#shared/views/overview.ts";
import { isAbove } from "../alerts/alert-level.ts";
import type { AlertService } from "../alerts/alert-service.ts";
import { readDataAge } from "../alerts/rules/data-age.ts";
import { MAINTENANCE_RATIO, readMaintenanceRatio } from "../alerts/rules/maintenance-ratio.ts";
import type { ExchangeClient } from "../exchange/exchange-client.ts";
import type { Log } from "../ports.ts";
import type { Account } from "../store/account-store.ts";
import type { SnapshotStore, StoredSnapshot } from "../store/snapshot-store.ts";
import type { Assessments } from "./assessments.ts";
import type { Events } from "./events.ts";
import { feedState } from "./feed-state.ts";
import { syncAccount } from "./sync-account.ts";
import { toSyncFailure } from "./sync-failure.ts";
import {
  createSyncSchedule,
  DEMO_INTERVAL_MS,
  type SyncOutcome,
  VENUE_INTERVAL_MS,
} from "./sync-schedule.ts";
import type { Timers } from "./timers.ts";

/** How often feeds are looked at for having grown old without anything happening. */
const WATCH_MS = 5_000;

/** The accounts being read: their clients, when they run, how fresh they are. */
export type Feeds = {
  /** Reads the account from now on, for the first time at once or after one interval. */
  readonly open: (account: Account, client: ExchangeClient, start: "at once" | "later") => void;
  /** Stops reading it; a reading under way is dropped. */
  readonly close: (accountId: AccountId) => Promise<void>;
  /** Reads it now; `null` when it is not open. */
  readonly syncNow: (accountId: AccountId) => Promise<SyncOutcome> | null;
  readonly view: (accountId: AccountId) => FeedView;
  readonly stop: () => Promise<void>;
};

type FeedsOptions = {
  readonly timers: Timers;
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

export function createFeeds(options: FeedsOptions): Feeds {
  const { timers, snapshots, events } = options;
  const feeds = new Map<AccountId, Feed>();

  const attempt = async (accountId: AccountId, signal: AbortSignal): Promise<SyncOutcome> => {
    const feed = feeds.get(accountId);
    if (feed === undefined) return { failure: null, isNearDanger: false };
    const outcome = await runOnce(options, feed, signal);
    return { ...outcome, isNearDanger: isAbove(options.alerts.levelOf(accountId), "warn") };
  };
  const look = (accountId: AccountId): void => {
    const feed = feeds.get(accountId);
    if (feed === undefined) return;
    feed.seenState = stateOf(feed);
    if (!schedule.status(accountId).isSyncing) judgeAge(feed);
    events.announce("feed.changed", accountId);
  };
  const schedule = createSyncSchedule({ timers, attempt, onStatus: look });

  const stateOf = (feed: Feed): FeedState => {
    const { failure } = schedule.status(feed.account.accountId);
    const { readAt, intervalMs } = feed;
    return feedState({ readAt, failure, now: timers.now(), intervalMs });
  };
  const judgeAge = ({ account, readAt, seenState }: Feed): void => {
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
    void options.alerts.evaluate(account.accountId, [reading]);
  };

  const stopWatch = watch(timers, () => {
    for (const [accountId, feed] of feeds) if (stateOf(feed) !== feed.seenState) look(accountId);
  });
  const close = async (accountId: AccountId): Promise<void> => {
    const feed = feeds.get(accountId);
    schedule.remove(accountId);
    feeds.delete(accountId);
    await feed?.client.close();
  };

  return {
    open: (account, client, start) => {
      const { accountId } = account;
      const intervalMs = account.isDemo ? DEMO_INTERVAL_MS : VENUE_INTERVAL_MS;
      const readAt = snapshots.findLatest(accountId)?.snapshot.readAt ?? null;
      feeds.set(accountId, { account, client, intervalMs, readAt, seenState: "starting" });
      schedule.add(accountId, intervalMs, start === "at once" ? 0 : intervalMs);
    },
    close,
    syncNow: schedule.runNow,
    view: (accountId) => {
      const feed = feeds.get(accountId);
      if (feed === undefined) return NOT_OPEN;
      const { isSyncing, failure, nextRunAt } = schedule.status(accountId);
      return {
        state: stateOf(feed),
        readAt: feed.readAt,
        syncing: isSyncing,
        failure: failure && { code: failure.code, message: failure.message, at: failure.at },
        nextRunAt,
      };
    },
    stop: async () => {
      stopWatch();
      schedule.stop();
      await Promise.allSettled([...feeds.keys()].map(close));
    },
  };
}

/** One reading, stored, judged and announced. Never rejects. */
async function runOnce(
  options: FeedsOptions,
  feed: Feed,
  signal: AbortSignal,
): Promise<Pick<SyncOutcome, "failure">> {
  const { timers, snapshots, log } = options;
  const { client, account } = feed;
  try {
    const stored = await syncAccount({ client, snapshots, now: timers.now, signal });
    if (stored === null) return { failure: null };
    feed.readAt = stored.snapshot.readAt;
    judge(options, stored);
    return { failure: null };
  } catch (error) {
    const failure = toSyncFailure(error, timers.now());
    const { code } = failure;
    const reason = error instanceof Error ? error.message : String(error);
    if (!signal.aborted)
      log.warn("an account was not read", { account: account.accountId, code, reason });
    return { failure };
  }
}

/** What follows every stored snapshot. Alerts come before the window hears of it. */
function judge({ assessments, alerts, events }: FeedsOptions, stored: StoredSnapshot): void {
  const { accountId } = stored.snapshot;
  const known = alerts.subjectsOf(accountId, MAINTENANCE_RATIO);
  void alerts.evaluate(accountId, readMaintenanceRatio(assessments.of(stored), known));
  events.announce("risk.updated", accountId);
}

/**
 * Looks again and again. A look that comes far too late means the machine slept: it is passed over,
 * so that a feed gets its first reading after waking before it is judged by its age.
 */
function watch({ now, setTimer }: Timers, look: () => void): () => void {
  let cancel: () => void;
  const arm = (): void => {
    const dueAt = now() + WATCH_MS;
    cancel = setTimer(() => {
      const sleptThrough = now() - dueAt > WATCH_MS;
      arm();
      if (!sleptThrough) look();
    }, WATCH_MS);
  };
  arm();
  return () => cancel();
}
