import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { InputItem } from "../assessment.ts";
import { constant, straight } from "../curve.ts";
import type { MaintenanceRequirement, PositionContext, Requirement } from "../margin-model.ts";
import {
  isAboveLastCap,
  progressiveCurve,
  progressiveMargin,
  tierIndexAt,
} from "../margin-tiers.ts";
import { positionSize } from "../payoff.ts";

/** notional ÷ leverage setting. Not known without the setting. */
export function initialByLeverage(context: PositionContext): Requirement {
  const { position, notional, path } = context;
  if (!position.leverage) {
    const message = `The leverage setting of ${position.instrument} is not known, so neither is its initial margin.`;
    return notKnown([{ code: "leverage_missing", path: `${path}.leverage`, message }]);
  }
  const leverage = position.leverage.toFixed();
  return {
    amount: notional && notional.div(position.leverage),
    formula: notional && `${notional.toFixed()} ÷ ${leverage}`,
    inputs: [
      ...notionalInputs(context),
      { label: "leverage setting", value: leverage, unit: "×", path: `${path}.leverage` },
    ],
    gaps: [],
  };
}

/** Maintenance margin by progressive tiers on the notional at mark: notional × rate − deduction. */
export function maintenanceByProgressiveTiers(context: PositionContext): MaintenanceRequirement {
  const { position, notional, path } = context;
  const at = `${path}.marginTiers`;
  const table = position.marginTiers && context.resolveTiers(position.marginTiers);
  if (!table) return tiersMissing(context);
  const gaps: Gap[] = [];
  if (table.contradiction) gaps.push(contradicts(context, table.contradiction));
  if (table.tiers.length === 0) return noMaintenance(gaps);
  const size = positionSize(position);
  const curve = progressiveCurve(table.tiers, size);
  const gapsAt = (x: Decimal): Gap[] =>
    isAboveLastCap(table.tiers, size.times(x)) ? [aboveCap(context, at)] : [];
  const tier = notional && table.tiers[tierIndexAt(table.tiers, notional)];
  if (!notional || !tier) {
    if (notional) gaps.push(belowFloor(context, at));
    return { ...notKnown(gaps), tier: null, curve, gapsAt };
  }
  if (isAboveLastCap(table.tiers, notional)) gaps.push(aboveCap(context, at));
  const rate = tier.maintenanceRate.toFixed();
  const deduction = tier.deduction.toFixed();
  return {
    amount: progressiveMargin(tier, notional),
    formula: `${notional.toFixed()} × ${rate} − ${deduction}`,
    inputs: [
      ...notionalInputs(context),
      { label: "maintenance rate of the tier", value: rate, unit: "", path: at },
      { label: "deduction of the tier", value: deduction, unit: position.settle, path: at },
    ],
    gaps,
    tier,
    curve,
    gapsAt,
  };
}

/** Size and mark: what a notional came from. */
export function notionalInputs({ position, path }: PositionContext): InputItem[] {
  const inverse = position.kind === "inverse";
  return [
    {
      label: "size",
      value: positionSize(position).toFixed(),
      unit: inverse ? position.quote : position.base,
      path: `${path}.quantity`,
    },
    {
      label: "mark price",
      value: position.markPrice?.toFixed() ?? "not known",
      unit: position.quote,
      path: `${path}.markPrice`,
    },
  ];
}

function notKnown(gaps: readonly Gap[]): Requirement {
  return { amount: null, formula: null, inputs: [], gaps };
}

export function noMaintenance(gaps: readonly Gap[]): MaintenanceRequirement {
  return { ...notKnown(gaps), tier: null, curve: null, gapsAt: () => [] };
}

/** What is known to require nothing, and why: a long option was paid for. */
export function nothingRequired(why: string): MaintenanceRequirement {
  return {
    amount: ZERO,
    formula: `0 (${why})`,
    inputs: [],
    gaps: [],
    tier: null,
    curve: straight(constant(ZERO)),
    gapsAt: () => [],
  };
}

export function tiersMissing({ position, path }: PositionContext): MaintenanceRequirement {
  const message = `The margin tiers of ${position.instrument} are not known, so neither is its maintenance margin.`;
  return noMaintenance([{ code: "tiers_missing", path: `${path}.marginTiers`, message }]);
}

export function contradicts({ position, path }: PositionContext, what: string): Gap {
  const message = `The margin tiers of ${position.instrument} contradict themselves: ${what}.`;
  return { code: "tier_inconsistent", path: `${path}.marginTiers`, message };
}

export function aboveCap({ position }: PositionContext, path: string): Gap {
  const message = `${position.instrument} is beyond the last tier known; its rate is continued.`;
  return { code: "tier_above_cap", path, message };
}

export function belowFloor({ position }: PositionContext, path: string): Gap {
  const message = `${position.instrument} is below the first tier known, so its maintenance margin is not known.`;
  return { code: "tier_below_floor", path, message };
}
