import { type Decimal, sum, ZERO } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import { type Balance, NOTHING_REPORTED, type ReportedFigures } from "#shared/domain/snapshot.ts";
import type { Overview, PositionRow } from "./answers.ts";

/** KuCoin's code of bitcoin is its own; contracts and the other venues say BTC. */
export function currencyOf(code: string): Currency {
  return code === "XBT" ? "BTC" : code;
}

/** Wallets with anything in them or with positions on them: the cash behind cross positions. */
export function normalizeWallets(
  overviews: readonly Overview[],
  rows: readonly PositionRow[],
): readonly Balance[] {
  return inUse(overviews, rows).map((overview) => ({
    asset: currencyOf(overview.currency),
    walletBalance: overview.marginBalance.minus(isolatedIn(overview, rows).cash),
    // KuCoin lends nothing to a futures account.
    borrowed: ZERO,
    accruedInterest: ZERO,
    collateralWeight: null,
    collateralTiers: null,
    bidRate: null,
    askRate: null,
  }));
}

function inUse(overviews: readonly Overview[], rows: readonly PositionRow[]): readonly Overview[] {
  const settles = new Set(rows.map((row) => row.settleCurrency));
  return overviews.filter(
    (each) =>
      settles.has(each.currency) || !each.marginBalance.isZero() || !each.accountEquity.isZero(),
  );
}

function isolatedIn({ currency }: Overview, rows: readonly PositionRow[]) {
  const walled = rows.filter((row) => !row.crossMode && row.settleCurrency === currency);
  return {
    cash: sum(walled.map((row) => row.posMargin ?? ZERO)),
    profit: sum(walled.map((row) => row.unrealisedPnl ?? ZERO)),
  };
}

type Amounts = Record<
  "equity" | "collateralValue" | "initialMargin" | "orderInitialMargin",
  Decimal
>;

/**
 * The venue's own figures; the cross part, isolated positions taken off, `equity` with them. One
 * wallet: in its currency. Several: their sum in dollars, not known while a price is missing. KuCoin
 * states no maintenance margin of the account, and its risk rate only for cross positions.
 */
export function reportedFigures(
  overviews: readonly Overview[],
  rows: readonly PositionRow[],
  prices: ReadonlyMap<Currency, Decimal>,
): ReportedFigures {
  const [first, ...others] = inUse(overviews, rows);
  if (!first) return NOTHING_REPORTED;
  const isOne = others.length === 0;
  const amounts = isOne
    ? amountsOf(first, rows)
    : pricedSum([first, ...others], (each) => amountsOf(each, rows), prices);
  const hasCross = rows.some((row) => row.crossMode);
  const risk = isOne && hasCross ? first.riskRatio : null;
  return {
    ...NOTHING_REPORTED,
    ...amounts,
    currency: isOne ? currencyOf(first.currency) : null,
    maintenanceMarginRatio: risk,
    nativeRatio: risk && { name: "riskRatio", value: risk },
  };
}

function amountsOf(overview: Overview, rows: readonly PositionRow[]): Amounts {
  const { cash, profit } = isolatedIn(overview, rows);
  return {
    equity: overview.accountEquity,
    collateralValue: overview.accountEquity.minus(cash).minus(profit),
    initialMargin: overview.positionMargin.minus(cash).plus(overview.orderMargin),
    orderInitialMargin: overview.orderMargin,
  };
}

function pricedSum(
  overviews: readonly Overview[],
  inOwn: (overview: Overview) => Amounts,
  prices: ReadonlyMap<Currency, Decimal>,
): Amounts | null {
  const priced: [Amounts, Decimal][] = [];
  for (const overview of overviews) {
    const price = prices.get(currencyOf(overview.currency));
    if (!price) return null;
    priced.push([inOwn(overview), price]);
  }
  const used = priced.filter(([own]) => !own.initialMargin.isZero());
  const total = (key: keyof Amounts, counted = priced) =>
    sum(counted.map(([own, price]) => own[key].times(price)));
  return {
    equity: total("equity"),
    // Cash of a wallet that nothing rests on stands behind no requirement.
    collateralValue: total("collateralValue", used.length > 0 ? used : priced),
    initialMargin: total("initialMargin"),
    orderInitialMargin: total("orderInitialMargin"),
  };
}
