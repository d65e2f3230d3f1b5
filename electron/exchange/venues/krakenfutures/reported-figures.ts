import type { ReportedFigures } from "#shared/domain/snapshot.ts";
import type { FlexAccount } from "./answers.ts";
import { WALLET_CURRENCY } from "./normalize-balances.ts";

/** The wallet's own totals, in dollars. Kraken states no ratio. */
export function reportedFigures(flex: FlexAccount): ReportedFigures {
  return {
    currency: WALLET_CURRENCY,
    equity: flex.portfolioValue,
    collateralValue: flex.marginEquity,
    initialMargin: flex.initialMarginWithOrders,
    maintenanceMargin: flex.maintenanceMargin,
    orderInitialMargin: flex.initialMarginWithOrders.minus(flex.initialMargin),
    maintenanceMarginRatio: null,
    nativeRatio: null,
  };
}
