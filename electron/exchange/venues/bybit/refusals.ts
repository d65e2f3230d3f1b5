import { z } from "zod/mini";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { VenueError } from "../../exchange-client.ts";
import { badAnswer } from "../../parse-answer.ts";
import { CLOCK_MESSAGE } from "../../venue-errors.ts";
import type { HttpAnswer } from "../../venue.ts";

// Codes: https://bybit-exchange.github.io/docs/v5/error; limits and the ten minutes:
// https://bybit-exchange.github.io/docs/v5/rate-limit; both read 2026-11-23.

const IP_BAN_MS = 600_000;
const FAILING = "Bybit had an internal failure.";
const TOO_MANY = "Too many requests were sent to Bybit.";
const REGION = "Bybit refuses requests from this place.";

const MEANINGS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  10000: ["venue_unavailable", "Bybit timed out on its own side."],
  10002: ["clock_off", CLOCK_MESSAGE],
  10003: ["credentials_rejected", "Bybit does not know this key."],
  10004: [
    "credentials_rejected",
    "The signature is not valid: the secret does not belong to this key.",
  ],
  10005: ["credentials_rejected", "The key may not read this account."],
  10006: ["rate_limited", TOO_MANY],
  10007: ["credentials_rejected", "Bybit refused the key."],
  10008: ["account_blocked", "Bybit has banned this key's user."],
  10009: ["rate_limited", "Bybit has banned this computer's address."],
  10010: ["credentials_rejected", "This computer's address is not on the key's list."],
  10016: ["venue_unavailable", FAILING],
  10018: ["rate_limited", TOO_MANY],
  10024: ["place_refused", REGION],
  10028: ["unsupported", "The account is not a unified account."],
  10429: ["rate_limited", TOO_MANY],
  33004: ["credentials_rejected", "The key has expired."],
};

/** About this computer's address, whichever key asks. */
const OF_ADDRESS: ReadonlySet<number> = new Set([10009, 10018]);

const errorBody = z.object({ retCode: z.coerce.number() });

/** What Bybit's error answers ask of the user; `null` for a good answer. */
export function bybitRefusal(answer: HttpAnswer, now: number): VenueError | null {
  if (answer.status === 403) return forbidden(answer);
  const { data } = z.safeParse(errorBody, answer.body);
  if (answer.status === 429 || data?.retCode === 10006) return rateLimited(answer, now);
  if (data && data.retCode !== 0) return coded(data.retCode);
  if (answer.status === 404)
    return new VenueError("venue_unavailable", "Bybit does not offer this at the moment.");
  if (answer.status >= 500) return new VenueError("venue_unavailable", FAILING);
  return data || answer.body === undefined ? null : badAnswer("envelope", "its shape");
}

function coded(code: number): VenueError {
  const meaning = MEANINGS[code];
  return meaning
    ? new VenueError(...meaning, { isOfAddress: OF_ADDRESS.has(code) })
    : new VenueError("venue_rejected", `Bybit refused the request with its error ${code}.`);
}

/** The same status for a blocked country and for more than 600 requests in five seconds. */
function forbidden({ text }: HttpAnswer): VenueError {
  if (/from your country/i.test(text ?? "")) return new VenueError("place_refused", REGION);
  return new VenueError("rate_limited", "Bybit blocked this computer's address for ten minutes.", {
    retryAfterMs: IP_BAN_MS,
    isOfAddress: true,
  });
}

function rateLimited({ headers }: HttpAnswer, now: number): VenueError {
  const reset = Object.entries(headers).find(
    ([key]) => key.toLowerCase() === "x-bapi-limit-reset-timestamp",
  )?.[1];
  const retryAfterMs = reset && /^\d{13}$/.test(reset) ? Math.max(0, Number(reset) - now) : null;
  return new VenueError("rate_limited", TOO_MANY, { retryAfterMs });
}
