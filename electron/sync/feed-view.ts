import type { AccountId } from "#shared/domain/ids.ts";
import type { ConnectionView } from "#shared/views/accounts.ts";
import type { FeedState, FeedView } from "#shared/views/overview.ts";
import { isBook } from "../store/account-store.ts";
import { toStorageError } from "../store/storage-error.ts";
import type { Desk, Feed } from "./feed-desk.ts";
import { BLIND_AFTER_MS, feedState } from "./feed-state.ts";
import { type SyncFailure, toSyncFailure } from "./sync-failure.ts";

const NOT_OPEN: FeedView = {
  state: "offline",
  readAt: null,
  syncing: false,
  failure: null,
  nextRunAt: null,
  pausedAt: null,
};

/** How fresh an account is, whether it is read or not. */
export function viewFeed(desk: Desk, accountId: AccountId): FeedView {
  const feed = desk.feeds.get(accountId);
  if (feed === undefined) return closedView(desk, accountId);
  const { isSyncing, nextRunAt } = desk.schedule.status(accountId);
  return {
    state: stateOf(desk, feed),
    readAt: feed.readAt,
    syncing: isSyncing,
    failure: toFailureView(failureOf(desk, feed)),
    nextRunAt,
    pausedAt: null,
  };
}

/**
 * When the newest stored snapshot was read, or why it can't be told: an account whose stored figures
 * are damaged is read all the same.
 */
export function findReadAt(
  { snapshots, timers }: Pick<Desk, "snapshots" | "timers">,
  accountId: AccountId,
): Pick<Feed, "readAt" | "unreadable"> {
  try {
    return {
      readAt: snapshots.findLatest(accountId)?.snapshot.readAt ?? null,
      unreadable: null,
    };
  } catch (error) {
    if (toStorageError(error) === null) throw error;
    return { readAt: null, unreadable: toSyncFailure(error, timers.now()) };
  }
}

function failureOf({ schedule }: Desk, { account, unreadable }: Feed): SyncFailure | null {
  return schedule.status(account.accountId).failure ?? unreadable;
}

function toFailureView(failure: SyncFailure | null): FeedView["failure"] {
  return failure && { code: failure.code, message: failure.message, at: failure.at };
}

/** How an account is being read; `null` when it is not. */
export function viewConnection(
  { feeds, schedule }: Desk,
  accountId: AccountId,
): ConnectionView | null {
  const report = feeds.get(accountId)?.client.report() ?? null;
  if (report === null) return null;
  const { clock, room, sentLastMinute, rules } = report;
  return { clock, room, sentLastMinute, rules, pace: schedule.status(accountId).pace };
}

/**
 * Of an account that is not read: its figures are from the last reading, and grow old. A book has no
 * promise to break; it says of when it is.
 */
function closedView(desk: Desk, accountId: AccountId): FeedView {
  const { readAt, unreadable } = findReadAt(desk, accountId);
  const account = desk.accounts.find(accountId);
  const closed = { ...NOT_OPEN, readAt, failure: toFailureView(unreadable) };
  if (isBook(account)) return { ...closed, state: "kept" };
  if (account?.isPaused === true)
    return { ...closed, state: "paused", pausedAt: account.pauseChangedAt };
  const isBlind = readAt !== null && Math.abs(desk.timers.now() - readAt) >= BLIND_AFTER_MS;
  return { ...closed, state: isBlind ? "blind" : "offline" };
}

/** Judged by the pace that was promised: what is read seldom on purpose is not late. */
export function stateOf(desk: Desk, feed: Feed): FeedState {
  const failure = failureOf(desk, feed);
  const intervalMs = promisedMs(desk, feed);
  return feedState({ readAt: feed.readAt, failure, now: desk.timers.now(), intervalMs });
}

/** How often an account is promised to be read. */
export function promisedMs({ schedule }: Desk, { account, intervalMs }: Feed): number {
  return schedule.status(account.accountId).pace?.intervalMs ?? intervalMs;
}
