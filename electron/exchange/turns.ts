/** Resolves in a turn of the event loop that nobody else was given. */
export type NextTurn = () => Promise<void>;

/**
 * Spreads work that becomes ready at once over turns of the event loop: the answers of twenty accounts
 * may arrive together, and what the window asks has to come in between.
 */
export function createTurns(): NextTurn {
  const waiting: (() => void)[] = [];
  const giveNext = (): void => {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(giveNext);
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(giveNext);
    });
}
