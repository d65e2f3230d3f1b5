import type { Gap } from "#shared/domain/gap.ts";
import type { RiskRow } from "../binance/answers.ts";
import { legContradictions } from "../binance/contradictions.ts";
import { TOTALS_ASSET, totalsAsRow } from "./account-totals.ts";
import type { Account } from "./answers.ts";

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

function totalsMatchTheirAsset(account: Account): boolean {
  const row = account.assets.find(({ asset }) => asset === TOTALS_ASSET);
  const totals = totalsAsRow(account);
  if (!row) return totals.marginBalance.isZero();
  return row.marginBalance.eq(totals.marginBalance) && row.maintMargin.eq(totals.maintMargin);
}
