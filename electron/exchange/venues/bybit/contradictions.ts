import type { Gap } from "#shared/domain/gap.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import { unlistedPositions } from "../../unlisted-positions.ts";
import type { BybitAnswers } from "./answers.ts";

/** Answers of one reading arrive within this time, unless the venue keeps old ones. */
const ONE_MOMENT_MS = 10_000;

/**
 * Where two answers of one reading exclude each other: wallet and positions of different times, and
 * a coin whose wallet tells of positions that are not listed.
 */
export function contradictions(answers: BybitAnswers, positions: readonly Position[]): Gap[] {
  const totals = answers.wallet.coin.map(({ coin, totalPositionMM, unrealisedPnl }) => ({
    asset: coin,
    required: totalPositionMM,
    profit: unrealisedPnl,
  }));
  const gaps = [...unlistedPositions(totals, positions)];
  if (Math.abs(answers.walletAt - answers.positionsAt) > ONE_MOMENT_MS)
    gaps.push({
      code: "stale",
      path: "positions",
      message: "The venue's wallet and positions are of different times.",
    });
  return gaps;
}
