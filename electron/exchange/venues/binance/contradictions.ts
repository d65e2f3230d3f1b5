import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import { unlistedPositions } from "../../unlisted-positions.ts";
import type { Pools, RiskRow } from "./answers.ts";
import { legOf } from "./normalize-positions.ts";

/** Legs that only one of the two answers knows, or knows with another size. */
export function legContradictions(
  { positions }: { readonly positions: readonly Leg[] },
  rows: readonly Leg[],
): readonly Gap[] {
  return differingLegs(positions, rows).map((leg) => ({
    code: "contradiction",
    path: "positions",
    message: `The venue's two answers disagree about ${leg}; it was probably traded while they were read.`,
  }));
}

/** What the margin assets tell of positions that neither answer lists. */
export function unlistedBy({ assets }: Pick<Pools, "assets">, positions: readonly Position[]) {
  const totals = assets.map(({ asset, maintMargin, unrealizedProfit }) => ({
    asset,
    required: maintMargin,
    profit: unrealizedProfit,
  }));
  return unlistedPositions(totals, positions);
}

/** Both answers know the same legs with the same size and profit, so they saw the same marks. */
export function isOneMoment(
  { positions }: Pick<Pools, "positions">,
  rows: readonly RiskRow[],
): boolean {
  const profits = new Map(rows.map((row) => [legOf(row), row.unRealizedProfit]));
  const isSameProfit = positions.every((position) => {
    const profit = profits.get(legOf(position));
    return !profit || !position.unrealizedProfit || profit.eq(position.unrealizedProfit);
  });
  return isSameProfit && differingLegs(positions, rows).length === 0;
}

type Leg = { symbol: string; positionSide: string; positionAmt: Decimal };

function differingLegs(left: readonly Leg[], right: readonly Leg[]): readonly string[] {
  const sizes = (rows: readonly Leg[]) =>
    new Map(
      rows
        .filter((row) => !row.positionAmt.isZero())
        .map((row) => [legOf(row), row.positionAmt.toFixed()]),
    );
  const [ofAccount, ofRisk] = [sizes(left), sizes(right)];
  const legs = new Set([...ofAccount.keys(), ...ofRisk.keys()]);
  return [...legs].filter((leg) => ofAccount.get(leg) !== ofRisk.get(leg));
}
