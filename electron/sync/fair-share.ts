/** What an account asks of a limit that it shares with others. */
export type Demand = {
  /** Time of the venue that one reading uses up at the fastest pace the venue allows. */
  readonly readingMs: number;
  readonly isNearDanger: boolean;
};

/** The other half is for whatever else trades from this address. */
const SHARE = 0.5;
/** Readings of an account near danger for each one of an account that is not. */
const DANGER_TURNS = 4;

/**
 * The shortest interval at which an account may be read so that all of `sharers`, itself among them,
 * stay within their share of the venue's limit. Turns are dealt out: those near danger get more.
 */
export function fairInterval(own: Demand, sharers: readonly Demand[]): number {
  const usedMs = sharers.reduce((sum, each) => sum + each.readingMs * turnsOf(each), 0);
  return usedMs / SHARE / turnsOf(own);
}

function turnsOf({ isNearDanger }: Demand): number {
  return isNearDanger ? DANGER_TURNS : 1;
}
