import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { accountFigures } from "./account-figures.ts";
import { type SolvablePool, assessPool } from "./assess-pool.ts";
import { type RequiredPosition, assessPosition } from "./assess-position.ts";
import type { AccountAssessment, PositionAssessment } from "./assessment.ts";
import { distinctGaps, notKnown } from "./figure.ts";
import { fundingGaps, fundingPerDay, fundingTotal } from "./funding.ts";
import { groupBy } from "./group-by.ts";
import { computeLiquidation } from "./liquidation.ts";
import { createTierResolver } from "./margin-tiers.ts";
import { findMarginModel } from "./margin-models/margin-models.ts";
import { type MarginModel, scopeOf } from "./margin-model.ts";
import { netSides } from "./net-sides.ts";
import { reconcile } from "./reconcile.ts";

/**
 * Everything Keel computes of one account at one time, by its venue's rule. Pure: the same snapshot
 * gives the same figures, to the last digit. What is not known is `null` with a gap, never zero.
 */
export function assessAccount(snapshot: AccountSnapshot): AccountAssessment {
  const model = findMarginModel(snapshot.marginModel);
  if (!model) return notModelled(snapshot);
  const assessed = assessBy(model, snapshot);
  const readings = model.readings?.(snapshot);
  const reconciliation = reconcile(assessed, {
    cover: model.actsAt?.cover ?? ONE,
    used: readings?.used ?? null,
    others: (readings?.others ?? []).map(({ name, rule }) => ({
      name,
      assess: () => assessBy({ ...model, ...rule }, snapshot),
    })),
  });
  return { ...assessed, reconciliation };
}

/** The account's equity as `assessAccount` gives it, without the work that only other figures need. */
export function computeEquity(snapshot: AccountSnapshot): Decimal | null {
  const model = findMarginModel(snapshot.marginModel);
  if (!model) return null;
  const required = requirementsOf(model, snapshot);
  return accountFigures(snapshot, poolsOf(model, snapshot, required), required).equity.value;
}

function requirementsOf(model: MarginModel, snapshot: AccountSnapshot): RequiredPosition[] {
  const legs = groupBy(snapshot.positions.filter(isCross), (position) => position.instrument);
  const resolveTiers = createTierResolver();
  return snapshot.positions.map((position, index) =>
    assessPosition(
      model,
      snapshot,
      index,
      isCross(position) ? legs.get(position.instrument)! : [position],
      resolveTiers,
    ),
  );
}

function assessBy(model: MarginModel, snapshot: AccountSnapshot): AccountAssessment {
  const required = requirementsOf(model, snapshot);
  const pools = poolsOf(model, snapshot, required);
  const positions = pools
    .flatMap((pool, index) => pool.members.map((member) => placed(pool, index, member)))
    .toSorted((a, b) => a.index - b.index)
    .map(({ assessed }) => assessed);
  const figures = accountFigures(snapshot, pools, required);
  return {
    snapshot,
    pools: pools.map((pool) => pool.assessment),
    positions,
    ...figures,
    fundingPerDay: fundingTotal(snapshot),
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
}

function poolsOf(
  model: MarginModel,
  snapshot: AccountSnapshot,
  required: readonly RequiredPosition[],
): SolvablePool[] {
  const each = required.filter((member) => isCross(member.position));
  const cross = model.nettedBy ? netSides(each, model.nettedBy) : each;
  const isolated = required.filter((member) => !isCross(member.position));
  const bySettle = groupBy(cross, (member) => member.position.settle);
  const assets = [
    ...new Set([
      ...snapshot.balances.map((balance) => balance.asset),
      ...cross.map((member) => member.position.settle),
    ]),
  ];
  const common = { model, snapshot };
  const crossPools =
    scopeOf(model, snapshot) === "account"
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
            members: bySettle.get(asset) ?? [],
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

function isCross(position: Position): boolean {
  return position.marginMode === "cross";
}

function placed(pool: SolvablePool, poolIndex: number, member: RequiredPosition) {
  const liquidation = computeLiquidation(pool, member);
  const { position, notional, unrealizedPnl, initial, maintenance } = member;
  const assessed: PositionAssessment = {
    position,
    pool: poolIndex,
    notional,
    unrealizedPnl,
    initialMargin: initial.amount,
    maintenanceMargin: maintenance.amount,
    tier: maintenance.tier,
    liquidationPrice: liquidation.price,
    liquidationPriceReason: liquidation.reason,
    fundingPerDay: fundingPerDay(position),
    fundingGaps: fundingGaps(position, member.path),
    distanceToLiquidation:
      liquidation.price && liquidation.price.div(position.markPrice!).minus(ONE),
    gaps: distinctGaps([...member.gaps, ...liquidation.gaps]),
  };
  return { index: member.index, assessed };
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
    fundingPerDay: fundingTotal(snapshot),
    reconciliation: [],
    gaps: distinctGaps([...snapshot.gaps, gap]),
  };
}
