import { z } from "zod/mini";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { VenueError } from "../../exchange-client.ts";
import { badAnswer } from "../../parse-answer.ts";
import { CLOCK_MESSAGE } from "../../venue-errors.ts";
import type { HttpAnswer } from "../../venue.ts";

// Codes: https://www.okx.com/docs-v5/en/#error-code-rest-api, read 2026-11-23.

const UNKNOWN_KEY = "OKX does not know this key: it may be wrong, deleted or expired.";
const NOT_ALLOWED = "The key may not read this account: it needs the permission Read.";
const FAILING = "OKX had an internal failure; its answer is not known.";
const BUSY = "Too many requests were sent to OKX with this key or from this address.";

const MEANINGS = new Map<string, readonly [ErrorCode, string]>(
  Object.entries({
    "50001": ["venue_unavailable", "OKX is upgrading this service; it comes back by itself."],
    "50004": ["venue_unavailable", "OKX timed out on its own side."],
    "50005": ["venue_unavailable", "OKX does not offer this at the moment."],
    "50007": ["account_blocked", "OKX blocked this account; its support can say why."],
    "50009": ["account_blocked", "OKX suspended this account because of a liquidation."],
    "50011": ["rate_limited", BUSY],
    "50013": ["rate_limited", "OKX is overloaded and asked to wait."],
    "50026": ["venue_unavailable", FAILING],
    "50030": ["credentials_rejected", NOT_ALLOWED],
    "50040": ["rate_limited", BUSY],
    "50061": ["rate_limited", BUSY],
    "50100": ["credentials_rejected", "OKX froze this key; its support can say why."],
    "50101": [
      "credentials_rejected",
      "The key belongs to another environment of OKX, such as demo trading.",
    ],
    "50102": ["clock_off", CLOCK_MESSAGE],
    "50103": ["credentials_rejected", UNKNOWN_KEY],
    "50104": ["credentials_rejected", "OKX wants the passphrase that was chosen with the key."],
    "50105": ["credentials_rejected", "The passphrase does not belong to this key."],
    "50107": ["clock_off", CLOCK_MESSAGE],
    "50110": ["credentials_rejected", "This computer's address is not on the list of the key."],
    "50111": ["credentials_rejected", UNKNOWN_KEY],
    "50112": ["clock_off", CLOCK_MESSAGE],
    "50113": [
      "credentials_rejected",
      "The signature is not valid: the secret does not belong to this key.",
    ],
    "50114": ["credentials_rejected", NOT_ALLOWED],
    "50119": ["credentials_rejected", UNKNOWN_KEY],
    "50120": ["credentials_rejected", NOT_ALLOWED],
  }),
);

const envelope = z.object({ code: z.string() });

/** What OKX's error answers ask of the user; `null` for a good answer. */
export function okxRefusal({ status, body }: HttpAnswer): VenueError | null {
  const { data } = z.safeParse(envelope, body);
  const meaning = data && MEANINGS.get(data.code);
  if (meaning) return new VenueError(...meaning);
  if (status === 429) return new VenueError("rate_limited", BUSY);
  if (status === 451)
    return new VenueError("place_refused", "OKX refuses requests from this place.");
  if (status === 404)
    return new VenueError("venue_unavailable", "OKX does not offer this at the moment.");
  if (status >= 500) return data ? new VenueError("venue_unavailable", FAILING) : null;
  // ccxt takes an answer without a code for an error of the venue.
  if (!data) return body === undefined ? null : badAnswer("OKX", "its shape");
  return data.code === "0"
    ? null
    : new VenueError("venue_rejected", "OKX refused the request with an error Keel does not know.");
}
