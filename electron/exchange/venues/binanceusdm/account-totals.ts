import type { AccountAsset } from "../binance/answers.ts";
import type { Account } from "./answers.ts";

/** The currency of the account's totals in single-asset mode. */
export const TOTALS_ASSET = "USDT";

export function totalsAsRow(account: Account): AccountAsset {
  return {
    asset: TOTALS_ASSET,
    marginBalance: account.totalMarginBalance,
    unrealizedProfit: null,
    crossWalletBalance: account.totalCrossWalletBalance,
    crossUnPnl: account.totalCrossUnPnl,
    initialMargin: account.totalInitialMargin,
    maintMargin: account.totalMaintMargin,
    openOrderInitialMargin: account.totalOpenOrderInitialMargin,
  };
}
