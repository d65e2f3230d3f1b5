import { Decimal, ONE, ZERO, sum } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import { NOTHING_REPORTED, type ReportedFigures } from "#shared/domain/snapshot.ts";
import type { Account, Coin } from "./answers.ts";

/** Digits of a ratio that binary floating point keeps. */
const DIGITS_OF_A_RATIO = 15;

/** Multi-currency mode: the account's totals in USD (`currency: null`). */
export function reportedOfAccount(account: Account): ReportedFigures {
  return {
    ...NOTHING_REPORTED,
    equity: account.totalEq,
    collateralValue: account.adjEq,
    initialMargin: account.imr,
    maintenanceMargin: account.mmr,
    orderInitialMargin: account.ordFroz,
    ...ratioOf(account.mgnRatio),
  };
}

/**
 * Futures mode: each coin is a pool with figures of its own. One coin: in that coin. Several: their
 * sum in USD, not known while a price or a figure is missing, with the ratio of the worst pool. The
 * venue states no collateral value here.
 */
export function reportedOfCoins(
  account: Account,
  coins: readonly Coin[],
  prices: ReadonlyMap<Currency, Decimal>,
): ReportedFigures {
  const worst = worstOf(coins);
  const [first, ...others] = coins;
  if (first && others.length === 0)
    return {
      ...NOTHING_REPORTED,
      currency: first.ccy,
      equity: first.eq,
      initialMargin: first.imr,
      maintenanceMargin: first.mmr,
      ...ratioOf(worst),
    };
  return {
    ...NOTHING_REPORTED,
    equity: account.totalEq,
    initialMargin: pricedSum(coins, (coin) => coin.imr, prices),
    maintenanceMargin: pricedSum(coins, (coin) => coin.mmr, prices),
    ...ratioOf(worst),
  };
}

function worstOf(coins: readonly Coin[]): Decimal | null {
  const ratios = coins.flatMap(({ mgnRatio }) => mgnRatio ?? []);
  return ratios.length === 0 ? null : Decimal.min(...ratios);
}

/** The venue's ratio grows with safety: 1 is liquidation, Keel's is its inverse. */
function ratioOf(mgnRatio: Decimal | null) {
  if (!mgnRatio) return {};
  const inverse = mgnRatio.gt(0) ? ONE.div(mgnRatio).toSignificantDigits(DIGITS_OF_A_RATIO) : null;
  return { maintenanceMarginRatio: inverse, nativeRatio: { name: "mgnRatio", value: mgnRatio } };
}

function pricedSum(
  coins: readonly Coin[],
  figureOf: (coin: Coin) => Decimal | null,
  prices: ReadonlyMap<Currency, Decimal>,
): Decimal | null {
  const amounts = coins.map((coin) => {
    const amount = figureOf(coin);
    if (amount?.isZero()) return ZERO;
    const price = prices.get(coin.ccy);
    return amount && price ? amount.times(price) : null;
  });
  const known = amounts.filter((amount) => amount !== null);
  return known.length < amounts.length ? null : sum(known);
}
