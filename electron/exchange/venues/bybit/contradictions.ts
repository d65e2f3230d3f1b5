import type { Gap } from "#shared/domain/gap.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import type { BybitAnswers } from "./answers.ts";

/** Answers of one reading arrive within this time, unless the venue keeps old ones. */
const ONE_MOMENT_MS = 10_000;

/**
 * Where two answers of one reading exclude each other: wallet and positions of different times, and
 * a coin that the wallet says has margin on it while no position settles in it.
 */
export function contradictions(answers: BybitAnswers, positions: readonly Position[]): Gap[] {
  const settles = new Set(positions.map(({ settle }) => settle));
  const gaps = answers.wallet.coin
    .filter(({ coin, totalPositionMM }) => totalPositionMM?.gt(0) && !settles.has(coin))
    .map(({ coin }): Gap => ({
      code: "contradiction",
      path: "positions",
      message: `The venue requires margin for positions in ${coin} and lists none; they are missing here.`,
    }));
  if (Math.abs(answers.walletAt - answers.positionsAt) > ONE_MOMENT_MS)
    gaps.push({
      code: "stale",
      path: "positions",
      message: "The venue's wallet and positions are of different times.",
    });
  return gaps;
}
