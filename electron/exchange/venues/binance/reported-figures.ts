import { type Decimal, sum, ZERO } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import { NOTHING_REPORTED, type ReportedFigures } from "#shared/domain/snapshot.ts";
import { type PoolFigures, sumOfPools } from "../../normalize-pools.ts";
import type { AccountAsset, AccountPosition, MarginedRow, Pools } from "./answers.ts";
import { isActive } from "./normalize-balances.ts";
import { legOf, marginModeOf } from "./normalize-positions.ts";

export type ReportedContext = {
  /** Stands for an account in which nothing is active; `null`: nothing is reported then. */
  readonly empty: AccountAsset | null;
  readonly settleOf: (symbol: string) => Currency | null;
  /** Initial margin of open orders on one leg's symbol, zero where there are none. */
  readonly orderMargin: (position: AccountPosition) => Decimal;
  readonly prices: ReadonlyMap<Currency, Decimal>;
};

/**
 * The venue's own account figures. Its totals speak of USDT assets only, but positions may stand on
 * other margin assets too, each a pool of its own; so the rows of `assets[]` are read, which for
 * USDT say the same as the totals. One pool: in its asset. Several: their sum in the valuation
 * currency (`currency: null`), not known while a price is missing.
 *
 * `equity` is all cash and profit, isolated wallets included. The rest is the cross part: isolated
 * positions' margins are taken off. The margin held for orders stays whole, because orders on an
 * isolated symbol are held from the cross wallet until they fill.
 */
export function reportedFigures(account: Pools, context: ReportedContext): ReportedFigures {
  const pools = account.assets.filter(isActive);
  const [first = context.empty, ...others] = pools;
  if (!first) return NOTHING_REPORTED;
  const inOwn = (row: AccountAsset) => figuresOf(row, isolatedIn(row.asset, account, context));
  const currency = others.length === 0 ? first.asset : null;
  const figures = currency === null ? sumOfPools(pools.map(inOwn), context.prices) : inOwn(first);
  return {
    currency,
    equity: figures?.equity ?? null,
    collateralValue: figures?.collateralValue ?? null,
    initialMargin: figures?.initialMargin ?? null,
    maintenanceMargin: figures?.maintenanceMargin ?? null,
    orderInitialMargin: figures?.orderInitialMargin ?? null,
    // The venue's answers state no ratio; its screen does.
    maintenanceMarginRatio: null,
    nativeRatio: null,
  };
}

type Isolated = { readonly initialMargin: Decimal; readonly maintMargin: Decimal };

function isolatedIn(asset: Currency, account: Pools, context: ReportedContext): Isolated {
  const rows = account.positions.filter(
    (row) => marginModeOf(row) === "isolated" && context.settleOf(row.symbol) === asset,
  );
  return {
    initialMargin: sum(rows.map((row) => row.initialMargin.minus(context.orderMargin(row)))),
    maintMargin: sum(rows.map((row) => row.maintMargin)),
  };
}

function figuresOf(row: AccountAsset, isolated: Isolated): PoolFigures {
  return {
    asset: row.asset,
    equity: row.marginBalance,
    collateralValue: row.crossWalletBalance.plus(row.crossUnPnl),
    initialMargin: row.initialMargin.minus(isolated.initialMargin),
    maintenanceMargin: row.maintMargin.minus(isolated.maintMargin),
    orderInitialMargin: row.openOrderInitialMargin,
  };
}

/** Margin held for the orders on each leg's symbol. */
export function orderMarginOf(rows: readonly MarginedRow[]): ReportedContext["orderMargin"] {
  const byLeg = new Map(rows.map((row) => [legOf(row), row.openOrderInitialMargin]));
  return (position) => byLeg.get(legOf(position)) ?? ZERO;
}
