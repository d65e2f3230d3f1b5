import { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import { sumTold, unlistedPositions } from "../../unlisted-positions.ts";
import type { BybitAnswers, HeldRow } from "./answers.ts";
import { heldRows } from "./normalize-positions.ts";

/** Answers of one reading arrive within this time, unless the venue keeps old ones. */
const ONE_MOMENT_MS = 10_000;

/**
 * Where two answers of one reading exclude each other: wallet and positions of different times, and
 * a coin whose wallet tells of positions that are not listed.
 */
export function contradictions(answers: BybitAnswers, positions: readonly Position[]): Gap[] {
  const gaps = [...unlistedBy(answers, positions)];
  if (Math.abs(answers.walletAt - answers.positionsAt) > ONE_MOMENT_MS)
    gaps.push({
      code: "stale",
      path: "positions",
      message: "The venue's wallet and positions are of different times.",
    });
  return gaps;
}

/** A coin's margin is of all its positions, its profit of those that are no options. */
function unlistedBy(answers: BybitAnswers, positions: readonly Position[]): readonly Gap[] {
  const rows = heldRows(answers.positions).map((row, index) => ({
    ...row,
    settle: positions[index]?.settle,
  }));
  const totals = answers.wallet.coin.map(({ coin, totalPositionMM, unrealisedPnl }) => ({
    asset: coin,
    required: totalPositionMM,
    profit: unrealisedPnl,
    listedRequired: sumTold(rows.filter(({ settle }) => settle === coin).map(requiredBy)),
    isInProfit: ({ kind }: Position) => kind !== "option",
  }));
  return unlistedPositions(totals, positions);
}

function requiredBy({ positionMM, positionMMByMp }: HeldRow): Decimal | null {
  return positionMM && positionMMByMp ? Decimal.max(positionMM, positionMMByMp) : positionMM;
}
