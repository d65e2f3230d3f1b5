import type { OverviewView, PoolView, PositionView } from "#shared/views/overview.ts";

/** The position a pool's nearest liquidation price belongs to. */
export function findNearestPosition(view: OverviewView, pool: PoolView): PositionView | undefined {
  const nearest = pool.nearestLiquidation;
  return view.positions.find(
    (position) =>
      position.accountId === pool.accountId &&
      position.instrument === nearest?.instrument &&
      position.side === nearest.side &&
      position.liquidationPrice === nearest.price,
  );
}
