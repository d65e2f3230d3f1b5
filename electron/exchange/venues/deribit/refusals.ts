import { z } from "zod/mini";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { VenueError } from "../../exchange-client.ts";
import type { HttpAnswer } from "../../venue.ts";

// Codes: https://docs.deribit.com/articles/errors, read 2026-11-23.

const MAINTENANCE = "Deribit is under maintenance.";
const WRONG_KEY = "Deribit does not accept this key: it is wrong, disabled or deleted.";
const MEANINGS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  10028: ["rate_limited", "Too many requests were sent to Deribit with this key."],
  10029: ["credentials_rejected", "The key does not belong to this account."],
  10040: ["venue_unavailable", "Deribit could not process the request and asks to try again."],
  10041: ["venue_unavailable", "Deribit is settling; it answers again in a moment."],
  10047: ["rate_limited", "Deribit is overloaded and asked to wait."],
  11051: ["venue_unavailable", MAINTENANCE],
  13004: ["credentials_rejected", WRONG_KEY],
  13005: ["credentials_rejected", WRONG_KEY],
  13009: [
    "credentials_rejected",
    "Deribit refused the signature: the secret does not belong to this key, the key was deleted, or this computer's clock is off.",
  ],
  13021: [
    "credentials_rejected",
    "The key may not read this account: it needs account:read and trade:read.",
  ],
  13028: ["venue_unavailable", "Deribit does not offer this at the moment."],
};

const errorBody = z.object({ error: z.object({ code: z.int() }) });

/** What Deribit's error answers ask of the user; `null` for a good answer or one without a code. */
export function deribitRefusal({ status, body }: HttpAnswer): VenueError | null {
  const { data } = z.safeParse(errorBody, body);
  if (!data)
    return status === 429
      ? new VenueError("rate_limited", "Too many requests were sent to Deribit from this address.")
      : null;
  const { code } = data.error;
  const meaning = MEANINGS[code];
  if (meaning) return new VenueError(...meaning);
  return status >= 500
    ? new VenueError("venue_unavailable", "Deribit had an internal failure.")
    : new VenueError("venue_rejected", `Deribit refused the request with its error ${code}.`);
}
