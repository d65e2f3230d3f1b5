import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { SolvablePool } from "./assess-pool.ts";
import type { RequiredPosition } from "./assess-position.ts";
import type { Figure, LineItem } from "./assessment.ts";
import { minus, notKnown, total } from "./figure.ts";
import { priceGap, priceOf } from "./prices.ts";

/** Pools and positions added up in the valuation currency. */
export function accountFigures(
  snapshot: AccountSnapshot,
  pools: readonly SolvablePool[],
  required: readonly RequiredPosition[],
) {
  const counted = countedPools(pools);
  const equity = poolTotal(snapshot, pools, "equity");
  const collateralValue = poolTotal(snapshot, counted, "collateralValue");
  const initialMargin = poolTotal(snapshot, counted, "initialMargin");
  const maintenanceMargin = poolTotal(snapshot, counted, "maintenanceMargin");
  const grossExposure = exposure(snapshot, required, false);
  const netExposure = exposure(snapshot, required, true);
  return {
    equity,
    collateralValue,
    initialMargin,
    maintenanceMargin,
    grossExposure,
    netExposure,
    maintenanceMarginRatio: worstRatio(counted),
    freeCollateral: minus(collateralValue.value, initialMargin.value),
    marginBuffer: minus(collateralValue.value, maintenanceMargin.value),
    effectiveLeverage: leverageOf(grossExposure.value, equity.value),
  };
}

/** Cross pools that something rests on; with no position anywhere, all of them. */
function countedPools(pools: readonly SolvablePool[]): SolvablePool[] {
  const cross = pools.filter((pool) => pool.assessment.kind === "cross");
  const used = cross.filter(
    ({ members, assessment }) =>
      members.length > 0 ||
      assessment.initialMargin.lines.length > 0 ||
      assessment.maintenanceMargin.lines.length > 0,
  );
  return used.length > 0 ? used : cross;
}

type PoolFigure = "equity" | "collateralValue" | "initialMargin" | "maintenanceMargin";

/** Sum of one figure over pools in the valuation currency. */
function poolTotal(
  snapshot: AccountSnapshot,
  pools: readonly SolvablePool[],
  which: PoolFigure,
): Figure {
  const unit = snapshot.valuationCurrency;
  const lines: LineItem[] = [];
  const gaps: Gap[] = [];
  let known = true;
  for (const { assessment, members } of pools) {
    const figure = assessment[which];
    const price = priceOf(snapshot, assessment.currency);
    gaps.push(...figure.gaps);
    if (!price) gaps.push(priceGap(assessment.currency, "prices"));
    if (figure.value && price)
      lines.push(pricedTotal(assessment.name, figure.value, price, assessment.currency, unit));
    // Cash without a price and without a position on it is left out: that can only look worse.
    else if (!figure.value || members.length > 0 || figure.value.isNegative()) known = false;
  }
  const isEmpty = pools.length > 0 && lines.length === 0;
  return known && !isEmpty ? total(unit, lines, gaps) : notKnown(unit, gaps, lines);
}

function pricedTotal(
  name: string,
  value: Decimal,
  price: Decimal,
  from: Currency,
  unit: Currency,
): LineItem {
  if (from === unit) return { label: name, amount: value, unit, formula: null, inputs: [] };
  return {
    label: name,
    amount: value.times(price),
    unit,
    formula: `${value.toFixed()} × ${price.toFixed()}`,
    inputs: [{ label: `price of ${from}`, value: price.toFixed(), unit, path: `prices.${from}` }],
  };
}

/** Σ|notional|, or Σ signed notional (long +, short −), of every position, in the valuation currency. */
function exposure(
  snapshot: AccountSnapshot,
  required: readonly RequiredPosition[],
  signed: boolean,
): Figure {
  const unit = snapshot.valuationCurrency;
  const lines: LineItem[] = [];
  const gaps: Gap[] = [];
  for (const { position, notional, path, gaps: ofPosition } of required) {
    const price = priceOf(snapshot, position.settle);
    if (!price) gaps.push(priceGap(position.settle, `prices`));
    if (!notional) gaps.push(...ofPosition);
    if (!notional || !price) continue;
    const value = signed && position.side === "short" ? notional.neg() : notional;
    const line = pricedTotal(
      `${position.instrument} ${position.side}`,
      value,
      price,
      position.settle,
      unit,
    );
    const input = { label: "notional", value: value.toFixed(), unit: position.settle, path };
    lines.push({ ...line, inputs: [input, ...line.inputs] });
  }
  return lines.length === required.length ? total(unit, lines, gaps) : notKnown(unit, gaps, lines);
}

function worstRatio(pools: readonly SolvablePool[]): Decimal | null {
  let worst = decimal(0);
  for (const { assessment } of pools) {
    const ratio = assessment.maintenanceMarginRatio;
    if (!ratio) return null;
    if (ratio.gt(worst)) worst = ratio;
  }
  return worst;
}

/** grossExposure ÷ equity; `null` when either is not known or no equity is left. */
export function leverageOf(gross: Decimal | null, equity: Decimal | null): Decimal | null {
  return gross && equity?.gt(0) ? gross.div(equity) : null;
}
