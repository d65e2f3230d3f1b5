import { VenueError } from "./exchange-client.ts";

/**
 * Signed requests carry a timestamp that the venue refuses when it is off by a second or more; ccxt
 * corrects it by this difference. Without it the computer's clock stands, and a wrong one is
 * refused by the very next call.
 */
export async function compareClocks(measure: () => Promise<unknown>): Promise<void> {
  try {
    await measure();
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
  }
}
