import { type Decimal, sum } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { OpenOrder, ReportedFigures } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import type { PositionRow, Summary } from "./answers.ts";

type Amounts = Pick<
  ReportedFigures,
  "equity" | "collateralValue" | "initialMargin" | "maintenanceMargin"
>;

/** The venue states no ratio. */
const NO_RATIO = { maintenanceMarginRatio: null, nativeRatio: null };

/**
 * A cross-collateral account: its totals in dollars, which every row repeats, taken once. Segregated
 * currencies: one in its own unit, several as their sum in dollars, not known while a price is
 * missing.
 */
export function reportedFigures(
  summaries: readonly Summary[],
  isCross: boolean,
  prices: ReadonlyMap<Currency, Decimal>,
  orderInitialMargin: Decimal | null,
): ReportedFigures {
  const [first, ...others] = summaries;
  if (isCross || !first)
    return { currency: null, ...totalsOf(first), orderInitialMargin: null, ...NO_RATIO };
  if (others.length === 0)
    return { currency: first.currency, ...amountsOf(first), orderInitialMargin, ...NO_RATIO };
  return {
    currency: null,
    ...pricedSum(summaries, prices),
    orderInitialMargin: null,
    ...NO_RATIO,
  };
}

function totalsOf(row: Summary | undefined): Amounts {
  return {
    equity: row?.total_equity_usd ?? null,
    collateralValue: row?.total_margin_balance_usd ?? null,
    initialMargin: row?.total_initial_margin_usd ?? null,
    maintenanceMargin: row?.total_maintenance_margin_usd ?? null,
  };
}

function amountsOf(row: Summary) {
  return {
    equity: row.equity,
    collateralValue: row.margin_balance,
    initialMargin: row.initial_margin,
    maintenanceMargin: row.maintenance_margin,
  };
}

function pricedSum(summaries: readonly Summary[], prices: ReadonlyMap<Currency, Decimal>): Amounts {
  const total = (key: keyof Amounts): Decimal | null => {
    const values = summaries.map((row) => prices.get(row.currency)?.times(amountsOf(row)[key]));
    const known = values.filter((value) => value !== undefined);
    return known.length === values.length ? sum(known) : null;
  };
  return {
    equity: total("equity"),
    collateralValue: total("collateralValue"),
    initialMargin: total("initialMargin"),
    maintenanceMargin: total("maintenanceMargin"),
  };
}

/** What open orders hold, as the rows of their contracts say; not known when one has no row. */
export function orderMarginOf(
  orders: readonly OpenOrder[],
  rows: readonly PositionRow[],
  instruments: ReadonlyMap<string, Instrument>,
): Decimal | null {
  const told = rows.flatMap((row) => {
    const id = instruments.get(row.instrument_name)?.id;
    return id && row.open_orders_margin ? [{ id, margin: row.open_orders_margin }] : [];
  });
  const isTold = orders.every((order) => told.some(({ id }) => id === order.instrument));
  return isTold ? sum(told.map(({ margin }) => margin)) : null;
}
