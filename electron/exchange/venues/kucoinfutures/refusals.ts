import { z } from "zod/mini";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { VenueError } from "../../exchange-client.ts";
import { badAnswer } from "../../parse-answer.ts";
import type { HttpAnswer } from "../../venue.ts";
import { CLOCK_MESSAGE } from "../../venue-errors.ts";

// Codes: https://www.kucoin.com/docs-new/errors-code/futures-errors-code; rate limit headers:
// https://www.kucoin.com/docs-new/rate-limit, both read 2026-11-23.

const SUCCESS = "200000";
const SLOW_DOWN = "Too many requests were sent to KuCoin.";
const FAILING = "KuCoin had an internal failure.";

const MEANINGS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  "200002": ["rate_limited", SLOW_DOWN],
  "429000": ["rate_limited", SLOW_DOWN],
  "400001": ["credentials_rejected", "KuCoin wants a key, a secret and a passphrase."],
  "400002": ["clock_off", CLOCK_MESSAGE],
  "400003": ["credentials_rejected", "KuCoin does not know this key."],
  "400004": ["credentials_rejected", "The passphrase does not belong to this key."],
  "400005": ["credentials_rejected", "The secret does not belong to this key."],
  "400006": ["credentials_rejected", "This computer's address is not on the key's list."],
  "400007": [
    "credentials_rejected",
    "The key may not read this account: it needs the general permission, for futures.",
  ],
  "411100": ["account_blocked", "KuCoin froze this account; its support knows why."],
  "260200": ["venue_unavailable", "KuCoin Futures is under maintenance."],
  "200005": ["venue_unavailable", FAILING],
  "500000": ["venue_unavailable", FAILING],
};

const errorBody = z.object({ code: z.string().check(z.regex(/^\d{5,6}$/)) });

/** What KuCoin's error answers ask of the user; `null` for a good answer or one without a code. */
export function kucoinRefusal({ status, headers, body }: HttpAnswer): VenueError | null {
  const { data } = z.safeParse(errorBody, body);
  const code = data?.code;
  if (status === 429 || code === "429000")
    return new VenueError("rate_limited", SLOW_DOWN, { retryAfterMs: resetMs(headers) });
  // ccxt would take an object without a code for a refusal of an unknown kind.
  if (status === 200 && code === undefined && typeof body === "object")
    return badAnswer("answer", "its code");
  if (code === undefined || (code === SUCCESS && status < 400)) return null;
  const meaning = MEANINGS[code];
  if (meaning) return new VenueError(...meaning);
  if (status >= 500) return new VenueError("venue_unavailable", FAILING);
  return new VenueError("venue_rejected", `KuCoin refused the request with its error ${code}.`);
}

/** Milliseconds until the quota is full again. */
function resetMs(headers: HttpAnswer["headers"]): number | null {
  const reset = Object.entries(headers).find(([key]) => key.toLowerCase() === "gw-ratelimit-reset");
  return reset && /^\d{1,8}$/.test(reset[1]) ? Number(reset[1]) : null;
}
