import { needsPerson } from "#shared/contract/reply.ts";
import type { SyncFailure } from "./sync-failure.ts";

/** Well below the age at which a feed is blind, so that a venue that is back is seen in time. */
const LONGEST_BACKOFF_MS = 2 * 60_000;
/** What was refused for good is refused again: asking more often only brings an address ban nearer. */
const PERSON_NEEDED_BACKOFF_MS = 5 * 60_000;

type NextRunInput = {
  /** `null` when a snapshot was stored. */
  readonly failure: SyncFailure | null;
  readonly finishedAt: number;
  /** Usual time between two readings: what waiting after a failure starts from. */
  readonly intervalMs: number;
  /** Time between two readings as things stand. */
  readonly paceMs: number;
  /** Failed attempts in a row, this one included. */
  readonly failures: number;
  /** 0 ≤ x < 1: spreads the retries of many accounts. */
  readonly jitter: number;
};

/**
 * When to read an account again. Never earlier than the venue asked for, never faster than its pace.
 * A reading that could not be stored was judged, and is no reason to judge the next one later.
 */
export function nextRunAt(input: NextRunInput): number {
  const { failure, finishedAt, paceMs } = input;
  if (failure === null || failure.isJudged) return finishedAt + paceMs;
  // Half of the wait is left to chance, on top of a longer pace too: what failed together parts.
  const halfMs = backoff(input, failure) / 2;
  const waitMs = Math.round(Math.max(paceMs, halfMs) + halfMs * input.jitter);
  return finishedAt + Math.max(waitMs, failure.retryAfterMs ?? 0);
}

/** Doubles with each failure. */
function backoff({ intervalMs, failures }: NextRunInput, { code }: SyncFailure): number {
  if (needsPerson(code)) return PERSON_NEEDED_BACKOFF_MS;
  return Math.min(LONGEST_BACKOFF_MS, intervalMs * 2 ** Math.min(failures, 20));
}
