import type { AccountId } from "#shared/domain/ids.ts";
import type { SyncFailure } from "./sync-failure.ts";
import type { Timers } from "./timers.ts";

/** Close enough to feel a move at once, far from every venue's request limit with one account. */
export const VENUE_INTERVAL_MS = 10_000;
/** The demo's venue is in the same process and its prices move every second. */
export const DEMO_INTERVAL_MS = 2_000;
/** Near liquidation, half the usual time: still one sixth of Binance's weight limit a minute. */
const DANGER_INTERVAL_MS = 5_000;

/** Well below the age at which a feed is blind, so that a venue that is back is seen in time. */
const LONGEST_BACKOFF_MS = 2 * 60_000;
/** A refused key is refused again: asking more often only brings an address ban nearer. */
const PERSON_NEEDED_BACKOFF_MS = 5 * 60_000;
const PERSON_NEEDED: ReadonlySet<string> = new Set(["credentials_rejected", "unsupported"]);

export type SyncOutcome = {
  /** `null` when a snapshot was stored. */
  readonly failure: SyncFailure | null;
  readonly isNearDanger: boolean;
};

type NextRunInput = SyncOutcome & {
  readonly finishedAt: number;
  readonly intervalMs: number;
  /** Failed attempts in a row, this one included. */
  readonly failures: number;
  /** 0 ≤ x < 1: spreads the retries of many accounts. */
  readonly jitter: number;
};

/** When to read an account again. Never earlier than the venue asked for. */
export function nextRunAt(input: NextRunInput): number {
  const { failure, finishedAt } = input;
  if (failure === null) return finishedAt + usualDelay(input);
  return finishedAt + Math.max(backoff(input, failure), failure.retryAfterMs ?? 0);
}

function usualDelay({ intervalMs, isNearDanger }: NextRunInput): number {
  return isNearDanger ? Math.min(intervalMs, DANGER_INTERVAL_MS) : intervalMs;
}

/** Doubles with each failure; the last half of the wait is left to chance. */
function backoff({ intervalMs, failures, jitter }: NextRunInput, { code }: SyncFailure): number {
  const wait = PERSON_NEEDED.has(code)
    ? PERSON_NEEDED_BACKOFF_MS
    : Math.min(LONGEST_BACKOFF_MS, intervalMs * 2 ** Math.min(failures, 20));
  return Math.round(wait * (0.5 + jitter / 2));
}

type SyncStatus = {
  readonly isSyncing: boolean;
  readonly failure: SyncFailure | null;
  /** When the first failure of the present row happened. */
  readonly failingSince: number | null;
  readonly nextRunAt: number | null;
};

const IDLE: SyncStatus = { isSyncing: false, failure: null, failingSince: null, nextRunAt: null };

/** Reads one account. Never rejects; stops short of storing anything once the signal is aborted. */
type Attempt = (accountId: AccountId, signal: AbortSignal) => Promise<SyncOutcome>;

export type SyncSchedule = {
  /** Takes an account up; its first run is due at once. */
  readonly add: (accountId: AccountId, intervalMs: number) => void;
  /** Forgets the account; a run under way stores nothing any more. */
  readonly remove: (accountId: AccountId) => void;
  /** Runs now, or joins the run under way. `null` for an account that is not taken up. */
  readonly runNow: (accountId: AccountId) => Promise<SyncOutcome> | null;
  readonly status: (accountId: AccountId) => SyncStatus;
  readonly stop: () => void;
};

type Entry = {
  readonly accountId: AccountId;
  readonly intervalMs: number;
  readonly abort: AbortController;
  status: SyncStatus;
  failures: number;
  running: Promise<SyncOutcome> | null;
  cancelTimer: () => void;
};

type ScheduleOptions = {
  readonly timers: Timers;
  readonly attempt: Attempt;
  /** Called after every change of an account's status. */
  readonly onStatus: (accountId: AccountId) => void;
};

/** Keeps every account read in time: one run at a time for each, the next one planned when it ends. */
export function createSyncSchedule(options: ScheduleOptions): SyncSchedule {
  const { timers } = options;
  const entries = new Map<AccountId, Entry>();
  const drop = (entry: Entry): void => {
    entry.cancelTimer();
    entry.abort.abort();
    entries.delete(entry.accountId);
  };
  const remove = (accountId: AccountId): void => {
    const entry = entries.get(accountId);
    if (entry !== undefined) drop(entry);
  };

  return {
    add: (accountId, intervalMs) => {
      remove(accountId);
      const entry = createEntry(accountId, intervalMs, timers.now());
      entries.set(accountId, entry);
      plan(options, entry, timers.now());
    },
    remove,
    runNow: (accountId) => {
      const entry = entries.get(accountId);
      return entry === undefined ? null : run(options, entry);
    },
    status: (accountId) => entries.get(accountId)?.status ?? IDLE,
    stop: () => {
      for (const entry of entries.values()) drop(entry);
    },
  };
}

function plan(options: ScheduleOptions, entry: Entry, at: number): void {
  const { setTimer, now } = options.timers;
  entry.cancelTimer = setTimer(() => void run(options, entry), Math.max(0, at - now()));
}

/** Starts a run, or joins the one under way. */
function run(options: ScheduleOptions, entry: Entry): Promise<SyncOutcome> {
  entry.running ??= runOnce(options, entry);
  return entry.running;
}

async function runOnce(options: ScheduleOptions, entry: Entry): Promise<SyncOutcome> {
  const { timers, attempt, onStatus } = options;
  entry.cancelTimer();
  entry.status = { ...entry.status, isSyncing: true, nextRunAt: null };
  onStatus(entry.accountId);
  const outcome = await attempt(entry.accountId, entry.abort.signal);
  entry.running = null;
  if (entry.abort.signal.aborted) return outcome;
  const nextAt = finish(entry, outcome, timers);
  plan(options, entry, nextAt);
  onStatus(entry.accountId);
  return outcome;
}

function createEntry(accountId: AccountId, intervalMs: number, firstRunAt: number): Entry {
  return {
    accountId,
    intervalMs,
    abort: new AbortController(),
    status: { ...IDLE, nextRunAt: firstRunAt },
    failures: 0,
    running: null,
    cancelTimer: () => {},
  };
}

/** Takes the outcome of a run into the account's status; says when the next one is due. */
function finish(entry: Entry, outcome: SyncOutcome, timers: Timers): number {
  const { failure } = outcome;
  entry.failures = failure === null ? 0 : entry.failures + 1;
  const nextAt = nextRunAt({
    ...outcome,
    finishedAt: timers.now(),
    intervalMs: entry.intervalMs,
    failures: entry.failures,
    jitter: timers.random(),
  });
  entry.status = {
    isSyncing: false,
    failure,
    failingSince: failure === null ? null : (entry.status.failingSince ?? failure.at),
    nextRunAt: nextAt,
  };
  return nextAt;
}
