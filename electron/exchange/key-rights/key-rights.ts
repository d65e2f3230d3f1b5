import type { KeyRights } from "#shared/domain/key-rights.ts";
import { venueLabel } from "#shared/domain/venue-catalog.ts";
import { VenueError } from "../exchange-client.ts";
import { readBinancePowers } from "./binance.ts";
import { readBitgetPowers } from "./bitget.ts";
import { readBybitPowers } from "./bybit.ts";
import { readDeribitPowers } from "./deribit.ts";
import { readGatePowers } from "./gate.ts";
import type { KeySession, ReadPowers } from "./key-session.ts";
import { readKrakenPowers } from "./kraken.ts";
import { readKucoinPowers } from "./kucoin.ts";
import { readOkxPowers } from "./okx.ts";

/** Venues that tell what a key may do. What each is asked, and when that was read, stands in its file. */
export const KEY_RIGHTS: ReadonlyMap<string, ReadPowers> = new Map([
  ["binancecoinm", readBinancePowers],
  ["binanceportfolio", readBinancePowers],
  ["binanceusdm", readBinancePowers],
  ["bitget", readBitgetPowers],
  ["bybit", readBybitPowers],
  ["deribit", readDeribitPowers],
  ["gate", readGatePowers],
  ["krakenfutures", readKrakenPowers],
  ["kucoinfutures", readKucoinPowers],
  ["okx", readOkxPowers],
]);

/** Rights of a key. A venue that does not say, or fails to, leaves them unknown with the reason. */
export async function readKeyRights(venue: string, session: KeySession): Promise<KeyRights> {
  const readPowers = KEY_RIGHTS.get(venue);
  if (!readPowers) {
    const reason = `${venueLabel(venue)} does not tell Keel what a key may do.`;
    return { isKnown: false, reason };
  }
  try {
    return { isKnown: true, powers: await readPowers(session) };
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
    const reason = `What this key may do could not be read. ${error.message}`;
    return { isKnown: false, reason };
  }
}
