import { AsyncLocalStorage } from "node:async_hooks";
import { VenueError } from "./exchange-client.ts";
import { type CcxtErrors, toVenueError } from "./venue-errors.ts";

export type RequestGuard = {
  /** Puts a deadline on a call, turns its failure into ours and takes note of a wait it is told. */
  readonly run: <Value>(ask: () => Promise<Value>) => Promise<Value>;
  /**
   * Throws while the venue is to be left alone. For every request as it leaves: of several asked
   * together most still stand in ccxt's queue when the first is told to wait.
   */
  readonly refuseWhileQuiet: () => void;
  /** Aborted at the deadline of the call that this is part of, whoever makes its requests. */
  readonly deadline: () => AbortSignal | undefined;
};

/** Keeps quiet when told to wait. */
export function createRequestGuard(
  errors: CcxtErrors,
  now: () => number,
  deadlineMs: number,
): RequestGuard {
  let quiet = { from: 0, until: 0 };
  const isQuiet = (at: number) => at >= quiet.from && at < quiet.until;
  /** Questions asked together may be told different waits: the longest counts. */
  const keepQuiet = (at: number, waitMs: number): void => {
    const known = isQuiet(at) ? quiet : { from: at, until: at };
    quiet = { from: known.from, until: Math.max(known.until, at + waitMs) };
  };
  const refuseWhileQuiet = (): void => {
    const at = now();
    if (!isQuiet(at)) return;
    throw new VenueError("rate_limited", "The venue asked to wait; nothing is sent until then.", {
      retryAfterMs: quiet.until - at,
    });
  };
  const listen = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
    try {
      return await ask();
    } catch (error) {
      const failure = toVenueError(error, errors);
      if (failure.retryAfterMs !== null) keepQuiet(now(), failure.retryAfterMs);
      throw failure;
    }
  };
  const deadlines = new AsyncLocalStorage<AbortSignal>();
  return {
    refuseWhileQuiet,
    deadline: () => deadlines.getStore(),
    run: async (ask) => {
      refuseWhileQuiet();
      // A wait that is told after the deadline counts all the same.
      return withDeadline((deadline) => deadlines.run(deadline, () => listen(ask)), deadlineMs);
    },
  };
}

/** At the deadline the work is told to end, and is not waited for. */
async function withDeadline<Value>(
  work: (deadline: AbortSignal) => Promise<Value>,
  deadlineMs: number,
): Promise<Value> {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const stalled = new VenueError("venue_unavailable", "The venue began to answer and stalled.");
    timer = setTimeout(() => {
      ending.abort(stalled);
      reject(stalled);
    }, deadlineMs);
  });
  try {
    return await Promise.race([work(ending.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
