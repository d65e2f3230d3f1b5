import { type Decimal, toDecimalString } from "#shared/domain/decimal.ts";
import type { NearestLiquidationView, PoolView } from "#shared/views/overview.ts";
import type {
  AccountAssessment,
  PoolAssessment,
  PositionAssessment,
} from "../engine/assessment.ts";
import { dangerOfRatio } from "../engine/danger.ts";
import { figureView } from "./figure.ts";

export function poolView(account: AccountAssessment, pool: PoolAssessment): PoolView {
  const { currency, collateralValue, maintenanceMargin, marginBuffer } = pool;
  return {
    accountId: account.snapshot.accountId,
    name: pool.name,
    unit: currency,
    collateralValue: figureView(collateralValue.value, currency, collateralValue.gaps),
    maintenanceMargin: figureView(maintenanceMargin.value, currency, maintenanceMargin.gaps),
    maintenanceMarginRatio: figureView(pool.maintenanceMarginRatio, "", pool.gaps),
    marginBuffer: figureView(marginBuffer, currency, pool.gaps),
    level: dangerOfRatio(pool.maintenanceMarginRatio, marginBuffer),
    nearestLiquidation: nearestOf(pool.positions.map((index) => account.positions[index]!)),
  };
}

function nearestOf(positions: readonly PositionAssessment[]): NearestLiquidationView | null {
  let nearest: PositionAssessment | null = null;
  let least: Decimal | null = null;
  for (const each of positions) {
    const distance = each.liquidationPrice ? (each.distanceToLiquidation?.abs() ?? null) : null;
    if (!distance || (least && distance.gte(least))) continue;
    [nearest, least] = [each, distance];
  }
  if (!nearest) return null;
  return {
    instrument: nearest.position.instrument,
    side: nearest.position.side,
    price: toDecimalString(nearest.liquidationPrice!),
    distanceRatio: toDecimalString(nearest.distanceToLiquidation!),
  };
}
