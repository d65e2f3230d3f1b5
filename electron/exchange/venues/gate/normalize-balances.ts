import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Balance, CollateralTier, Position } from "#shared/domain/snapshot.ts";
import { cashOnly, crossWallet } from "../../normalize-cash.ts";
import type { FuturesWallet, UnifiedAccount, UnifiedBalance } from "./answers.ts";

/** Point cards pay fees; they are no money. */
const NOT_MONEY = "POINT";

/** Futures wallets that stand alone: `total` holds isolated margins too, which stand with their positions. */
export function walletBalances(
  wallets: readonly FuturesWallet[],
  positions: readonly Position[],
): readonly Balance[] {
  return wallets.map(({ account: { currency, total } }) =>
    cashOnly(currency, crossWallet(total, currency, positions)),
  );
}

/** Coins of a unified account in single-currency mode: only USDT stands behind positions, at par. */
export function singleCurrencyBalances({ balances }: UnifiedAccount): readonly Balance[] {
  return activeCoins(balances).map(([coin, row]) =>
    balance(coin, { wallet: row.cross_balance ?? cashOf(row), borrowed: row.borrowed }),
  );
}

/**
 * Coins of a unified account in multi-currency mode. Cash is what is available and frozen, isolated
 * margins taken off by the venue, borrowed money in it.
 */
export function multiCurrencyBalances(
  { balances }: UnifiedAccount,
  weights: ReadonlyMap<Currency, readonly CollateralTier[]>,
): readonly Balance[] {
  return activeCoins(balances).map(([coin, row]) => {
    const isOff = row.enabled_collateral === false;
    return {
      ...balance(coin, { wallet: cashOf(row), borrowed: row.borrowed }),
      collateralWeight: isOff ? ZERO : null,
      collateralTiers: isOff ? null : (weights.get(coin) ?? null),
    };
  });
}

function activeCoins(balances: UnifiedAccount["balances"]): [Currency, UnifiedBalance][] {
  return Object.entries(balances).filter(
    ([coin, { available, freeze, borrowed, equity, cross_balance: cross }]) =>
      coin !== NOT_MONEY &&
      [available, freeze, borrowed, equity, cross].some((each) => each && !each.isZero()),
  );
}

function cashOf({ available, freeze }: UnifiedBalance): Decimal {
  return available.plus(freeze);
}

type Cash = { readonly wallet: Decimal | null; readonly borrowed: Decimal | null };

/** Interest is added to the debt as it falls due; what has accrued since is not told. */
function balance(asset: Currency, { wallet, borrowed }: Cash): Balance {
  return {
    ...cashOnly(asset, wallet),
    borrowed,
    accruedInterest: borrowed?.isZero() ? ZERO : null,
  };
}
