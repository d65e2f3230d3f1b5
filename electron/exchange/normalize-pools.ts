import { type Decimal, sum } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { ReportedFigures } from "#shared/domain/snapshot.ts";

/** What a venue reports of one pool, in its asset. */
export type PoolFigures = {
  readonly asset: Currency;
  readonly equity: Decimal;
  readonly collateralValue: Decimal;
  readonly initialMargin: Decimal;
  /** `null` at a venue that states none. */
  readonly maintenanceMargin: Decimal | null;
  readonly orderInitialMargin: Decimal;
};

type Totals = Pick<
  ReportedFigures,
  "equity" | "collateralValue" | "initialMargin" | "maintenanceMargin" | "orderInitialMargin"
>;

/** Several pools as one, in the valuation currency; `null` while the price of one is missing. */
export function sumOfPools(
  pools: readonly PoolFigures[],
  prices: ReadonlyMap<Currency, Decimal>,
): Totals | null {
  const priced: (readonly [PoolFigures, Decimal])[] = [];
  for (const pool of pools) {
    const price = prices.get(pool.asset);
    if (!price) return null;
    priced.push([pool, price]);
  }
  const used = priced.filter(([pool]) => !pool.initialMargin.isZero());
  const total = (figure: (pool: PoolFigures) => Decimal, counted = priced) =>
    sum(counted.map(([pool, price]) => figure(pool).times(price)));
  const maintenance = priced.flatMap(
    ([{ maintenanceMargin }, price]) => maintenanceMargin?.times(price) ?? [],
  );
  return {
    equity: total((pool) => pool.equity),
    // Cash of a pool that nothing rests on stands behind no requirement.
    collateralValue: total((pool) => pool.collateralValue, used.length > 0 ? used : priced),
    initialMargin: total((pool) => pool.initialMargin),
    maintenanceMargin: maintenance.length === priced.length ? sum(maintenance) : null,
    orderInitialMargin: total((pool) => pool.orderInitialMargin),
  };
}
