import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Balance, CollateralTier, Position } from "#shared/domain/snapshot.ts";
import { crossWallet } from "../../normalize-cash.ts";
import { createRepeatCheck } from "../../parse-answer.ts";
import type { WalletCoin } from "./answers.ts";

export type BalanceFacts = {
  /** `null` where the table could not be read or does not have the coin. */
  readonly collateralTiers: (coin: Currency) => readonly CollateralTier[] | null;
  readonly positions: readonly Position[];
};

/** Coins with anything in them or with positions on them. */
export function normalizeBalances(
  coins: readonly WalletCoin[],
  facts: BalanceFacts,
): readonly Balance[] {
  const refuseRepeat = createRepeatCheck("wallet-balance");
  for (const { coin } of coins) refuseRepeat(coin);
  const settles = new Set(facts.positions.map(({ settle }) => settle));
  return coins
    .filter((row) => settles.has(row.coin) || isActive(row))
    .map((row) => balance(row, facts));
}

function isActive({ equity, walletBalance, borrowAmount, spotBorrow, totalOrderIM }: WalletCoin) {
  return [equity, walletBalance, borrowAmount, spotBorrow, totalOrderIM].some(
    (value) => value !== null && !value.isZero(),
  );
}

function balance(row: WalletCoin, { collateralTiers, positions }: BalanceFacts): Balance {
  const isOff = row.marginCollateral === false || row.collateralSwitch === false;
  return {
    asset: row.coin,
    walletBalance: crossWallet(row.walletBalance, row.coin, positions),
    borrowed: borrowedOf(row),
    accruedInterest: row.accruedInterest,
    collateralWeight: isOff ? ZERO : null,
    collateralTiers: isOff ? null : collateralTiers(row.coin),
    bidRate: null,
    askRate: null,
  };
}

/**
 * What was borrowed for spot. `borrowAmount` also counts what derivatives lost, which is a negative
 * wallet already: it stands in for an answer without `spotBorrow` only when it is zero.
 */
function borrowedOf({ spotBorrow, borrowAmount }: WalletCoin): Decimal | null {
  return spotBorrow ?? (borrowAmount?.isZero() ? ZERO : null);
}
