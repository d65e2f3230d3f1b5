import type { FeedState } from "#shared/views/overview.ts";
import type { SyncFailure } from "./sync-failure.ts";

/** Two late readings are ordinary network life; the third in a row is not what the feed promises. */
const LIVE_INTERVALS = 3;

/**
 * Beyond this age a book is not judged any more: within a quarter of an hour BTC has moved far
 * enough to use up a whole margin buffer.
 */
export const BLIND_AFTER_MS = 15 * 60_000;

export type FeedInput = {
  /** Our clock when the newest stored snapshot was read; `null` before the first. */
  readonly readAt: number | null;
  /** The newest attempt's failure; `null` when it went well or there was none. */
  readonly failure: SyncFailure | null;
  readonly now: number;
  /** How often the account is read when all is well. */
  readonly intervalMs: number;
};

/**
 * How far an account's figures can be trusted by their age. A reading from the future (the clock was
 * set back) is as old as it is far away: its true age is not known.
 */
export function feedState({ readAt, failure, now, intervalMs }: FeedInput): FeedState {
  if (readAt === null) return failure === null ? "starting" : "offline";
  const ageMs = Math.abs(now - readAt);
  if (ageMs >= BLIND_AFTER_MS) return "blind";
  const isLate = ageMs > LIVE_INTERVALS * intervalMs;
  if (failure === null) return isLate ? "delayed" : "live";
  return isLate && failure.code === "venue_unavailable" ? "offline" : "delayed";
}
