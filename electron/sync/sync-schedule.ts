import type { AccountId } from "#shared/domain/ids.ts";
import { nextRunAt } from "./next-run.ts";
import type { Pace } from "./pace.ts";
import { createQueues, type Queues } from "./queues.ts";
import { type SyncFailure, toSyncFailure } from "./sync-failure.ts";
import type { Timers } from "./timers.ts";

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

const IDLE: SyncStatus = {
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

type Entry = {
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

type ScheduleOptions = {
  readonly timers: Timers;
  readonly attempt: Attempt;
  readonly paceOf: (accountId: AccountId) => Pace;
  /** Called after every change of an account's status. */
  readonly onStatus: (accountId: AccountId) => void;
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

function createEntry(accountId: AccountId, plan: Plan): Entry {
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

function drop(entry: Entry): void {
  entry.cancelTimer();
  entry.running?.abort.abort();
  entry.running = null;
  tell(entry, { failure: null });
}

function tell(entry: Entry, outcome: SyncOutcome): void {
  for (const hear of entry.waiting.splice(0)) hear(outcome);
}

function planRun(options: ScheduleOptions, entry: Entry, at: number): void {
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
function run(options: ScheduleOptions, entry: Entry): Promise<SyncOutcome> {
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
    tell(entry, outcome);
    return outcome;
  } catch (error) {
    // A mistake of ours must not be the account's last run; it is told where all of them are.
    const outcome = { failure: toSyncFailure(error, options.timers.now()) };
    end(options, entry, outcome);
    tell(entry, outcome);
    throw error;
  }
}

function end(options: ScheduleOptions, entry: Entry, outcome: SyncOutcome | null): void {
  // Dropped meanwhile, with its account.
  if (entry.running === null) return;
  entry.running = null;
  planRun(options, entry, finish(options, entry, outcome));
  options.onStatus(entry.accountId);
}

/** Takes the planned run's place, so that no account of the group is read twice meanwhile. */
function runInTurn(options: ScheduleOptions, entry: Entry, queues: Queues): Promise<SyncOutcome> {
  const at = queues.place(entry.accountId, entry.plan);
  if (entry.running !== null || at <= options.timers.now()) return run(options, entry);
  entry.finishedAt = null;
  planRun(options, entry, at);
  options.onStatus(entry.accountId);
  return new Promise((resolve) => void entry.waiting.push(resolve));
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
