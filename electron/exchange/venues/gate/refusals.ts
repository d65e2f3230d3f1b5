import { z } from "zod/mini";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { VenueError } from "../../exchange-client.ts";
import { CLOCK_MESSAGE } from "../../venue-errors.ts";
import type { HttpAnswer } from "../../venue.ts";

// Labels and limits: https://www.gate.com/docs/developers/apiv4/en (error handling, frequency limit
// rule), read 2026-11-23.

const FAILING = "Gate had an internal failure.";
const TOO_MANY = "Too many requests were sent to Gate.";
const NO_READING = "The key may not read this account.";
const FOREIGN_ADDRESS =
  "Gate refused the key: this computer's address may not be on the key's list, or the key may not read this account.";

const MEANINGS: ReadonlyMap<string, readonly [ErrorCode, string]> = new Map([
  ["INVALID_CREDENTIALS", ["credentials_rejected", "Gate refused the key."]],
  ["INVALID_KEY", ["credentials_rejected", "Gate does not know this key."]],
  [
    "INVALID_SIGNATURE",
    ["credentials_rejected", "The signature is not valid: the secret does not belong to this key."],
  ],
  ["IP_FORBIDDEN", ["credentials_rejected", FOREIGN_ADDRESS]],
  ["FORBIDDEN", ["credentials_rejected", FOREIGN_ADDRESS]],
  ["READ_ONLY", ["credentials_rejected", NO_READING]],
  ["ACCOUNT_LOCKED", ["account_blocked", "Gate has locked the account."]],
  ["SUB_ACCOUNT_LOCKED", ["account_blocked", "Gate has locked the account."]],
  ["REQUEST_EXPIRED", ["clock_off", CLOCK_MESSAGE]],
  ["USER_NOT_FOUND", ["not_found", "The account has no such wallet at Gate."]],
  ["INTERNAL", ["venue_unavailable", FAILING]],
  ["SERVER_ERROR", ["venue_unavailable", FAILING]],
  ["TOO_BUSY", ["venue_unavailable", "Gate is overloaded and asked to try again later."]],
]);

const errorBody = z.object({ label: z.string().check(z.regex(/^[A-Z_]{1,60}$/)) });

/** What Gate's error answers ask of the user; `null` for a good answer. */
export function gateRefusal(answer: HttpAnswer, now: number): VenueError | null {
  const label = z.safeParse(errorBody, answer.body).data?.label;
  if (answer.status === 429 || label === "TOO_MANY_REQUESTS") return rateLimited(answer, now);
  const meaning = label === undefined ? undefined : MEANINGS.get(label);
  if (meaning) return new VenueError(...meaning);
  if (label !== undefined)
    return new VenueError("venue_rejected", `Gate refused the request with its error ${label}.`);
  if (answer.status === 404)
    return new VenueError("venue_unavailable", "Gate does not offer this at the moment.");
  if (answer.status === 403 || answer.status === 451)
    return new VenueError("place_refused", "Gate refuses requests from this place.");
  return answer.status >= 500 ? new VenueError("venue_unavailable", FAILING) : null;
}

/** The header tells in epoch seconds when the limit is lifted. */
function rateLimited({ headers }: HttpAnswer, now: number): VenueError {
  const reset = Object.entries(headers).find(
    ([key]) => key.toLowerCase() === "x-gate-ratelimit-reset-timestamp",
  )?.[1];
  const retryAfterMs =
    reset && /^\d{10}$/.test(reset) ? Math.max(0, Number(reset) * 1000 - now) : null;
  return new VenueError("rate_limited", TOO_MANY, { retryAfterMs });
}
