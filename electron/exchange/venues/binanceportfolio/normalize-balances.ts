import type { Decimal } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Balance } from "#shared/domain/snapshot.ts";
import { createRepeatCheck } from "../../parse-answer.ts";
import type { BalanceRow } from "./answers.ts";

/**
 * Assets with money, debt or positions. The wallets of margin, USD-M and COIN-M are one; what was
 * borrowed is in the wallet and stands beside it as a debt. `rates`: share counted as collateral.
 */
export function normalizeBalances(
  rows: readonly BalanceRow[],
  settles: ReadonlySet<Currency>,
  rates: ReadonlyMap<Currency, Decimal>,
): readonly Balance[] {
  const refuseRepeat = createRepeatCheck("balance");
  for (const { asset } of rows) refuseRepeat(asset);
  return rows
    .filter((row) => settles.has(row.asset) || isActive(row))
    .map((row) => ({
      asset: row.asset,
      walletBalance: row.totalWalletBalance,
      borrowed: row.crossMarginBorrowed,
      accruedInterest: row.crossMarginInterest,
      collateralWeight: rates.get(row.asset) ?? null,
      collateralTiers: null,
      bidRate: null,
      askRate: null,
    }));
}

function isActive(row: BalanceRow): boolean {
  const amounts = [row.totalWalletBalance, row.crossMarginBorrowed, row.crossMarginInterest];
  return amounts.some((amount) => !amount.isZero());
}
