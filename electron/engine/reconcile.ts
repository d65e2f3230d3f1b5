import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type {
  AccountAssessment,
  PoolAssessment,
  PositionAssessment,
  ReconciledFigure,
  Reconciliation,
} from "./assessment.ts";

/*
 * The venue's own figures beside ours. Tolerance: a unit of the venue's last printed digit, or one
 * part in a million of the account's notional for a figure summed from rounded parts
 * (margin rules 12.2, read 2026-11-22).
 */
const TOLERANCE_OF_NOTIONAL = decimal("0.000001");

type Assessed = Omit<AccountAssessment, "reconciliation">;

/** Every figure the venue reports, with the difference and, where there is one, its likely cause. */
export function reconcile(assessment: Assessed): Reconciliation[] {
  return [...reconcileAccount(assessment), ...assessment.positions.flatMap(reconcilePosition)];
}

function reconcileAccount(assessment: Assessed): Reconciliation[] {
  const { reported } = assessment.snapshot;
  const scope = reportedScope(assessment);
  const figures: readonly ReconciledFigure[] = [
    "equity",
    "collateralValue",
    "initialMargin",
    "maintenanceMargin",
    "maintenanceMarginRatio",
  ];
  return figures.flatMap((figure) => {
    const value = reported[figure];
    if (!value) return [];
    const calculated = scope.figures[figure];
    const unit = figure === "maintenanceMarginRatio" ? "" : scope.unit;
    const tolerance = figure === "maintenanceMarginRatio" ? decimal(0) : scope.tolerance;
    return [compared(figure, null, unit, value, calculated, tolerance, assessment)];
  });
}

/** Reported figures speak of one margin asset, or of the whole account in the valuation currency. */
function reportedScope(assessment: Assessed) {
  const { currency } = assessment.snapshot.reported;
  const pools = assessment.pools.filter((pool) => pool.currency === currency);
  const cross = pools.find((pool) => pool.kind === "cross");
  if (!currency || currency === assessment.snapshot.valuationCurrency || !cross)
    return {
      unit: assessment.snapshot.valuationCurrency,
      tolerance: (assessment.grossExposure.value ?? decimal(0)).times(TOLERANCE_OF_NOTIONAL),
      figures: {
        equity: assessment.equity.value,
        collateralValue: assessment.collateralValue.value,
        initialMargin: assessment.initialMargin.value,
        maintenanceMargin: assessment.maintenanceMargin.value,
        maintenanceMarginRatio: assessment.maintenanceMarginRatio,
      },
    };
  return {
    unit: currency,
    tolerance: notionalOf(assessment, currency).times(TOLERANCE_OF_NOTIONAL),
    figures: poolFigures(cross, pools),
  };
}

function poolFigures(cross: PoolAssessment, pools: readonly PoolAssessment[]) {
  return {
    equity: addKnown(pools.map((pool) => pool.equity.value)),
    collateralValue: cross.collateralValue.value,
    initialMargin: cross.initialMargin.value,
    maintenanceMargin: cross.maintenanceMargin.value,
    maintenanceMarginRatio: cross.maintenanceMarginRatio,
  };
}

function addKnown(values: readonly (Decimal | null)[]): Decimal | null {
  let total = decimal(0);
  for (const value of values) {
    if (!value) return null;
    total = total.plus(value);
  }
  return total;
}

function notionalOf({ positions }: Assessed, currency: string): Decimal {
  let total = decimal(0);
  for (const { position, notional } of positions)
    if (position.settle === currency && notional) total = total.plus(notional);
  return total;
}

function reconcilePosition(assessed: PositionAssessment): Reconciliation[] {
  const { position, notional } = assessed;
  const subject = `${position.instrument} ${position.side}`;
  const tolerance = (notional ?? decimal(0)).times(TOLERANCE_OF_NOTIONAL);
  const figures = [
    "unrealizedPnl",
    "initialMargin",
    "maintenanceMargin",
    "liquidationPrice",
  ] as const;
  return figures.flatMap((figure) => {
    const value = position.reported[figure];
    if (!value) return [];
    const isPrice = figure === "liquidationPrice";
    const unit = isPrice ? position.quote : position.settle;
    const allowed = isPrice ? value.times(TOLERANCE_OF_NOTIONAL) : tolerance;
    return [
      compared(`position.${figure}`, subject, unit, value, assessed[figure], allowed, assessed),
    ];
  });
}

function compared(
  figure: Reconciliation["figure"],
  subject: string | null,
  unit: string,
  reported: Decimal,
  calculated: Decimal | null,
  tolerance: Decimal,
  { gaps }: Pick<Assessed, "gaps">,
): Reconciliation {
  const difference = calculated && calculated.minus(reported);
  const allowed = tolerance.gt(lastDigit(reported)) ? tolerance : lastDigit(reported);
  const agrees = difference !== null && difference.abs().lte(allowed);
  return {
    figure,
    subject,
    unit,
    reported,
    calculated,
    difference,
    agrees,
    cause: agrees ? null : causeOf(calculated, gaps),
  };
}

/** One unit of the last digit the venue printed. */
function lastDigit(reported: Decimal): Decimal {
  return decimal(10).pow(-reported.decimalPlaces());
}

function causeOf(calculated: Decimal | null, gaps: Assessed["gaps"]): string {
  const gap = gaps[0];
  if (!calculated) return gap ? `Not computed: ${gap.message}` : "Not computed.";
  return gap
    ? `An input is incomplete: ${gap.message}`
    : "Read at different moments, or a rule that differs.";
}
