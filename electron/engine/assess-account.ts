import { type Decimal, ONE, decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { type SolvablePool, assessPool, priceGap, priceOf } from "./assess-pool.ts";
import { type RequiredPosition, assessPosition } from "./assess-position.ts";
import type { AccountAssessment, Figure, LineItem, PositionAssessment } from "./assessment.ts";
import { distinctGaps, minus, notKnown, total } from "./figure.ts";
import { computeLiquidation } from "./liquidation.ts";
import { findMarginModel } from "./margin-models/margin-models.ts";
import type { MarginModel } from "./margin-model.ts";
import { reconcile } from "./reconcile.ts";

/**
 * Everything Keel computes of one account at one time, by its venue's rule. Pure: the same snapshot
 * gives the same figures, to the last digit. What is not known is `null` with a gap, never zero.
 */
export function assessAccount(snapshot: AccountSnapshot): AccountAssessment {
  const model = findMarginModel(snapshot.marginModel);
  if (!model) return notModelled(snapshot);
  const required = snapshot.positions.map((position, index) =>
    assessPosition(model, snapshot, position, index),
  );
  const pools = poolsOf(model, snapshot, required);
  const positions = required.map((member) => placed(pools, member));
  const figures = accountFigures(snapshot, pools, required);
  const assessment = {
    snapshot,
    pools: pools.map((pool) => pool.assessment),
    positions,
    ...figures,
    reconciliation: [],
    gaps: distinctGaps([
      ...snapshot.gaps,
      ...contradictions(snapshot),
      ...pools.flatMap((pool) => pool.assessment.gaps),
      ...positions.flatMap((position) => position.gaps),
      ...Object.values(figures).flatMap((figure) =>
        figure && "gaps" in figure ? figure.gaps : [],
      ),
    ]),
  };
  return { ...assessment, reconciliation: reconcile(assessment) };
}

function poolsOf(
  model: MarginModel,
  snapshot: AccountSnapshot,
  required: readonly RequiredPosition[],
): SolvablePool[] {
  const cross = required.filter((member) => member.position.marginMode === "cross");
  const isolated = required.filter((member) => member.position.marginMode === "isolated");
  const assets = [
    ...new Set([
      ...snapshot.balances.map((balance) => balance.asset),
      ...cross.map((member) => member.position.settle),
    ]),
  ];
  const common = { model, snapshot };
  const crossPools =
    model.pools === "account"
      ? [
          assessPool({
            ...common,
            kind: "cross",
            name: "cross",
            currency: snapshot.valuationCurrency,
            assets,
            members: cross,
          }),
        ]
      : assets.map((asset) =>
          assessPool({
            ...common,
            kind: "cross",
            name: asset,
            currency: asset,
            assets: [asset],
            members: cross.filter((member) => member.position.settle === asset),
          }),
        );
  const isolatedPools = isolated.map((member) => {
    const { instrument, side, settle } = member.position;
    const name = `${instrument} ${side}`;
    return assessPool({
      ...common,
      kind: "isolated",
      name,
      currency: settle,
      assets: [settle],
      members: [member],
    });
  });
  return [...crossPools, ...isolatedPools];
}

function placed(pools: readonly SolvablePool[], member: RequiredPosition): PositionAssessment {
  const pool = pools.findIndex((each) => each.members.includes(member));
  const liquidation = computeLiquidation(pools[pool]!, member);
  const { position, notional, unrealizedPnl, initial, maintenance } = member;
  return {
    position,
    pool,
    notional,
    unrealizedPnl,
    initialMargin: initial.amount,
    maintenanceMargin: maintenance.amount,
    tier: maintenance.tier,
    liquidationPrice: liquidation.price,
    liquidationPriceReason: liquidation.reason,
    distanceToLiquidation:
      liquidation.price && liquidation.price.div(position.markPrice!).minus(ONE),
    gaps: distinctGaps([...member.gaps, ...liquidation.gaps]),
  };
}

function accountFigures(
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

/** Two legs of one contract can't have two marks. */
function contradictions({ positions }: AccountSnapshot): Gap[] {
  const marks = new Map<string, Decimal>();
  return positions.flatMap(({ instrument, markPrice }, index) => {
    const other = marks.get(instrument);
    if (markPrice) marks.set(instrument, markPrice);
    if (!other || !markPrice || other.eq(markPrice)) return [];
    const message = `The legs of ${instrument} have different marks; each leg is counted at its own.`;
    return [{ code: "contradiction", path: `positions[${index}].markPrice`, message } as const];
  });
}

function notModelled(snapshot: AccountSnapshot): AccountAssessment {
  const message = `The rule of ${snapshot.marginModel} accounts is not computed by this version.`;
  const gap: Gap = { code: "rule_unknown", path: "marginModel", message };
  const nothing = notKnown(snapshot.valuationCurrency, [gap]);
  return {
    snapshot,
    pools: [],
    positions: [],
    equity: nothing,
    collateralValue: nothing,
    initialMargin: nothing,
    maintenanceMargin: nothing,
    maintenanceMarginRatio: null,
    freeCollateral: null,
    marginBuffer: null,
    grossExposure: nothing,
    netExposure: nothing,
    effectiveLeverage: null,
    reconciliation: [],
    gaps: distinctGaps([...snapshot.gaps, gap]),
  };
}
