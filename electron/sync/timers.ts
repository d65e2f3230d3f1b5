/** Clock, alarm and chance as arguments, so that tests rule over time. */
export type Timers = {
  readonly now: () => number;
  /** Calls once after a while; the answer cancels it. */
  readonly setTimer: (run: () => void, delayMs: number) => () => void;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
};

/** Longest delay Node can keep; a longer one would fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

export function createSystemTimers(now: () => number): Timers {
  return {
    now,
    setTimer: (run, delayMs) => {
      const timer = setTimeout(run, Math.min(Math.max(0, delayMs), LONGEST_DELAY_MS));
      return () => clearTimeout(timer);
    },
    random: Math.random,
  };
}
