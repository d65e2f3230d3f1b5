/** Resolves when it is the request's turn. */
export type RequestQueue = (weight: number) => Promise<void>;

/**
 * Lets requests leave one after the other, each as long behind the one before as that one weighs.
 * Counts on a clock that nobody sets: ccxt's own queue waits by the computer's, and would send
 * nothing for an hour once that is set back by one.
 */
export function createRequestQueue(weightMs: number): RequestQueue {
  let freeAt = 0;
  return async (weight) => {
    const now = performance.now();
    const turnAt = Math.max(now, freeAt);
    freeAt = turnAt + weight * weightMs;
    if (turnAt > now) await new Promise((resolve) => setTimeout(resolve, turnAt - now));
  };
}
