import type { Exchange } from "./ccxt-classes.ts";
import { VenueError } from "./exchange-client.ts";
import { badAnswer } from "./parse-answer.ts";
import { type CcxtErrors, toVenueError } from "./venue-errors.ts";

/**
 * ccxt reads this answer itself and stumbles over one that is hollow, in whatever way. It also keeps
 * a failed load for good unless told to load again.
 */
export async function loadMarkets(exchange: Exchange, errors: CcxtErrors): Promise<object> {
  try {
    return await exchange.loadMarkets(true);
  } catch (error) {
    const { code } = toVenueError(error, errors);
    const isStumble = code === "unexpected" || code === "venue_rejected";
    if (isStumble && !(error instanceof VenueError)) throw badAnswer("exchangeInfo", "its shape");
    throw error;
  }
}
