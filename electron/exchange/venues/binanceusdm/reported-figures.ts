import { type Decimal, sum } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import { NOTHING_REPORTED, type ReportedFigures } from "#shared/domain/snapshot.ts";
import type { Account, AccountAsset, AccountPosition } from "./answers.ts";
import { isActive } from "./normalize-balances.ts";
import { marginModeOf } from "./normalize-positions.ts";

/** The currency of the account's totals in single-asset mode. */
export const TOTALS_ASSET = "USDT";

/** Margin assets and positions: what the totals of a pool are read from. */
export type Pools = Pick<Account, "assets" | "positions">;

export type ReportedContext = {
  /** Stands for an account in which nothing is active; `null`: nothing is reported then. */
  readonly empty: AccountAsset | null;
  readonly settleOf: (symbol: string) => Currency | null;
  /** Initial margin of open orders on one leg's symbol, zero where there are none. */
  readonly orderMargin: (position: AccountPosition) => Decimal;
  readonly prices: ReadonlyMap<Currency, Decimal>;
};

type Amounts = Record<
  "equity" | "collateralValue" | "initialMargin" | "maintenanceMargin" | "orderInitialMargin",
  Decimal
>;

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
  const inOwn = (row: AccountAsset) => amountsOf(row, isolatedIn(row.asset, account, context));
  const currency = others.length === 0 ? first.asset : null;
  const amounts = currency === null ? pricedSum(pools, inOwn, context.prices) : inOwn(first);
  return {
    currency,
    equity: amounts?.equity ?? null,
    collateralValue: amounts?.collateralValue ?? null,
    initialMargin: amounts?.initialMargin ?? null,
    maintenanceMargin: amounts?.maintenanceMargin ?? null,
    orderInitialMargin: amounts?.orderInitialMargin ?? null,
    // The venue's answers state no ratio; its screen does.
    maintenanceMarginRatio: null,
    nativeRatio: null,
  };
}

export function totalsAsRow(account: Account): AccountAsset {
  return {
    asset: TOTALS_ASSET,
    marginBalance: account.totalMarginBalance,
    crossWalletBalance: account.totalCrossWalletBalance,
    crossUnPnl: account.totalCrossUnPnl,
    initialMargin: account.totalInitialMargin,
    maintMargin: account.totalMaintMargin,
    openOrderInitialMargin: account.totalOpenOrderInitialMargin,
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

function amountsOf(row: AccountAsset, isolated: Isolated): Amounts {
  return {
    equity: row.marginBalance,
    collateralValue: row.crossWalletBalance.plus(row.crossUnPnl),
    initialMargin: row.initialMargin.minus(isolated.initialMargin),
    maintenanceMargin: row.maintMargin.minus(isolated.maintMargin),
    orderInitialMargin: row.openOrderInitialMargin,
  };
}

function pricedSum(
  pools: readonly AccountAsset[],
  inOwn: (row: AccountAsset) => Amounts,
  prices: ReadonlyMap<Currency, Decimal>,
): Amounts | null {
  const priced: [Amounts, Decimal][] = [];
  for (const row of pools) {
    const price = prices.get(row.asset);
    if (!price) return null;
    priced.push([inOwn(row), price]);
  }
  const used = priced.filter(([own]) => !own.initialMargin.isZero());
  const total = (key: keyof Amounts, counted = priced) =>
    sum(counted.map(([own, price]) => own[key].times(price)));
  return {
    equity: total("equity"),
    // Cash of a pool that nothing rests on stands behind no requirement.
    collateralValue: total("collateralValue", used.length > 0 ? used : priced),
    initialMargin: total("initialMargin"),
    maintenanceMargin: total("maintenanceMargin"),
    orderInitialMargin: total("orderInitialMargin"),
  };
}
