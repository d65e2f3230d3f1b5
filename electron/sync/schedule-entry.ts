import type { AccountId } from "#shared/domain/ids.ts";
import { nextRunAt } from "./next-run.ts";
import type { Pace } from "./pace.ts";
import { type SyncFailure, toSyncFailure } from "./sync-failure.ts";
import type { Timers } from "./timers.ts";

/* One account of a schedule: how it stands, and its runs one after the other. */

export type SyncOutcome = {
  /** `null` when a snapshot was stored. */
  readonly failure: SyncFailure | null;
};

export type SyncStatus = {
  readonly isSyncing: boolean;
  readonly failure: SyncFailure | null;
  /** When the first failure of the present row happened. */
  readonly failingSince: number | null;
  readonly nextRunAt: number | null;
  /** The pace that was promised when the last run ended; `null` before. */
  readonly pace: Pace | null;
};

export const IDLE: SyncStatus = {
  isSyncing: false,
  failure: null,
  failingSince: null,
  nextRunAt: null,
  pace: null,
};

/** How an account is read. */
export type Plan = {
  /** Usual time between two readings. */
  readonly intervalMs: number;
  /** Accounts of one group don't start together: their limit at the venue is one. */
  readonly group: string;
  /** What one of them uses of that limit's time. */
  readonly startGapMs: number;
};

/** Reads one account. Never rejects; stops short of storing anything once the signal is aborted. */
type Attempt = (accountId: AccountId, signal: AbortSignal) => Promise<SyncOutcome>;

export type ScheduleOptions = {
  readonly timers: Timers;
  readonly attempt: Attempt;
  readonly paceOf: (accountId: AccountId) => Pace;
  /** Called after every change of an account's status. */
  readonly onStatus: (accountId: AccountId) => void;
};

export type Entry = {
  readonly accountId: AccountId;
  readonly plan: Plan;
  status: SyncStatus;
  failures: number;
  /** What the next run's pace counts from; `null` where nothing holds it back. */
  finishedAt: number | null;
  running: Run | null;
  /** Told of the next run that ends. */
  waiting: ((outcome: SyncOutcome) => void)[];
  cancelTimer: () => void;
};

type Run = { readonly abort: AbortController; readonly outcome: Promise<SyncOutcome> };

export function createEntry(accountId: AccountId, plan: Plan): Entry {
  return {
    accountId,
    plan,
    status: IDLE,
    failures: 0,
    finishedAt: null,
    running: null,
    waiting: [],
    cancelTimer: () => {},
  };
}

export function drop(entry: Entry): void {
  entry.cancelTimer();
  entry.running?.abort.abort();
  entry.running = null;
  tell(entry, { failure: null });
}

function tell(entry: Entry, outcome: SyncOutcome): void {
  for (const hear of entry.waiting.splice(0)) hear(outcome);
}

export function planRun(options: ScheduleOptions, entry: Entry, at: number): void {
  const { setTimer, now } = options.timers;
  entry.cancelTimer();
  entry.status = { ...entry.status, nextRunAt: at };
  entry.cancelTimer = setTimer(() => begin(options, entry), Math.max(0, at - now()));
}

/** Others may have come to share the limit, or to be near danger, since the run was planned. */
function begin(options: ScheduleOptions, entry: Entry): void {
  const { finishedAt, status } = entry;
  const now = options.timers.now();
  const pace = options.paceOf(entry.accountId);
  // A time that lies ahead was noted before the clock was set back, and holds nothing.
  const isHeld = finishedAt !== null && finishedAt <= now && status.failure === null;
  const dueAt = isHeld ? finishedAt + pace.intervalMs : now;
  if (dueAt <= now) return void run(options, entry);
  entry.status = { ...status, pace };
  planRun(options, entry, dueAt);
  options.onStatus(entry.accountId);
}

/** Starts a run, or joins the one under way. */
export function run(options: ScheduleOptions, entry: Entry): Promise<SyncOutcome> {
  if (entry.running !== null) return entry.running.outcome;
  const abort = new AbortController();
  entry.cancelTimer();
  entry.status = { ...entry.status, isSyncing: true, nextRunAt: null };
  const outcome = runOnce(options, entry, abort.signal);
  entry.running = { abort, outcome };
  options.onStatus(entry.accountId);
  return outcome;
}

async function runOnce(
  options: ScheduleOptions,
  entry: Entry,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  try {
    const outcome = await options.attempt(entry.accountId, signal);
    end(options, entry, signal.aborted ? null : outcome);
    return outcome;
  } catch (error) {
    // A mistake of ours must not be the account's last run; it is told where all of them are.
    end(options, entry, { failure: toSyncFailure(error, options.timers.now()) });
    throw error;
  }
}

function end(options: ScheduleOptions, entry: Entry, outcome: SyncOutcome | null): void {
  // Dropped meanwhile, with its account.
  if (entry.running === null) return;
  entry.running = null;
  planRun(options, entry, finish(options, entry, outcome));
  options.onStatus(entry.accountId);
  // Who waits for one that was called off is told of the next, which makes up for it.
  if (outcome !== null) tell(entry, outcome);
}

/** Takes the outcome of a run into the account's status; says when the next one is due. */
function finish({ timers, paceOf }: ScheduleOptions, entry: Entry, outcome: SyncOutcome | null) {
  const finishedAt = timers.now();
  entry.status = { ...entry.status, isSyncing: false };
  // Called off by a sleep: it tells nothing about the account and is made up for at once.
  entry.finishedAt = outcome === null ? null : finishedAt;
  if (outcome === null) return finishedAt;
  const { failure } = outcome;
  const pace = paceOf(entry.accountId);
  entry.failures = failure === null ? 0 : entry.failures + 1;
  const failingSince = failure === null ? null : (entry.status.failingSince ?? failure.at);
  entry.status = { ...entry.status, failure, failingSince, pace };
  return nextRunAt({
    failure,
    finishedAt,
    intervalMs: entry.plan.intervalMs,
    paceMs: pace.intervalMs,
    failures: entry.failures,
    jitter: timers.random(),
  });
}
