import type { ErrorCode } from "#shared/contract/reply.ts";
import { VenueError } from "./exchange-client.ts";
import type { HttpAnswer } from "./venue.ts";

/** The longest ban that a venue documents is Binance's, up to three days; more is no venue's word. */
const LONGEST_WAIT_MS = 3 * 24 * 3_600_000;

/**
 * Statuses beside which `Retry-After` says how long to wait (RFC 9110, 10.2.3 and 15.6.4; RFC 6585, 4;
 * 418 is Binance's), and what they mean where the venue's own words are not known.
 */
const WAITING: ReadonlyMap<number, readonly [ErrorCode, string]> = new Map([
  [418, ["rate_limited", "The venue blocked this computer's address for a while."]],
  [429, ["rate_limited", "The venue asked to slow down."]],
  [503, ["venue_unavailable", "The venue is not available and said when to come back."]],
]);

/**
 * A venue's refusal with the wait that its answer's header tells, the longer one where the refusal has
 * one of its own, three days at most. `null` where there is neither refusal nor wait. `now` is the
 * venue's time: a date is meant by its clock.
 */
export function withToldWait(
  refusal: VenueError | null,
  { status, headers }: Pick<HttpAnswer, "status" | "headers">,
  now: number,
): VenueError | null {
  const meaning = WAITING.get(status);
  const headerMs = meaning ? retryAfterMs(headers, now) : null;
  const failure = refusal ?? (meaning && headerMs !== null ? new VenueError(...meaning) : null);
  const told = [failure?.retryAfterMs ?? null, headerMs].filter((ms) => ms !== null);
  if (failure === null || told.length === 0) return failure;
  return new VenueError(failure.code, failure.message, {
    retryAfterMs: Math.min(LONGEST_WAIT_MS, Math.max(...told)),
    isOfAddress: failure.isOfAddress || status === 418,
  });
}

const DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Seconds or a date; anything else tells nothing. */
function retryAfterMs(headers: HttpAnswer["headers"], now: number): number | null {
  const header = Object.entries(headers).find(([name]) => name.toLowerCase() === "retry-after");
  const text = header?.[1] ?? "";
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1_000;
  return DATE.test(text) ? Math.max(0, Date.parse(text) - now) : null;
}
