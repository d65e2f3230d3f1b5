import { expect } from "vitest";
import { type Decimal, decimal, toDecimalString } from "#shared/domain/decimal.ts";
import type { InstrumentId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot, MarginTier, Position } from "#shared/domain/snapshot.ts";
import type { AccountAssessment, PoolAssessment, PositionAssessment } from "../assessment.ts";

/* What the laws of random accounts have in common: one thing changed, and the figures to compare. */

/** To 40 digits, or 40 places below 1: divisions keep 64. */
export function expectClose(actual: Decimal, expected: Decimal): void {
  const room = expected.abs().plus(1).times(decimal("1e-40"));
  const isClose = actual.minus(expected).abs().lte(room);
  expect(isClose, `${actual.toFixed()} ≈ ${expected.toFixed()}`).toBe(true);
}

export function expectNotAbove(lower: Decimal, upper: Decimal, what: string): void {
  const room = upper.abs().plus(1).times(decimal("1e-40"));
  expect(lower.lte(upper.plus(room)), `${what}: ${lower.toFixed()} ≤ ${upper.toFixed()}`).toBe(
    true,
  );
}

/** Every position of one contract at another mark. */
export function atMark(
  snapshot: AccountSnapshot,
  instrument: InstrumentId,
  markPrice: Decimal,
): AccountSnapshot {
  return withPositions(snapshot, (each) =>
    each.instrument === instrument ? { ...each, markPrice } : each,
  );
}

export function withPositions(
  snapshot: AccountSnapshot,
  change: (position: Position, index: number) => Position,
): AccountSnapshot {
  return { ...snapshot, positions: snapshot.positions.map(change) };
}

export function withTiers(position: Position, change: (tier: MarginTier) => MarginTier): Position {
  return { ...position, marginTiers: position.marginTiers && position.marginTiers.map(change) };
}

/** The wall that a position stands behind. */
export function poolOf({ pools }: AccountAssessment, { pool }: PositionAssessment): PoolAssessment {
  return pools[pool]!;
}

type Figures = Readonly<Record<string, Decimal | null>>;

/** Figures that an account is the better for, the larger they are. */
export function goodOf(assessment: AccountAssessment | PoolAssessment): Figures {
  return {
    equity: assessment.equity.value,
    collateralValue: assessment.collateralValue.value,
    freeCollateral: assessment.freeCollateral,
    marginBuffer: assessment.marginBuffer,
  };
}

/** Figures that an account is the worse for, the larger they are. */
export function badOf(assessment: AccountAssessment | PoolAssessment): Figures {
  return {
    initialMargin: assessment.initialMargin.value,
    maintenanceMargin: assessment.maintenanceMargin.value,
    maintenanceMarginRatio: assessment.maintenanceMarginRatio,
  };
}

/**
 * Figures as text, to 25 places: divisions are kept to 64 digits, and what two large ones leave of each
 * other is that much less exact. `null` is not known.
 */
function textOf(figures: Figures): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      value && toDecimalString(value.toDecimalPlaces(25)),
    ]),
  );
}

/** Every figure that depends on nothing but the snapshot, by name; positions by their leg. */
export function allOf(assessment: AccountAssessment): Record<string, unknown> {
  const { pools, positions } = assessment;
  const pooled = pools.map((pool) => [
    `${pool.kind} ${pool.name}`,
    textOf({ ...goodOf(pool), ...badOf(pool) }),
  ]);
  const legs = positions.map(({ position, liquidationPrice, liquidationPriceReason }) => [
    `leg ${position.instrument} ${position.side}`,
    { ...textOf({ liquidationPrice }), liquidationPriceReason },
  ]);
  const account = textOf({
    ...goodOf(assessment),
    ...badOf(assessment),
    grossExposure: assessment.grossExposure.value,
    netExposure: assessment.netExposure.value,
  });
  return { account, ...Object.fromEntries([...pooled, ...legs]) };
}

/** Whether both legs of a contract are held behind one wall. */
export function isHedged({ positions }: AccountSnapshot, { instrument }: Position): boolean {
  return positions.filter((each) => each.instrument === instrument).length > 1;
}

/** Its profit falls as its price does. */
export function fearsFall({ side }: Position): boolean {
  return side === "long";
}

/** Models that read a tier's rate for the whole position, so that requirements step. */
export const STEPPED: ReadonlySet<MarginModelId> = new Set([
  "kraken-flex",
  "kucoin-cross",
  "bitget-cross", // with both legs held
]);
