import { z } from "zod/mini";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { VenueError } from "../../exchange-client.ts";
import { CLOCK_MESSAGE } from "../../venue-errors.ts";
import type { HttpAnswer } from "../../venue.ts";

// Codes: https://developers.binance.com/docs/derivatives/usds-margined-futures/error-code
// HTTP statuses, Retry-After: https://developers.binance.com/docs/derivatives/usds-margined-futures/general-info
// both read 2026-11-23.

const UNKNOWN_KEY =
  "Binance refused the key and does not say why: the key may be wrong or deleted, this computer's address may not be on the key's list, or the key may not have the permission to read futures.";
const BUSY = "Binance is overloaded and asked to wait.";
const FAILING = "Binance had an internal failure; its answer is not known.";

const MEANINGS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  [-1000]: ["venue_unavailable", FAILING],
  [-1001]: ["venue_unavailable", FAILING],
  [-1002]: ["credentials_rejected", "The key may not read this account."],
  [-1003]: ["rate_limited", "Too many requests were sent to Binance from this address."],
  [-1006]: ["venue_unavailable", FAILING],
  [-1007]: ["venue_unavailable", "Binance timed out on its own side."],
  [-1008]: ["rate_limited", BUSY],
  [-1016]: ["venue_unavailable", "Binance is shutting this service down or restarting it."],
  [-1021]: ["clock_off", CLOCK_MESSAGE],
  [-1022]: [
    "credentials_rejected",
    "The signature is not valid: the secret does not belong to this key.",
  ],
  [-2008]: ["credentials_rejected", "Binance does not know this key."],
  [-2014]: ["credentials_rejected", "This is not a Binance key: its format is wrong."],
  [-2015]: ["credentials_rejected", UNKNOWN_KEY],
  [-5028]: ["clock_off", CLOCK_MESSAGE],
};

const errorBody = z.object({ code: z.int(), msg: z.optional(z.string()) });

/** What Binance's error answers ask of the user; `null` for a good answer or one without a known code. */
export function binanceRefusal(answer: HttpAnswer, now: number): VenueError | null {
  const { data } = z.safeParse(errorBody, answer.body);
  if (answer.status === 418 || answer.status === 429 || data?.code === -1003)
    return rateLimited(answer, data?.msg ?? "", now);
  if (answer.status === 403)
    return new VenueError("rate_limited", "Binance's firewall blocked the request; wait a while.");
  if (answer.status === 451)
    return new VenueError("place_refused", "Binance refuses requests from this place.");
  if (answer.status === 404)
    return new VenueError("venue_unavailable", "Binance does not offer this at the moment.");
  if (!data || data.code >= 0) return null;
  const meaning = MEANINGS[data.code];
  if (meaning) return new VenueError(...meaning);
  return answer.status >= 500
    ? new VenueError("venue_unavailable", FAILING)
    : new VenueError("venue_rejected", `Binance refused the request with its error ${data.code}.`);
}

function rateLimited(answer: HttpAnswer, text: string, now: number): VenueError {
  const message =
    answer.status === 418
      ? "Binance blocked this computer's address for a while, because too many requests were sent."
      : "Too many requests were sent to Binance from this address.";
  return new VenueError("rate_limited", message, { retryAfterMs: waitMs(text, now) });
}

/** Until the end of the ban that the text names in epoch milliseconds. */
function waitMs(text: string, now: number): number | null {
  const until = /until (\d{13})/.exec(text)?.[1];
  return until === undefined ? null : Math.max(0, Number(until) - now);
}
