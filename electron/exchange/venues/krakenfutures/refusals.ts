import { z } from "zod/mini";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { VenueError } from "../../exchange-client.ts";
import type { HttpAnswer } from "../../venue.ts";
import { CLOCK_MESSAGE } from "../../venue-errors.ts";

// Codes: https://docs.kraken.com/exchange/guides/futures (errors, rate limits), read 2026-11-23.
// Kraken sends most of them with HTTP status 200.

const KEY =
  "Kraken refused the key and does not say why: the key or its secret may be wrong or deleted, or this computer's address may not be on the key's list. Keys of Kraken's spot exchange are not valid here.";
const NO_RIGHT = "The key may not read this account: it needs general access, read only.";
const SLOW_DOWN = "Too many requests were sent to Kraken.";
const DOWN = "Kraken Futures is not available at the moment.";

const MEANINGS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  authenticationError: ["credentials_rejected", KEY],
  nonceBelowThreshold: ["clock_off", CLOCK_MESSAGE],
  nonceDuplicate: ["clock_off", CLOCK_MESSAGE],
  apiLimitExceeded: ["rate_limited", SLOW_DOWN],
  Unavailable: ["venue_unavailable", DOWN],
  unavailable: ["venue_unavailable", DOWN],
  "Server Error": ["venue_unavailable", "Kraken had an internal failure."],
  unknownError: ["venue_unavailable", "Kraken had an internal failure."],
  accountInactive: ["account_blocked", "Kraken says that this futures account is not active yet."],
};

/** Of the newer form of errors, a list of numbered ones. */
const INSUFFICIENT_PERMISSION = 87;

const errorBody = z.object({
  result: z.literal("error"),
  error: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ code: z.int() }))),
});

/** What Kraken's error answers ask of the user; `null` for a good answer or a status ccxt knows. */
export function krakenRefusal({ status, body }: HttpAnswer): VenueError | null {
  if (status === 429) return new VenueError("rate_limited", SLOW_DOWN);
  const { data } = z.safeParse(errorBody, body);
  if (!data) return null;
  const meaning = MEANINGS[data.error ?? ""];
  if (meaning) return new VenueError(...meaning);
  if (data.errors?.some(({ code }) => code === INSUFFICIENT_PERMISSION))
    return new VenueError("credentials_rejected", NO_RIGHT);
  if (status === 401 || status === 403) return new VenueError("credentials_rejected", KEY);
  if (status >= 500) return new VenueError("venue_unavailable", DOWN);
  return new VenueError("venue_rejected", "Kraken refused the request for a reason of its own.");
}
