import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { AlertLevel } from "#shared/views/alerts.ts";
import type { AccountAssessment, PoolAssessment } from "../../engine/assessment.ts";
import { dangerOfRatio } from "../../engine/danger.ts";
import type { AlertReading } from "../alert.ts";
import { isAbove, worseOf } from "../alert-level.ts";
import { moneyText, moveText, priceText, ratioText } from "../words.ts";

export const MAINTENANCE_RATIO = "maintenance-ratio";

/**
 * A level clears three points of ratio below where it was raised: about what a one percent move does
 * to a book at ten times leverage, so that ordinary noise doesn't carry it across.
 */
const FALL_MARGIN = decimal("0.03");

/** How near liquidation a pool is, by one source: ratio, and what is left in money. */
type Standing = { readonly ratio: Decimal | null; readonly buffer: Decimal | null };

const NOT_KNOWN: Standing = { ratio: null, buffer: null };

/**
 * One reading per pool, by the worse of our ratio and the venue's. `knownSubjects` are the pools that
 * an alert stands for: one that is gone from a whole book is safe, one that is gone from a book with
 * failed answers or lost positions is not known.
 */
export function readMaintenanceRatio(
  assessment: AccountAssessment,
  knownSubjects: readonly string[],
): readonly AlertReading[] {
  const spokenOf = reportedPool(assessment);
  const present = assessment.pools.map((pool) =>
    readPool(assessment, pool, pool === spokenOf ? reportedStanding(assessment) : NOT_KNOWN),
  );
  const names = new Set(assessment.pools.map(({ name }) => name));
  const gone = knownSubjects.filter((subject) => !names.has(subject));
  return [...present, ...gone.map((subject) => readGone(assessment, subject))];
}

/** The pool that the venue's account figures speak of; with several and no hint, the worst of them. */
function reportedPool({ pools, snapshot }: AccountAssessment): PoolAssessment | null {
  const cross = pools.filter(({ kind, positions }) => kind === "cross" && positions.length > 0);
  const named = cross.find(({ currency }) => currency === snapshot.reported.currency);
  return named ?? cross.toSorted((left, right) => compareRatios(right, left))[0] ?? null;
}

function compareRatios(left: PoolAssessment, right: PoolAssessment): number {
  return (left.maintenanceMarginRatio ?? decimal(0)).cmp(right.maintenanceMarginRatio ?? 0);
}

function reportedStanding({ snapshot: { reported } }: AccountAssessment): Standing {
  const { maintenanceMargin, collateralValue, maintenanceMarginRatio } = reported;
  const buffer =
    maintenanceMargin && collateralValue ? collateralValue.minus(maintenanceMargin) : null;
  if (maintenanceMarginRatio !== null) return { ratio: maintenanceMarginRatio, buffer };
  if (!maintenanceMargin || !collateralValue?.gt(0)) return { ratio: null, buffer };
  return { ratio: maintenanceMargin.div(collateralValue), buffer };
}

function readPool(
  assessment: AccountAssessment,
  pool: PoolAssessment,
  reported: Standing,
): AlertReading {
  const calculated = { ratio: pool.maintenanceMarginRatio, buffer: pool.marginBuffer };
  const own = levelOf(calculated, false);
  const venues = levelOf(reported, false);
  return {
    rule: MAINTENANCE_RATIO,
    subject: pool.name,
    level: worseKnown(own, venues),
    // The venue's figure alone can raise an alarm; that ours is missing can't end one.
    fallLevel:
      own && !lacksPositions(assessment)
        ? worseKnown(levelOf(calculated, true), levelOf(reported, true))
        : null,
    title: `${nameOf(assessment, pool)}: ${headline(calculated, reported)}`,
    body: sentences(assessment, pool, calculated, reported),
  };
}

function levelOf({ ratio, buffer }: Standing, withMargin: boolean): AlertLevel | null {
  const shifted = withMargin && ratio !== null && !ratio.isZero() ? ratio.plus(FALL_MARGIN) : ratio;
  const danger = dangerOfRatio(shifted, buffer);
  return danger === "unknown" ? null : danger;
}

function worseKnown(left: AlertLevel | null, right: AlertLevel | null): AlertLevel | null {
  if (left === null || right === null) return left ?? right;
  return worseOf(left, right);
}

function nameOf({ snapshot }: AccountAssessment, pool: PoolAssessment): string {
  return pool.kind === "isolated" ? `${snapshot.label}, ${pool.name}` : snapshot.label;
}

function headline(calculated: Standing, reported: Standing): string {
  if (calculated.buffer?.lte(0) && !calculated.ratio?.isZero()) return "no margin left";
  const ratio = worseRatio(calculated.ratio, reported.ratio);
  return ratio === null ? "maintenance ratio not known" : `maintenance ratio ${ratioText(ratio)}`;
}

function worseRatio(left: Decimal | null, right: Decimal | null): Decimal | null {
  if (left === null || right === null) return left ?? right;
  return left.gt(right) ? left : right;
}

function sentences(
  assessment: AccountAssessment,
  pool: PoolAssessment,
  calculated: Standing,
  reported: Standing,
): string {
  return [
    bufferSentence(pool),
    nearestSentence(assessment, pool),
    disagreementSentence(calculated, reported),
  ]
    .filter((sentence) => sentence !== null)
    .join(" ");
}

function bufferSentence({ marginBuffer, currency }: PoolAssessment): string {
  if (marginBuffer === null) return "What is left before liquidation is not known.";
  if (marginBuffer.lte(0))
    return `Short of maintenance margin by ${moneyText(marginBuffer.neg(), currency)}.`;
  return `${moneyText(marginBuffer, currency)} left before liquidation.`;
}

function nearestSentence({ positions }: AccountAssessment, pool: PoolAssessment): string | null {
  const [nearest] = pool.positions
    .flatMap((index) => positions[index] ?? [])
    .flatMap(({ position, liquidationPrice, distanceToLiquidation }) =>
      liquidationPrice && distanceToLiquidation
        ? [{ position, liquidationPrice, distance: distanceToLiquidation }]
        : [],
    )
    .toSorted((left, right) => left.distance.abs().cmp(right.distance.abs()));
  if (nearest === undefined) return null;
  const { position, liquidationPrice, distance } = nearest;
  return `Nearest: ${position.instrument} ${position.side} at ${priceText(liquidationPrice)} (${moveText(distance)}).`;
}

function disagreementSentence(calculated: Standing, reported: Standing): string | null {
  const [own, venues] = [levelOf(calculated, false), levelOf(reported, false)];
  if (own === null && venues !== null) return "By the venue's own figure: Keel's is incomplete.";
  if (own === null || venues === null || reported.ratio === null || !isAbove(venues, own))
    return null;
  const keels = calculated.ratio === null ? "none" : ratioText(calculated.ratio);
  return `The venue reports ${ratioText(reported.ratio)}, Keel calculates ${keels}; the worse one counts.`;
}

/** Rows that the venue's list lost (docs/venues.md): which pool they stood in, nobody knows. */
function lacksPositions({ snapshot: { gaps } }: AccountAssessment): boolean {
  return gaps.some(({ code, path }) => code === "contradiction" && path === "positions");
}

function readGone(assessment: AccountAssessment, subject: string): AlertReading {
  const { snapshot } = assessment;
  const hasFailed = snapshot.gaps.some(({ code }) => code === "source_failed");
  const isWhole = !hasFailed && !lacksPositions(assessment);
  return {
    rule: MAINTENANCE_RATIO,
    subject,
    level: isWhole ? "safe" : null,
    fallLevel: isWhole ? "safe" : null,
    title: `${snapshot.label}, ${subject}: nothing at risk any more`,
    body: "No position and no balance stands there.",
  };
}
