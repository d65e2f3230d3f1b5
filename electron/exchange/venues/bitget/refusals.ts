import { z } from "zod/mini";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { VenueError } from "../../exchange-client.ts";
import { CLOCK_MESSAGE } from "../../venue-errors.ts";
import type { HttpAnswer } from "../../venue.ts";

// Codes: https://www.bitget.com/api-doc/uta/error-code, read 2026-11-23.

const UNKNOWN_KEY = "Bitget does not know this key: it may be wrong, deleted or expired.";
const WRONG_SECRET = "The signature is not valid: the secret does not belong to this key.";
const FAILING = "Bitget had an internal failure; its answer is not known.";
const BUSY = "Too many requests were sent to Bitget.";

const MEANINGS = new Map<string, readonly [ErrorCode, string]>([
  ["429", ["rate_limited", BUSY]],
  ["30001", ["rate_limited", BUSY]],
  ["40001", ["credentials_rejected", UNKNOWN_KEY]],
  ["40003", ["credentials_rejected", WRONG_SECRET]],
  ["40004", ["clock_off", CLOCK_MESSAGE]],
  ["40005", ["clock_off", CLOCK_MESSAGE]],
  ["40006", ["credentials_rejected", UNKNOWN_KEY]],
  ["40008", ["clock_off", CLOCK_MESSAGE]],
  ["40009", ["credentials_rejected", WRONG_SECRET]],
  ["40010", ["venue_unavailable", "Bitget timed out on its own side."]],
  ["40011", ["credentials_rejected", "Bitget wants the passphrase that was chosen with the key."]],
  ["40012", ["credentials_rejected", "The key or its passphrase is wrong."]],
  ["40013", ["account_blocked", "Bitget blocked this account; its support can say why."]],
  ["40014", ["credentials_rejected", "The key may not read this account: it needs read access."]],
  ["40015", ["venue_unavailable", FAILING]],
  ["40018", ["credentials_rejected", "This computer's address is not on the list of the key."]],
  ["40031", ["account_blocked", "Bitget closed this account."]],
  ["40037", ["credentials_rejected", UNKNOWN_KEY]],
  ["40200", ["venue_unavailable", "Bitget is upgrading its servers."]],
  ["40725", ["venue_unavailable", FAILING]],
  ["45001", ["venue_unavailable", FAILING]],
]);

const GOOD = "00000";
const envelope = z.object({ code: z.union([z.string(), z.number()]) });

/** What Bitget's error answers ask of the user; `null` for a good answer. */
export function bitgetRefusal({ status, body }: HttpAnswer): VenueError | null {
  const { data } = z.safeParse(envelope, body);
  const code = data && String(data.code);
  const meaning = code === undefined ? undefined : MEANINGS.get(code);
  if (meaning) return new VenueError(...meaning);
  if (status === 429) return new VenueError("rate_limited", BUSY);
  if (status === 451)
    return new VenueError("place_refused", "Bitget refuses requests from this place.");
  if (status === 404)
    return new VenueError("venue_unavailable", "Bitget does not offer this at the moment.");
  if (status >= 500) return data ? new VenueError("venue_unavailable", FAILING) : null;
  if (code === undefined || code === GOOD) return null;
  const name = /^\d{1,6}$/.test(code) ? code : "of no number";
  return new VenueError("venue_rejected", `Bitget refused the request with its error ${name}.`);
}
