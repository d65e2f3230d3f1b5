/** Something that is fetched again, by a name of its own. */
type Refreshed = { readonly queryHash: string };

/**
 * Fetches again, each thing once at a time: what makes it old in the meantime makes it fetched once
 * more afterwards, however much that was, and after a rest. Many accounts that are read at once
 * announce a hundred changes a second, and the newest answer is as good as one for each.
 */
export function createRefresher<Query extends Refreshed>(
  fetchAgain: (query: Query) => Promise<unknown>,
  rest: () => Promise<unknown>,
): (query: Query) => Promise<void> {
  const oldAgain = new Map<string, boolean>();
  return async (query) => {
    const { queryHash } = query;
    const isRunning = oldAgain.has(queryHash);
    oldAgain.set(queryHash, isRunning);
    if (isRunning) return;
    try {
      do {
        oldAgain.set(queryHash, false);
        await fetchAgain(query);
        await rest();
      } while (oldAgain.get(queryHash) === true);
    } finally {
      oldAgain.delete(queryHash);
    }
  };
}
