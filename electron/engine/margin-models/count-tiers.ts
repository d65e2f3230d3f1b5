import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import { straight } from "../curve.ts";
import type { MaintenanceRequirement, PositionContext } from "../margin-model.ts";
import { isAboveLastCap } from "../margin-tiers.ts";
import { positionSize } from "../payoff.ts";
import {
  aboveCap,
  belowFloor,
  noMaintenance,
  notionalInputs,
  tiersMissing,
} from "./tier-margin.ts";

/**
 * The tier of a number of contracts: the first whose cap is not below it, beyond the last cap the
 * last. Such tables print "0 – 1000, 1000.01 – 3000", so the cap decides. `null` below the first floor.
 */
export function tierOfCount(tiers: readonly MarginTier[], count: Decimal): MarginTier | null {
  const first = tiers[0];
  if (!first || count.lt(first.floor)) return null;
  return tiers.find(({ cap }) => !cap || count.lte(cap)) ?? tiers.at(-1)!;
}

/**
 * One rate for the whole position, of the tier that holds `count` contracts: floors and caps are in
 * contracts, which do not move with the price, so the requirement is straight in it.
 */
export function maintenanceByCount(
  context: PositionContext,
  count: Decimal,
): MaintenanceRequirement {
  const { position, notional, path } = context;
  const at = `${path}.marginTiers`;
  const tiers = position.marginTiers ?? [];
  if (tiers.length === 0) return tiersMissing(context);
  const contradiction = contradictionOf(tiers);
  if (contradiction) return noMaintenance([inconsistent(context, contradiction)]);
  const tier = tierOfCount(tiers, count);
  if (!tier) return noMaintenance([belowFloor(context, at)]);
  const rate = tier.maintenanceRate;
  const curve = straight({ slope: rate.times(positionSize(position)), intercept: ZERO });
  const gaps = isAboveLastCap(tiers, count) ? [aboveCap(context, at)] : [];
  return {
    amount: notional && notional.times(rate),
    formula: notional && `${notional.toFixed()} × ${rate.toFixed()}`,
    inputs: [
      ...notionalInputs(context),
      { label: "contracts that choose the tier", value: count.toFixed(), unit: "", path: at },
      { label: "maintenance rate of the tier", value: rate.toFixed(), unit: "", path: at },
    ],
    gaps,
    tier,
    curve,
    gapsAt: () => [],
  };
}

/** In words; a small gap between two tiers is how such tables are printed. */
function contradictionOf(tiers: readonly MarginTier[]): string | null {
  for (const [index, { floor, cap, maintenanceRate }] of tiers.entries()) {
    const previous = tiers[index - 1];
    if (cap?.lte(floor)) return `tier ${index + 1} ends where it starts`;
    if (!previous) continue;
    if (!previous.cap || previous.cap.gt(floor))
      return `tier ${index + 1} starts within the one before`;
    if (floor.minus(previous.cap).gt(1))
      return `nothing is stated between tiers ${index} and ${index + 1}`;
    if (maintenanceRate.lt(previous.maintenanceRate))
      return `tier ${index + 1} has a lower rate than the one before`;
  }
  return null;
}

function inconsistent({ position, path }: PositionContext, contradiction: string): Gap {
  const message = `The margin tiers of ${position.instrument} contradict themselves: ${contradiction}.`;
  return { code: "tier_inconsistent", path: `${path}.marginTiers`, message };
}
