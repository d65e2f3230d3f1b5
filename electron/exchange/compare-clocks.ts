import { type ConnectionReport, VenueError } from "./exchange-client.ts";

/** A clock that runs off by a hundred parts in a million is 60 ms away by then. */
const COMPARED_AGAIN_MS = 10 * 60_000;

type ClockOptions = {
  readonly now: () => number;
  /** This computer's clock less the venue's; `null` where the venue has none to compare with. */
  readonly measure: () => Promise<number | null>;
  /** Whether signed requests carry the venue's time instead of this computer's. */
  readonly isCorrected: boolean;
};

export type ClockComparison = {
  readonly compareIfDue: () => Promise<void>;
  /** After a sleep or a refused timestamp the difference may be another. */
  readonly distrust: () => void;
  readonly report: () => ConnectionReport["clock"];
};

/**
 * Signed requests carry a timestamp that the venue refuses when it is off by a second or more; ccxt
 * corrects it by the difference. Without it the computer's clock stands, and a wrong one is refused
 * by the very next call.
 */
export function createClockComparison(options: ClockOptions): ClockComparison {
  const { now, measure, isCorrected } = options;
  let comparedAt: number | null = null;
  let offsetMs: number | null = null;
  return {
    compareIfDue: async () => {
      if (comparedAt !== null && Math.abs(now() - comparedAt) < COMPARED_AGAIN_MS) return;
      try {
        offsetMs = await measure();
      } catch (error) {
        if (!(error instanceof VenueError)) throw error;
      }
      comparedAt = now();
    },
    distrust: () => (comparedAt = null),
    report: () => (offsetMs === null ? null : { offsetMs, isCorrected }),
  };
}
