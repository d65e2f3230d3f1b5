import type { Gap } from "#shared/domain/gap.ts";

/**
 * Half of the usual time between two readings. Answers further apart show positions of one state of
 * the market beside prices of another.
 */
export const ONE_MOMENT_MS = 5_000;

/** When one answer of a reading came in. */
export type Arrival = {
  /** By this computer's clock. */
  readonly at: number;
  /** By the venue's, from the answer's `Date`, to the second (RFC 9110, 6.6.1); `null` without one. */
  readonly sentAt: number | null;
};

/** A gap when the answers of one reading are further apart than a moment; `null` when they are not. */
export function momentGap(arrivals: readonly Arrival[]): Gap | null {
  const ours = spread(arrivals.map(({ at }) => at));
  const theirs = spread(arrivals.flatMap(({ sentAt }) => sentAt ?? []));
  const apartMs = Math.max(ours, theirs);
  if (apartMs <= ONE_MOMENT_MS) return null;
  const seconds = Math.round(apartMs / 1_000);
  return {
    code: "not_one_moment",
    path: "readAt",
    message: `This reading is not of one moment: its answers lie ${seconds} s apart${theirs > ours ? " by the venue's clock" : ""}, and the market may have moved between them.`,
  };
}

function spread(times: readonly number[]): number {
  return times.length === 0 ? 0 : Math.max(...times) - Math.min(...times);
}
