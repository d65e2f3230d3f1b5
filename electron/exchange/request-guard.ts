import { AsyncLocalStorage } from "node:async_hooks";
import { VenueError } from "./exchange-client.ts";
import { type CcxtErrors, toVenueError } from "./venue-errors.ts";
import { chooseWait, keepWait, remainingMs, type Wait, type Waits } from "./waits.ts";

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

type GuardOptions = {
  readonly errors: CcxtErrors;
  readonly now: () => number;
  readonly deadlineMs: number;
  /** Waits that others keep as well. */
  readonly waits: Waits;
};

/** Keeps quiet when told to wait, and for a while when only asked to slow down. */
export function createRequestGuard({ errors, now, deadlineMs, waits }: GuardOptions): RequestGuard {
  const refuseWhileQuiet = (): void => {
    const at = now();
    const rests = [waits.address(), waits.account()].map((wait) => remainingMs(wait, at));
    const retryAfterMs = Math.max(...rests);
    if (retryAfterMs === 0) return;
    const message = "The venue asked to wait; nothing is sent until then.";
    throw new VenueError("rate_limited", message, { retryAfterMs });
  };
  const listen = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
    try {
      return await ask();
    } catch (error) {
      const failure = toVenueError(error, errors);
      heed(failure, failure.isOfAddress ? waits.address() : waits.account(), now());
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

function heed({ code, retryAfterMs }: VenueError, wait: Wait, at: number): void {
  if (retryAfterMs !== null) keepWait(wait, at, retryAfterMs);
  else if (code === "rate_limited") chooseWait(wait, at);
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
