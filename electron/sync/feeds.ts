import type { AccountId } from "#shared/domain/ids.ts";
import type { KeyRights } from "#shared/domain/key-rights.ts";
import type { ConnectionView } from "#shared/views/accounts.ts";
import type { FeedView } from "#shared/views/overview.ts";
import { isAbove } from "../alerts/alert-level.ts";
import { readDataAge } from "../alerts/rules/data-age.ts";
import type { VenueClient } from "../exchange/exchange-client.ts";
import { limitGroupOf, startGapMs, typicalReadingMs } from "../exchange/limit-group.ts";
import type { PowerChange } from "../ports.ts";
import type { Account } from "../store/account-store.ts";
import type { Desk, Feed, FeedsOptions } from "./feed-desk.ts";
import { type PacedFeed, paceOf } from "./feed-pace.ts";
import { findReadAt, promisedMs, stateOf, viewConnection, viewFeed } from "./feed-view.ts";
import { DEMO_INTERVAL_MS, type Pace, VENUE_INTERVAL_MS } from "./pace.ts";
import { readFeed } from "./read-feed.ts";
import type { SyncOutcome } from "./schedule-entry.ts";
import { createSyncSchedule } from "./sync-schedule.ts";
import { watch } from "./watch.ts";

/** The accounts being read: their clients, when they run, how fresh they are. */
export type Feeds = {
  /** Reads the account from now on; resolves when a client that is replaced has closed. */
  readonly open: (account: Account, client: VenueClient) => Promise<void>;
  /** Stops reading it; a reading under way is dropped. */
  readonly close: (accountId: AccountId) => Promise<void>;
  /** Reads it now; `null` when it is not open. */
  readonly syncNow: (accountId: AccountId) => Promise<SyncOutcome> | null;
  /** Reads all, those that share a limit one after the other; resolves when all have been read. */
  readonly syncAll: () => Promise<void>;
  /** Reads what its key may do, now; `null` when it is not open. */
  readonly checkKey: (accountId: AccountId) => Promise<KeyRights> | null;
  readonly view: (accountId: AccountId) => FeedView;
  /** How it is being read; `null` when it is not. */
  readonly connection: (accountId: AccountId) => ConnectionView | null;
  readonly stop: () => Promise<void>;
};

/** The watch notices a sleep this much later than the desktop does, or earlier. */
const WAKES_APART_MS = 15_000;
const UNTRIED = { wokenAt: 0, triedAt: null };
const UNPACED: Pace = { intervalMs: VENUE_INTERVAL_MS, reason: "usual" };

export function createFeeds(options: FeedsOptions): Feeds {
  const { timers, power, keys } = options;
  const desk: Desk = {
    ...options,
    feeds: new Map(),
    checkClock: () => watching.look(),
    schedule: createSyncSchedule({
      timers,
      attempt: (accountId, signal) => attempt(desk, accountId, signal),
      paceOf: (accountId) => paceAmong(desk, accountId),
      onStatus: (accountId) => look(desk, accountId),
    }),
  };
  const { feeds, schedule } = desk;
  const watching = watch(timers, createWatch(desk));
  const stops = [watching.stop, power.subscribe(createPowerListener(desk))];
  return {
    open: (account, client) => open(desk, account, client),
    close: (accountId) => close(desk, accountId),
    syncNow: schedule.runNow,
    syncAll: () => syncAll(desk),
    checkKey: (accountId) => {
      const feed = feeds.get(accountId);
      return feed === undefined ? null : keys.read(accountId, feed.client);
    },
    view: (accountId) => viewFeed(desk, accountId),
    connection: (accountId) => viewConnection(desk, accountId),
    stop: async () => {
      for (const stop of stops) stop();
      schedule.stop();
      await Promise.allSettled([...feeds.keys()].map((accountId) => close(desk, accountId)));
    },
  };
}

function createWatch(desk: Desk) {
  const onTick = (): void => {
    for (const [id, feed] of desk.feeds) {
      if (stateOf(desk, feed) === feed.seenState) judgeAge(desk, feed);
      else look(desk, id);
    }
  };
  return { onTick, onWake: () => wake(desk) };
}

function createPowerListener(desk: Desk) {
  return (change: PowerChange): void => (change === "resumed" ? wake(desk) : desk.schedule.hurry());
}

/** The accounts being read, those near liquidation first. */
function dangerFirst({ feeds, alerts }: Desk): readonly Feed[] {
  return [...feeds.values()]
    .map((feed) => ({ feed, level: alerts.levelOf(feed.account.accountId) }))
    .toSorted((one, other) => (isAbove(other.level, one.level) ? 1 : -1))
    .map(({ feed }) => feed);
}

async function syncAll(desk: Desk): Promise<void> {
  const { schedule } = desk;
  const ids = dangerFirst(desk).map(({ account }) => account.accountId);
  await Promise.all(ids.map(async (accountId) => schedule.runInTurn(accountId)));
}

/** The desktop and the watch both notice: the second time nothing is left to wake. */
function wake(desk: Desk): void {
  const { schedule, timers } = desk;
  const now = timers.now();
  const asleep = dangerFirst(desk).filter(
    ({ wokenAt }) => Math.abs(now - wokenAt) > WAKES_APART_MS,
  );
  for (const feed of asleep) {
    feed.wokenAt = now;
    feed.triedAt = null;
    schedule.wake(feed.account.accountId);
    feed.client.wake();
  }
}

function paceAmong({ feeds, alerts, power }: Desk, accountId: AccountId) {
  const toPaced = ({ account, client, intervalMs }: Feed): PacedFeed => ({
    intervalMs,
    group: limitGroupOf(account),
    typicalReadingMs: typicalReadingMs(account.venue),
    level: alerts.levelOf(account.accountId),
    report: client.report(),
    isDemo: account.isDemo,
  });
  const own = feeds.get(accountId);
  if (own === undefined) return UNPACED;
  return paceOf(toPaced(own), [...feeds.values()].map(toPaced), power.isSaving());
}

async function open(desk: Desk, account: Account, client: VenueClient): Promise<void> {
  const { accountId } = account;
  const intervalMs = account.isDemo ? DEMO_INTERVAL_MS : VENUE_INTERVAL_MS;
  const stored = findReadAt(desk, accountId);
  const feed: Feed = { account, client, intervalMs, ...stored, seenState: "starting", ...UNTRIED };
  const replaced = desk.feeds.get(accountId);
  desk.feeds.set(accountId, feed);
  const gapMs = startGapMs(account.venue);
  desk.schedule.add(accountId, { intervalMs, group: limitGroupOf(account), startGapMs: gapMs });
  await replaced?.client.close();
}

async function close({ feeds, schedule }: Desk, accountId: AccountId): Promise<void> {
  const feed = feeds.get(accountId);
  schedule.remove(accountId);
  feeds.delete(accountId);
  await feed?.client.close();
}

/** Takes note of where a feed stands. */
function look(desk: Desk, accountId: AccountId): void {
  const feed = desk.feeds.get(accountId);
  if (feed === undefined) return;
  feed.seenState = stateOf(desk, feed);
  judgeAge(desk, feed);
  desk.events.announce("feed.changed", accountId);
}

/** Between runs: one that is under way may be the one that succeeds. */
function judgeAge(desk: Desk, feed: Feed): void {
  const { account, readAt, seenState, triedAt } = feed;
  const { isSyncing, failure, failingSince } = desk.schedule.status(account.accountId);
  if (triedAt === null || isSyncing) return;
  const reading = readDataAge(
    {
      ...{ label: account.label, state: seenState, readAt, triedAt },
      paceMs: promisedMs(desk, feed),
      failure: failure && { ...failure, since: failingSince ?? failure.at },
    },
    desk.timers.now(),
  );
  void desk.alerts.evaluate(account.accountId, [reading]);
}

async function attempt(
  desk: Desk,
  accountId: AccountId,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const feed = desk.feeds.get(accountId);
  if (feed === undefined) return { failure: null };
  const failure = await readFeed(desk, feed, signal);
  if (failure !== null) desk.checkClock();
  if (!signal.aborted) feed.triedAt ??= desk.timers.now();
  return { failure };
}
