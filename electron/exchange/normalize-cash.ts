import { type Decimal, sum, ZERO } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Balance, Position } from "#shared/domain/snapshot.ts";

/** Cash where the venue lends nothing and no weight or rate is told of the asset. */
export function cashOnly(asset: Currency, walletBalance: Decimal | null): Balance {
  return {
    asset,
    walletBalance,
    borrowed: ZERO,
    accruedInterest: ZERO,
    collateralWeight: null,
    collateralTiers: null,
    bidRate: null,
    askRate: null,
  };
}

/**
 * What of a wallet stands behind cross positions, when the venue counts isolated margins into it:
 * those stand with their positions. `null` when one of them is not known.
 */
export function crossWallet(
  total: Decimal,
  asset: Currency,
  positions: readonly Position[],
): Decimal | null {
  const isolated = positions.filter(
    ({ marginMode, settle }) => marginMode === "isolated" && settle === asset,
  );
  const margins = isolated.flatMap(({ isolatedMargin }) => isolatedMargin ?? []);
  return margins.length === isolated.length ? total.minus(sum(margins)) : null;
}
