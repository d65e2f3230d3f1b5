import { setImmediate } from "node:timers/promises";
import type { Progress, Steps } from "../document/steps.ts";

/** Long enough to get on, short enough that nobody notices. */
const TURN_MS = 10;

export type Watcher = {
  /** Hears how far the work is. */
  readonly tell: (progress: Progress) => void;
  readonly signal: AbortSignal;
};

/**
 * The result of work in steps, with a turn of the event loop after every few of them: alerts and the
 * window don't wait for it. Rejects with the signal's reason once it is aborted, and without a
 * watcher runs to its end.
 */
export async function inTurns<Result>(
  steps: Steps<Result>,
  { tell, signal }: Partial<Watcher> = {},
): Promise<Result> {
  for (;;) {
    signal?.throwIfAborted();
    const until = performance.now() + TURN_MS;
    let step = steps.next();
    while (step.done !== true && performance.now() < until) {
      if (step.value) tell?.(step.value);
      step = steps.next();
    }
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
