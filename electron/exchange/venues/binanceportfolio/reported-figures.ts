import { type Decimal, decimal, sum } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { ReportedFigures } from "#shared/domain/snapshot.ts";
import type { Account, FuturesAccount } from "./answers.ts";

/** Binance acts at this uniMMR, which is 1 in Keel's direction: docs/margin/binance.md */
const ACTS_AT = decimal("1.05");

/**
 * The account's own totals, in dollars. The native ratio grows with safety; ours is 1.05 ÷ uniMMR,
 * to as many digits as the venue prints, and not known while nothing is required.
 */
export function reportedFigures(
  account: Account,
  orderInitialMargin: Decimal | null,
): ReportedFigures {
  const { uniMMR, accountMaintMargin } = account;
  const isRatio = uniMMR.gt(0) && accountMaintMargin.gt(0);
  return {
    currency: null,
    equity: account.actualEquity,
    collateralValue: account.accountEquity,
    initialMargin: account.accountInitialMargin,
    maintenanceMargin: accountMaintMargin,
    orderInitialMargin,
    maintenanceMarginRatio: isRatio
      ? ACTS_AT.div(uniMMR).toSignificantDigits(uniMMR.precision())
      : null,
    nativeRatio: { name: "uniMMR", value: uniMMR },
  };
}

/** Initial margin held for open futures orders, in dollars; `null` while a part is not known. */
export function orderMargin(
  accounts: readonly (FuturesAccount | null)[],
  prices: ReadonlyMap<Currency, Decimal>,
): Decimal | null {
  const parts: Decimal[] = [];
  for (const account of accounts) {
    if (!account) return null;
    for (const { asset, openOrderInitialMargin } of account.assets) {
      if (openOrderInitialMargin.isZero()) continue;
      const price = prices.get(asset);
      if (!price) return null;
      parts.push(openOrderInitialMargin.times(price));
    }
  }
  return sum(parts);
}
