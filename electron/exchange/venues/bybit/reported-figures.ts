import { sum } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Decimal } from "#shared/domain/decimal.ts";
import type { ReportedFigures } from "#shared/domain/snapshot.ts";
import type { Wallet } from "./answers.ts";

/**
 * The venue's own account figures, in USD. `equity` is everything, isolated margins and the value of
 * options included; the others are the cross part, and are empty in isolated margin mode.
 */
export function reportedFigures(
  wallet: Wallet,
  prices: ReadonlyMap<Currency, Decimal>,
): ReportedFigures {
  return {
    currency: null,
    equity: wallet.totalEquity,
    collateralValue: wallet.totalMarginBalance,
    initialMargin: wallet.totalInitialMargin,
    maintenanceMargin: wallet.totalMaintenanceMargin,
    orderInitialMargin: orderMargin(wallet, prices),
    maintenanceMarginRatio: wallet.accountMMRate,
    nativeRatio: wallet.accountMMRate && { name: "accountMMRate", value: wallet.accountMMRate },
  };
}

/** Told per coin, in the coin; the account's total is known when every part of it is. */
function orderMargin(
  { coin: rows }: Wallet,
  prices: ReadonlyMap<Currency, Decimal>,
): Decimal | null {
  const parts = rows.map(({ coin, totalOrderIM }) => {
    if (!totalOrderIM || totalOrderIM.isZero()) return totalOrderIM;
    return prices.get(coin)?.times(totalOrderIM) ?? null;
  });
  const known = parts.filter((part) => part !== null);
  return known.length === parts.length ? sum(known) : null;
}
