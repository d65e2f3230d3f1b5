import { setImmediate } from "node:timers/promises";
import type { Timers } from "../timers.ts";

export type FakeTimers = Timers & {
  /** Lets time pass, firing what falls due, and lets promises settle after each. */
  readonly pass: (ms: number) => Promise<void>;
  /** The clock jumps and nothing fires until then: the machine slept. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly pending: () => number;
};

/** A clock that moves only when told. `random` is always its middle. */
export function createFakeTimers(startAt: number): FakeTimers {
  let now = startAt;
  let nextId = 0;
  const due = new Map<number, { readonly at: number; readonly run: () => void }>();

  const earliest = (until: number) =>
    [...due].filter(([, { at }]) => at <= until).toSorted(([, a], [, b]) => a.at - b.at)[0];
  const passUntil = async (until: number): Promise<void> => {
    await setImmediate();
    for (let next = earliest(until); next !== undefined; next = earliest(until)) {
      const [id, { at, run }] = next;
      due.delete(id);
      now = Math.max(now, at);
      run();
      await setImmediate();
    }
    now = Math.max(now, until);
  };

  return {
    now: () => now,
    random: () => 0.5,
    setTimer: (run, delayMs) => {
      nextId += 1;
      const id = nextId;
      // A real timer keeps whole milliseconds, and so does a clock.
      due.set(id, { at: now + Math.ceil(delayMs), run });
      return () => void due.delete(id);
    },
    pass: (ms) => passUntil(now + ms),
    sleep: async (ms) => {
      now += ms;
      await passUntil(now);
    },
    pending: () => due.size,
  };
}
