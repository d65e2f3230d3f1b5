import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Account, RiskRow } from "./answers.ts";
import { legOf } from "./normalize-positions.ts";
import { TOTALS_ASSET, totalsAsRow } from "./reported-figures.ts";

/**
 * Where two answers of one reading exclude each other: a leg that only one of them knows or knows
 * with another size, and totals that only multi-assets mode would explain while the mode is not
 * known.
 */
export function contradictions(
  account: Account,
  rows: readonly RiskRow[],
  multiAssets: boolean | null,
): readonly Gap[] {
  const gaps = [...legContradictions(account, rows)];
  if (multiAssets === null && !totalsMatchTheirAsset(account))
    gaps.push({
      code: "contradiction",
      path: "reported",
      message: `The account's totals differ from its ${TOTALS_ASSET} alone, as they do in multi-assets mode, and the mode could not be read.`,
    });
  return gaps;
}

/** Legs that only one of the two answers knows, or knows with another size. */
export function legContradictions(
  account: Pick<Account, "positions">,
  rows: readonly RiskRow[],
): readonly Gap[] {
  return differingLegs(account.positions, rows).map((leg) => ({
    code: "contradiction",
    path: "positions",
    message: `The venue's two answers disagree about ${leg}; it was probably traded while they were read.`,
  }));
}

/** Both answers know the same legs with the same size and profit, so they saw the same marks. */
export function isOneMoment(
  account: Pick<Account, "positions">,
  rows: readonly RiskRow[],
): boolean {
  const profits = new Map(rows.map((row) => [legOf(row), row.unRealizedProfit]));
  const isSameProfit = account.positions.every((position) => {
    const profit = profits.get(legOf(position));
    return !profit || !position.unrealizedProfit || profit.eq(position.unrealizedProfit);
  });
  return isSameProfit && differingLegs(account.positions, rows).length === 0;
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

function totalsMatchTheirAsset(account: Account): boolean {
  const row = account.assets.find(({ asset }) => asset === TOTALS_ASSET);
  const totals = totalsAsRow(account);
  if (!row) return totals.marginBalance.isZero();
  return row.marginBalance.eq(totals.marginBalance) && row.maintMargin.eq(totals.maintMargin);
}
