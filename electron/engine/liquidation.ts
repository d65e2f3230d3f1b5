import { type Decimal, ONE, ZERO, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { RequiredPosition } from "./assess-position.ts";
import type { SolvablePool } from "./assess-pool.ts";
import type { LiquidationReason } from "./assessment.ts";
import { type Curve, add, compose, constant, negate, scale, straight, valueAt } from "./curve.ts";
import { type Root, firstRoot } from "./first-root.ts";
import { equityLine, fromVariable, toVariable } from "./payoff.ts";
import { type PoolAsset, countsAsCollateral } from "./pool-assets.ts";

export type Liquidation = {
  /** In the quote currency. */
  readonly price: Decimal | null;
  readonly reason: LiquidationReason | null;
  readonly gaps: readonly Gap[];
};

const UNKNOWN: Liquidation = { price: null, reason: "unknown", gaps: [] };
const NONE: Liquidation = { price: null, reason: "none", gaps: [] };

/**
 * The price nearest to the mark, above or below, at which the pool's collateral value equals its
 * maintenance margin when the mark of this one contract moves and every other price stays. All other
 * positions' maintenance stays in the equation, the tier is re-read at the moved price, and both
 * legs of the contract move together.
 *
 * Solved exactly: collateral value and requirement are piecewise straight lines in price (linear) or
 * 1 ÷ price (inverse), so the answer is one division; square ones, of rates that grow with size, have
 * the nearer of two roots. A step across zero (tiers on the whole
 * position) gives the price of the step. `none`: no such price above zero. `unknown`: an input is
 * missing, or the search comes to a price whose tier is not known before it finds one.
 * Source of the equation: Binance FAQ b3c689c1f50a44cabb3a84e663b81d93 (2020-08-14), read 2026-11-22.
 */
export function computeLiquidation(pool: SolvablePool, member: RequiredPosition): Liquidation {
  const mark = member.position.markPrice;
  const moved = mark && movedCurves(pool, member);
  if (!mark || !moved) return UNKNOWN;
  const start = toVariable(member.position, mark);
  const found = ([1, -1] as const).map((direction) =>
    candidateAt(firstRoot(moved.buffer, start, direction), member, mark),
  );
  const near = found.filter((each) => each !== null).toSorted((a, b) => a.away.cmp(b.away))[0];
  if (!near) return NONE;
  return near.x
    ? at(pool, member, near.x, moved.debtGapsAt(near.x))
    : { ...UNKNOWN, gaps: moved.unknownDebt };
}

/** A root, or the edge of what is known, with its distance from the mark. */
type Candidate = { readonly x: Decimal | null; readonly away: Decimal };

function candidateAt(root: Root, { position }: RequiredPosition, mark: Decimal): Candidate | null {
  if (root.kind === "none") return null;
  const x = root.kind === "at" ? root.x : root.from;
  const away = fromVariable(position, x).minus(mark).abs();
  return { x: root.kind === "at" ? root.x : null, away };
}

function at(
  pool: SolvablePool,
  member: RequiredPosition,
  x: Decimal,
  ofDebt: readonly Gap[],
): Liquidation {
  const legs = pool.legs.get(member.position.instrument)!;
  const gaps = [...legs.flatMap((leg) => leg.maintenance.gapsAt(x)), ...ofDebt];
  return { price: fromVariable(member.position, x), reason: null, gaps };
}

type MovedCurves = {
  /** Collateral value less maintenance margin of the pool, in the moved contract's variable. */
  readonly buffer: Curve;
  /** Gaps of a debt in the settle currency, where the move leads into one. */
  readonly debtGapsAt: (x: Decimal) => readonly Gap[];
  /** Why the buffer is not known where the move leads into a debt whose margin is not. */
  readonly unknownDebt: readonly Gap[];
};

function movedCurves(pool: SolvablePool, member: RequiredPosition): MovedCurves | null {
  const legs = pool.legs.get(member.position.instrument)!;
  const settle = member.position.settle;
  const asset = pool.assets.find((each) => each.asset === settle);
  const rate = pool.maintenanceRate(settle);
  const rest = restOf(pool, legs, settle);
  if (!asset?.amount || !asset.worth || !rate || !rest) return null;
  const counted = legs.filter((leg) =>
    countsAsCollateral({ model: pool.model, kind: pool.assessment.kind }, leg),
  );
  const lines = counted.map((leg) => equityLine(leg.position));
  const curves = legs.map((leg) => leg.maintenance.curve);
  if (lines.some((line) => !line) || curves.some((curve) => !curve)) return null;
  const atMark = sum(counted.map((leg) => leg.equityValue!));
  const amount = lines.reduce(
    (whole, line) => add(whole, straight(line)),
    straight(constant(asset.amount.minus(atMark))),
  );
  const required = curves.reduce((whole, curve) => add(whole!, curve!))!;
  const value = compose(netWorth(asset.worth, asset.debt, pool.cover), amount);
  return {
    buffer: add(add(value, straight(constant(rest))), negate(scale(required, rate))),
    debtGapsAt: (x) =>
      asset.debt && valueAt(amount, x)?.isNegative() ? asset.debt.margin.gaps : [],
    unknownDebt: asset.debt?.margin.curve?.lines.includes(null) ? asset.debt.margin.gaps : [],
  };
}

/** Worth of an amount less what owing it requires. */
function netWorth(worth: Curve, debt: PoolAsset["debt"], cover: Decimal): Curve {
  if (!debt) return worth;
  return add(worth, scale(debt.margin.curve ?? straight(null), cover.neg()));
}

/** What stays as it is: the worth of the other assets less everything required elsewhere. */
function restOf(
  pool: SolvablePool,
  legs: readonly RequiredPosition[],
  settle: string,
): Decimal | null {
  const { collateralValue, maintenanceMargin } = pool.assessment;
  const asset = pool.assets.find((each) => each.asset === settle);
  const rate = pool.maintenanceRate(settle) ?? ONE;
  if (!collateralValue.value || !maintenanceMargin.value || !asset?.value) return null;
  const ofLegs = sum(legs.map((leg) => leg.maintenance.amount!))
    .times(rate)
    .plus(asset.debt?.amount?.times(pool.cover) ?? ZERO);
  return collateralValue.value.minus(asset.value).minus(maintenanceMargin.value.minus(ofLegs));
}
