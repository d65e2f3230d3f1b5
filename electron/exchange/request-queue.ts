/** Resolves when it is the request's turn. */
export type RequestQueue = (weight: number) => Promise<void>;

/**
 * How far a venue's time may be used in advance where it counts over a minute: a whole reading of the
 * heaviest (Binance Portfolio Margin, 5.4 s), so that its answers are of one moment.
 */
const ADVANCE_MS = 6_000;

/**
 * Lets requests leave one after the other, each as long behind the one before as that one weighs.
 * Counts on a clock that nobody sets: ccxt's own queue waits by the computer's, and would send
 * nothing for an hour once that is set back by one.
 */
export function createRequestQueue(weightMs: number, countsByMinute = false): RequestQueue {
  const advanceMs = countsByMinute ? ADVANCE_MS : 0;
  let freeAt = 0;
  return async (weight) => {
    const now = performance.now();
    const turnAt = Math.max(now, freeAt - advanceMs);
    freeAt = Math.max(now, freeAt) + weight * weightMs;
    if (turnAt > now) await new Promise((resolve) => setTimeout(resolve, turnAt - now));
  };
}
