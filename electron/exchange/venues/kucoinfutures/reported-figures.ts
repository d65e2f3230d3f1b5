import type { Decimal } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import { NOTHING_REPORTED, type ReportedFigures } from "#shared/domain/snapshot.ts";
import { type PoolFigures, sumOfPools } from "../../normalize-pools.ts";
import type { Overview, PositionRow } from "./answers.ts";
import { currencyOf, inUse, isolatedIn } from "./normalize-balances.ts";

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
  const { asset, ...figures } = figuresOf(first, rows);
  const pools = [first, ...others].map((each) => figuresOf(each, rows));
  const hasCross = rows.some((row) => row.crossMode);
  const risk = isOne && hasCross ? first.riskRatio : null;
  return {
    ...NOTHING_REPORTED,
    ...(isOne ? figures : sumOfPools(pools, prices)),
    currency: isOne ? asset : null,
    maintenanceMarginRatio: risk,
    nativeRatio: risk && { name: "riskRatio", value: risk },
  };
}

function figuresOf(overview: Overview, rows: readonly PositionRow[]): PoolFigures {
  const { cash, profit } = isolatedIn(overview, rows);
  return {
    asset: currencyOf(overview.currency),
    equity: overview.accountEquity,
    collateralValue: overview.accountEquity.minus(cash).minus(profit),
    initialMargin: overview.positionMargin.minus(cash).plus(overview.orderMargin),
    maintenanceMargin: null,
    orderInitialMargin: overview.orderMargin,
  };
}
