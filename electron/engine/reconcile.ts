import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type {
  AccountAssessment,
  PoolAssessment,
  PositionAssessment,
  ReconciledFigure,
  Reconciliation,
} from "./assessment.ts";
import { termOfAccount, termOfPosition } from "./likely-cause.ts";

/*
 * The venue's own figures beside ours. Tolerance: a unit of the venue's last printed digit, or one
 * part in a million of the account's notional for a figure summed from rounded parts
 * (margin rules 12.2, read 2026-11-22).
 */
const TOLERANCE_OF_NOTIONAL = decimal("0.000001");

type Assessed = Omit<AccountAssessment, "reconciliation">;

/** How the model reads its rule, and what the account comes to by other readings. */
export type RuleReadings = {
  /** The venue states its maintenance margin without this many times cover (margin-model.ts). */
  readonly cover: Decimal;
  /** `null` when the rule has one reading. */
  readonly used: string | null;
  readonly others: readonly { readonly name: string; readonly assess: () => Assessed }[];
};

/** One of the venue's figures with what we hold against it. */
type Compared = Pick<Reconciliation, "figure" | "subject" | "unit" | "reported" | "calculated"> & {
  readonly tolerance: Decimal;
  readonly gaps: Assessed["gaps"];
  /** The term of the rule that a difference of this size is, in words. */
  readonly termOf: (difference: Decimal, allowed: Decimal) => string | null;
};

/**
 * Every figure the venue reports, with the difference and, where there is one, its likely cause.
 * Where the rule has several readings, the one that the venue's figure follows is named.
 */
export function reconcile(
  assessment: Assessed,
  { cover, used, others }: RuleReadings,
): Reconciliation[] {
  const rows = comparedFigures(assessment, cover);
  if (rows.length === 0) return [];
  const read = others.map(({ name, assess }) => ({ name, rows: comparedFigures(assess(), cover) }));
  return rows.map((row, index) => {
    const otherwise = read.map((other) => ({ name: other.name, row: other.rows[index]! }));
    return reconciled(row, used === null ? null : nearestReading(row, used, otherwise));
  });
}

/** The same figures in the same order for every reading of one snapshot. */
function comparedFigures(assessment: Assessed, cover: Decimal): Compared[] {
  const fee = assessment.snapshot.takerFeeRate;
  return [
    ...accountFigures(assessment, cover),
    ...assessment.positions.flatMap((position) => positionFigures(position, fee)),
  ];
}

function accountFigures(assessment: Assessed, cover: Decimal): Compared[] {
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
    const ours = scope.figures[figure];
    const isRatio = figure === "maintenanceMarginRatio";
    return [
      {
        figure,
        subject: null,
        unit: isRatio ? "" : scope.unit,
        reported: value,
        calculated: figure === "maintenanceMargin" ? (ours?.div(cover) ?? null) : ours,
        tolerance: isRatio ? decimal(0) : scope.tolerance,
        gaps: assessment.gaps,
        termOf: (difference: Decimal, allowed: Decimal) =>
          isRatio ? null : termOfAccount(assessment, scope.unit, difference, allowed),
      },
    ];
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

function positionFigures(assessed: PositionAssessment, takerFeeRate: Decimal | null): Compared[] {
  const { position, notional, gaps } = assessed;
  const subject = `${position.instrument} ${position.side}`;
  const ofNotional = (notional ?? decimal(0)).times(TOLERANCE_OF_NOTIONAL);
  const figures = [
    "unrealizedPnl",
    "initialMargin",
    "maintenanceMargin",
    "liquidationPrice",
  ] as const;
  return figures.flatMap((figure) => {
    const reported = position.reported[figure];
    if (!reported) return [];
    const isPrice = figure === "liquidationPrice";
    return [
      {
        figure: `position.${figure}` as const,
        subject,
        unit: isPrice ? position.quote : position.settle,
        reported,
        calculated: assessed[figure],
        tolerance: isPrice ? reported.times(TOLERANCE_OF_NOTIONAL) : ofNotional,
        gaps,
        termOf: (difference: Decimal, allowed: Decimal) =>
          isPrice ? null : termOfPosition(assessed, takerFeeRate, difference, allowed),
      },
    ];
  });
}

function reconciled(row: Compared, reading: string | null): Reconciliation {
  const { figure, subject, unit, reported, calculated } = row;
  const difference = calculated && calculated.minus(reported);
  const agrees = doesAgree(row);
  return {
    figure,
    subject,
    unit,
    reported,
    calculated,
    difference,
    agrees,
    reading,
    cause: agrees ? null : causeOf(row, difference, reading),
  };
}

type NamedRow = { readonly name: string; readonly row: Compared };

/** Of the readings that agree the nearest, ours before others; `null` when all come to the same. */
function nearestReading(row: Compared, used: string, others: readonly NamedRow[]): string | null {
  if (others.every((other) => isSame(other.row.calculated, row.calculated))) return null;
  const agreeing = [{ name: used, row }, ...others].filter((each) => doesAgree(each.row));
  return agreeing.toSorted((a, b) => awayOf(a.row).cmp(awayOf(b.row)))[0]?.name ?? null;
}

function awayOf({ reported, calculated }: Compared): Decimal {
  return calculated!.minus(reported).abs();
}

function doesAgree(row: Compared): boolean {
  return row.calculated !== null && row.calculated.minus(row.reported).abs().lte(allowedOf(row));
}

function allowedOf({ reported, tolerance }: Compared): Decimal {
  return tolerance.gt(lastDigit(reported)) ? tolerance : lastDigit(reported);
}

function isSame(a: Decimal | null, b: Decimal | null): boolean {
  return a && b ? a.eq(b) : a === b;
}

/** One unit of the last digit the venue printed. */
function lastDigit(reported: Decimal): Decimal {
  return decimal(`1e-${reported.decimalPlaces()}`);
}

function causeOf(row: Compared, difference: Decimal | null, reading: string | null): string {
  if (reading) return `The venue's figure follows another reading of its rule: ${reading}.`;
  const gap = row.gaps[0];
  if (!difference) return gap ? `Not computed: ${gap.message}` : "Not computed.";
  const term = row.termOf(difference, allowedOf(row));
  if (term) return term;
  return gap
    ? `An input is incomplete: ${gap.message}`
    : "Read at different moments, or a rule that differs.";
}
