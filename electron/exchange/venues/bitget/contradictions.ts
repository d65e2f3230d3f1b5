import { type Decimal, decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import {
  nearest,
  type PoolTotals,
  inDollars,
  sumTold,
  unlistedPositions,
} from "../../unlisted-positions.ts";
import type { Assets, BitgetAnswers, Coin } from "./answers.ts";
import { heldRows } from "./normalize-positions.ts";

/** Whether it stands in the account's margin beside the rate is not published: docs/margin/bitget.md */
const LIQUIDATION_FEE = decimal("0.0006");

type Read = Pick<AccountSnapshot, "positions" | "prices" | "openOrders">;

/** Where totals of the account tell of positions that no list has. */
export function unlistedBy(answers: BitgetAnswers, read: Read): readonly Gap[] {
  const { positions, prices } = read;
  const { assets, unrealisedPnl } = answers.assets;
  // Without any profit there is another reason for what a coin's equity has beside its balance.
  const hasProfit = !unrealisedPnl?.isZero();
  const pools = [
    ...(hasProfit ? assets : []).map((coin) => ofCoin(coin, positions)),
    { asset: null, required: null, profit: unrealisedPnl, listedProfit: profitIn(read) },
    ...ofMargin(answers, read),
  ];
  return unlistedPositions(pools, positions, prices);
}

/** What a coin's equity has beside its balance, while nothing is owed: profit, and perhaps isolated wallets. */
function ofCoin({ coin, equity, balance, debt }: Coin, positions: readonly Position[]): PoolTotals {
  const own = positions.filter(({ settle }) => settle === coin);
  const profit = debt?.isZero() ? equity.minus(balance) : null;
  const profits = sumTold(own.map(({ reported }) => reported.unrealizedPnl));
  const wallets = sumTold(
    own.map(({ marginMode, isolatedMargin }) =>
      marginMode === "isolated" ? isolatedMargin : ZERO,
    ),
  );
  const listedProfit = nearest(profit, [profits, profits && wallets && profits.plus(wallets)]);
  return { asset: coin, required: null, profit, listedProfit };
}

function profitIn({ positions, prices }: Read): Decimal | null {
  return inDollars(positions, prices, ({ reported }) => reported.unrealizedPnl);
}

/** Debts and orders require margin too. */
function ofMargin(
  { assets, positions: rows, orders }: BitgetAnswers,
  { positions, prices, openOrders }: Read,
): readonly PoolTotals[] {
  const isUnread = orders.some(({ source }) => source.failure !== null);
  if (isUnread || openOrders.length > 0 || assets.assets.some(owes)) return [];
  const rates = new Map(heldRows(rows).map(({ mmr }, index) => [positions[index], mmr]));
  const requiredBy = (position: Position): Decimal | null => {
    const [rate, mark] = [rates.get(position), position.markPrice];
    if (!rate || !mark || position.kind === "inverse") return null;
    return position.quantity
      .times(position.contractSize)
      .times(mark)
      .times(rate.plus(LIQUIDATION_FEE));
  };
  const listedRequired = inDollars(positions, prices, requiredBy);
  return [{ asset: null, required: assets.mmr, profit: null, listedRequired }];
}

function owes({ equity, debt }: Assets["assets"][number]): boolean {
  return equity.isNegative() || (debt !== null && !debt.isZero());
}
