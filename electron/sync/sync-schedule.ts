import type { AccountId } from "#shared/domain/ids.ts";
import { createQueues, type Queues } from "./queues.ts";
import {
  createEntry,
  drop,
  type Entry,
  IDLE,
  type Plan,
  planRun,
  run,
  type ScheduleOptions,
  type SyncOutcome,
  type SyncStatus,
} from "./schedule-entry.ts";

export type SyncSchedule = {
  /** Takes an account up; its first run is due as soon as those of its group before it had theirs. */
  readonly add: (accountId: AccountId, plan: Plan) => void;
  /** Forgets the account; a run under way stores nothing any more. */
  readonly remove: (accountId: AccountId) => void;
  /** Runs now, or joins the run under way. `null` for an account that is not taken up. */
  readonly runNow: (accountId: AccountId) => Promise<SyncOutcome> | null;
  /** Runs in its turn among those of its group; resolves when that run has ended. */
  readonly runInTurn: (accountId: AccountId) => Promise<SyncOutcome> | null;
  /** Asks every account's pace again and brings forward what is now due earlier; puts nothing off. */
  readonly hurry: () => void;
  /** After a sleep: what was under way stores nothing, and the account is read again at once. */
  readonly wake: (accountId: AccountId) => void;
  readonly status: (accountId: AccountId) => SyncStatus;
  readonly stop: () => void;
};

/** Keeps every account read in time: one run at a time for each, the next one planned when it ends. */
export function createSyncSchedule(options: ScheduleOptions): SyncSchedule {
  const { timers } = options;
  const entries = new Map<AccountId, Entry>();
  const queues = createQueues(timers.now);
  const withEntry =
    <Value>(act: (entry: Entry) => Value) =>
    (accountId: AccountId): Value | null => {
      const entry = entries.get(accountId);
      return entry === undefined ? null : act(entry);
    };
  const remove = (accountId: AccountId): void => {
    const entry = entries.get(accountId);
    if (entry !== undefined) drop(entry);
    entries.delete(accountId);
    queues.leave(accountId);
  };

  return {
    add: (accountId, plan) => {
      remove(accountId);
      const entry = createEntry(accountId, plan);
      entries.set(accountId, entry);
      planRun(options, entry, queues.place(accountId, plan));
    },
    remove,
    runNow: withEntry((entry) => run(options, entry)),
    runInTurn: withEntry((entry) => runInTurn(options, entry, queues)),
    hurry: () => {
      for (const entry of entries.values()) hurry(options, entry, queues);
    },
    wake: withEntry((entry) => wake(options, entry, queues)),
    status: (accountId) => entries.get(accountId)?.status ?? IDLE,
    stop: () => {
      for (const accountId of entries.keys()) remove(accountId);
    },
  };
}

/** Takes the planned run's place, so that no account of the group is read twice meanwhile. */
function runInTurn(options: ScheduleOptions, entry: Entry, queues: Queues): Promise<SyncOutcome> {
  const at = queues.place(entry.accountId, entry.plan);
  const ended = new Promise<SyncOutcome>((resolve) => void entry.waiting.push(resolve));
  if (entry.running !== null) return ended;
  if (at <= options.timers.now()) {
    void run(options, entry);
    return ended;
  }
  entry.finishedAt = null;
  planRun(options, entry, at);
  options.onStatus(entry.accountId);
  return ended;
}

/** A wait after a failure stays as it is: it is not for saving. */
function hurry(options: ScheduleOptions, entry: Entry, queues: Queues): void {
  const { nextRunAt: plannedAt, failure } = entry.status;
  if (plannedAt === null || entry.finishedAt === null || failure !== null) return;
  const dueAt = entry.finishedAt + options.paceOf(entry.accountId).intervalMs;
  if (dueAt >= plannedAt) return;
  const isOverdue = dueAt <= options.timers.now();
  const at = isOverdue ? queues.place(entry.accountId, entry.plan) : dueAt;
  planRun(options, entry, Math.min(plannedAt, at));
  options.onStatus(entry.accountId);
}

/** A run that began before anybody noticed the sleep went out on sockets from before it, too. */
function wake(options: ScheduleOptions, entry: Entry, queues: Queues): void {
  if (entry.running !== null) return entry.running.abort.abort();
  entry.finishedAt = null;
  const { failure } = entry.status;
  const now = options.timers.now();
  const isTold = failure !== null && failure.at <= now;
  const toldAt = isTold ? failure.at + (failure.retryAfterMs ?? 0) : now;
  planRun(options, entry, Math.max(queues.place(entry.accountId, entry.plan), toldAt));
  options.onStatus(entry.accountId);
}
