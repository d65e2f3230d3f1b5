import { accountId } from "#shared/domain/ids.ts";
import { credentialKindOf, VENUE_CATALOG, type VenueId } from "#shared/domain/venue-catalog.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import type { Credential, VenueClient } from "../../electron/exchange/exchange-client.ts";

/* The real client of any venue that can be added, with an invented key. */

/** Base64, because some venues' keys are. */
export const SECRET = Buffer.from("planted-secret-0123456789").toString("base64");

const ADDRESSES: Readonly<Partial<Record<VenueId, string>>> = {
  hyperliquid: `0x${"a".repeat(40)}`,
  dydx: `dydx1${"a".repeat(38)}`,
};

function credentialOf(venue: VenueId): Credential {
  const walletAddress = ADDRESSES[venue];
  if (walletAddress !== undefined) return { apiKey: "", secret: "", walletAddress };
  const pair = { apiKey: "own-key", secret: SECRET };
  return credentialKindOf(venue) === "passphrase" ? { ...pair, passphrase: "own-words" } : pair;
}

export function modelOf(venue: VenueId) {
  const [model] = VENUE_CATALOG[venue].models;
  return model?.id ?? "generic-cross";
}

/** An account of the venue under its first margin model, read from a stand-in on this computer. */
export function connectOffered(venue: VenueId, proxyUrl: string, timeoutMs = 2_000): VenueClient {
  const connection = {
    ...{ accountId: accountId("a"), label: "A", venue, proxyUrl },
    marginModel: modelOf(venue),
  };
  const pace = { timeoutMs, deadlineMs: 2 * timeoutMs, weightMs: 1 };
  return connectCcxt(connection, credentialOf(venue), Date.now, pace);
}
