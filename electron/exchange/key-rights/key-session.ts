import { createHmac } from "node:crypto";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { type Credential, VenueError } from "../exchange-client.ts";

/** What a look at a key's rights may use: reads of the venue, and of the key no more than it needs. */
export type KeySession = {
  /** Asks one endpoint by ccxt's implicit name. Rejects with a VenueError. */
  readonly call: (endpoint: string, params?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** The key's public part: finds its row where a venue lists several. */
  readonly apiKey: string;
  /** HMAC-SHA256 of a text under the secret, in hex. */
  readonly sign: (text: string) => string;
  readonly now: () => number;
};

export function createKeySession(
  { apiKey, secret }: Credential,
  now: () => number,
  call: KeySession["call"],
): KeySession {
  const sign = (text: string) => createHmac("sha256", secret).update(text).digest("hex");
  return { call, apiKey, sign, now };
}

/**
 * What a key may do beyond reading, as its venue states it; none is view-only. Rejects with a
 * VenueError when the venue does not say.
 */
export type ReadPowers = (session: KeySession) => Promise<readonly KeyPower[]>;

/** A power that the venue names and Keel does not know is taken for one that changes things. */
export const UNKNOWN_POWER: KeyPower = "manage";

export function untold(): VenueError {
  return new VenueError(
    "bad_venue_data",
    "The venue's answer about the key does not name this key.",
  );
}

/** Each power once. */
export function distinct(powers: readonly KeyPower[]): readonly KeyPower[] {
  return [...new Set(powers)];
}
