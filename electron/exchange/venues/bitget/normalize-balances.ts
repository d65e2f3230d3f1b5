import { type Decimal, ZERO, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Balance, Position } from "#shared/domain/snapshot.ts";
import { createRepeatCheck } from "../../parse-answer.ts";
import type { Coin } from "./answers.ts";

/** Digits the venue's own worth of a coin is good for. */
const DIGITS_OF_A_QUOTIENT = 12;

export type BalanceFacts = {
  readonly positions: readonly Position[];
  /** What counts of a coin: `null` no rate known, or each coin stands for itself. */
  readonly weights: (asset: Currency) => Weights;
};
export type Weights = Pick<Balance, "collateralWeight" | "collateralTiers">;

/** Price at which the account itself values each coin, `usdValue ÷ equity`: of the same moment. */
export function pricesOf(coins: readonly Coin[]): ReadonlyMap<Currency, Decimal> {
  const prices = new Map<Currency, Decimal>();
  for (const { coin, equity, usdValue } of coins) {
    if (!usdValue || equity.isZero()) continue;
    const price = usdValue.div(equity).toSignificantDigits(DIGITS_OF_A_QUOTIENT);
    if (price.gt(0)) prices.set(coin, price);
  }
  return prices;
}

/**
 * Coins with anything in them or with positions in them. Cash is `balance`. Whether the margin of
 * isolated positions is in it is not published: it is taken to be, so it is taken off, with a gap.
 * Throws `bad_venue_data` on a coin twice.
 */
export function normalizeBalances(
  coins: readonly Coin[],
  { positions, weights }: BalanceFacts,
  gaps: Gap[],
): readonly Balance[] {
  const settles = new Set(positions.map(({ settle }) => settle));
  const active = coins.filter(
    ({ coin, equity, balance }) => settles.has(coin) || !equity.isZero() || !balance.isZero(),
  );
  const refuseRepeat = createRepeatCheck("assets");
  return active.map((coin, index) => {
    refuseRepeat(coin.coin);
    const own = positions.filter(({ settle }) => settle === coin.coin);
    const isolated = sum(own.flatMap(({ isolatedMargin }) => isolatedMargin ?? []));
    if (!isolated.isZero()) gaps.push(isolatedUnknown(coin.coin, index));
    return {
      asset: coin.coin,
      walletBalance: coin.balance.minus(isolated),
      borrowed: owed(coin, own),
      accruedInterest: ZERO,
      ...weights(coin.coin),
      bidRate: null,
      askRate: null,
    };
  });
}

/** Whether `balance` is net of the debt is not published: the reading that meets `equity` is taken. */
function owed({ equity, balance, debt }: Coin, own: readonly Position[]): Decimal {
  if (!debt || debt.isZero()) return ZERO;
  const profit = sum(own.flatMap(({ reported }) => reported.unrealizedPnl ?? []));
  const ifNet = equity.minus(balance).minus(profit).abs();
  const ifGross = equity.minus(balance).minus(profit).plus(debt).abs();
  return ifNet.lt(ifGross) ? ZERO : debt;
}

function isolatedUnknown(asset: Currency, index: number): Gap {
  const message = `Whether Bitget's balance of ${asset} holds the margin of isolated positions is not published; it is taken off.`;
  return { code: "rule_unknown", path: `balances[${index}].walletBalance`, message };
}
