import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { MarginTier, Position } from "#shared/domain/snapshot.ts";
import { add, constant, straight } from "../curve.ts";
import type { MaintenanceRequirement, PositionContext, Requirement } from "../margin-model.ts";
import { isAboveLastCap, tierIndexAt } from "../margin-tiers.ts";
import { notionalAt, positionSize } from "../payoff.ts";
import {
  aboveCap,
  belowFloor,
  contradicts,
  noMaintenance,
  notionalInputs,
  tiersMissing,
} from "./tier-margin.ts";

/*
 * What some venues add to, or change in, the requirement by tiers. Each takes and gives a
 * requirement, so that a model reads as the sentence its venue publishes.
 */

/**
 * Adds a fee on the notional at mark (to close, or for the liquidation), which the venue counts in
 * maintenance. Not known without its rate.
 */
export function withFee(
  requirement: MaintenanceRequirement,
  context: PositionContext,
  feeRate: Decimal | null,
): MaintenanceRequirement {
  const { position, path, notional } = context;
  if (!feeRate) {
    const message = `The rule of ${position.instrument} counts a fee whose rate is not known.`;
    const gap: Gap = { code: "fee_rate_missing", path: "takerFeeRate", message };
    return {
      ...requirement,
      amount: null,
      formula: null,
      curve: null,
      gaps: [...requirement.gaps, gap],
    };
  }
  const fee = straight({ slope: feeRate.times(positionSize(position)), intercept: ZERO });
  return {
    ...requirement,
    amount: requirement.amount && notional && requirement.amount.plus(notional.times(feeRate)),
    formula:
      requirement.formula &&
      `${requirement.formula} + ${notional?.toFixed() ?? "?"} × ${feeRate.toFixed()}`,
    inputs: [
      ...requirement.inputs,
      { label: "fee rate", value: feeRate.toFixed(), unit: "", path },
    ],
    curve: requirement.curve && add(requirement.curve, fee),
  };
}

/**
 * One rate for the whole position, so that the requirement steps at a boundary. `measure` says what
 * the floors and caps are in: `notional`, which moves with the price, or a number that does not.
 */
export function maintenanceByWholeTier(
  context: PositionContext,
  measure: "notional" | Decimal,
): MaintenanceRequirement {
  const { position, notional, path } = context;
  const at = `${path}.marginTiers`;
  const tiers = position.marginTiers;
  if (!tiers || tiers.length === 0) return tiersMissing(context);
  const fault = measure === "notional" ? faultOf(context, tiers) : null;
  if (fault?.isUseless) return noMaintenance(fault.gaps);
  const size = positionSize(position);
  const measured = measure === "notional" ? notional : measure;
  const tier = measured && tiers[tierIndexAt(tiers, measured)];
  const curve =
    measure === "notional" ? steppedCurve(tiers, size) : tier ? rateLine(tier, size) : null;
  if (!tier || !notional) {
    const below = measured && !tier ? [belowFloor(context, at)] : [];
    return { ...noMaintenance([...(fault?.gaps ?? []), ...below]), curve };
  }
  const isBeyond = (value: Decimal) => isAboveLastCap(tiers, value);
  const rate = tier.maintenanceRate.toFixed();
  return {
    amount: notional.times(tier.maintenanceRate),
    formula: `${notional.toFixed()} × ${rate}`,
    inputs: [
      ...notionalInputs(context),
      { label: "maintenance rate of the tier", value: rate, unit: "", path: at },
    ],
    gaps: [...(fault?.gaps ?? []), ...(isBeyond(measured) ? [aboveCap(context, at)] : [])],
    tier,
    curve,
    gapsAt: (x) =>
      measure === "notional" && isBeyond(size.times(x)) ? [aboveCap(context, at)] : [],
  };
}

/** What contradicts itself in a table of whole tiers, whose deductions mean nothing. */
function faultOf(context: PositionContext, tiers: readonly MarginTier[]) {
  const plain = tiers.some((tier) => tier.deduction)
    ? tiers.map((tier) => ({ ...tier, deduction: null }))
    : tiers;
  const table = context.resolveTiers(plain);
  if (!table?.contradiction) return null;
  return { gaps: [contradicts(context, table.contradiction)], isUseless: table.tiers.length === 0 };
}

function steppedCurve(tiers: readonly MarginTier[], size: Decimal) {
  const partial = tiers[0]!.floor.gt(0);
  return {
    breaks: tiers.filter((tier) => tier.floor.gt(0)).map((tier) => tier.floor.div(size)),
    lines: [...(partial ? [null] : []), ...tiers.map((tier) => lineOf(tier, size))],
  };
}

function rateLine(tier: MarginTier, size: Decimal) {
  return straight(lineOf(tier, size));
}

function lineOf(tier: MarginTier, size: Decimal) {
  return { slope: tier.maintenanceRate.times(size), intercept: ZERO };
}

/** The position as if its price stood at entry; without an entry its notional is not known. */
export function contextAtEntry(context: PositionContext): PositionContext {
  const { position } = context;
  const { entryPrice } = position;
  const entered: Position = { ...position, markPrice: entryPrice };
  return {
    ...context,
    position: entered,
    notional: entryPrice && notionalAt(position, entryPrice),
  };
}

/** The same requirement as if its price stood at entry: it does not move with the mark. */
export function atEntry(
  rule: (context: PositionContext) => MaintenanceRequirement,
  context: PositionContext,
): MaintenanceRequirement {
  const requirement = namedAtEntry(rule(contextAtEntry(context)));
  return {
    ...requirement,
    curve: requirement.amount && straight(constant(requirement.amount)),
    gapsAt: () => [],
  };
}

/** The inputs of a requirement at entry, under their right name. */
export function namedAtEntry<R extends Requirement>(requirement: R): R {
  const inputs = requirement.inputs.map((input) =>
    input.label === "mark price"
      ? { ...input, label: "entry price", path: input.path.replace("markPrice", "entryPrice") }
      : input,
  );
  return { ...requirement, inputs };
}

/** No margin can be computed for an option where the venue's rule for it is not published. */
export function optionRuleUnknown(context: PositionContext): MaintenanceRequirement {
  const { position, path } = context;
  const message = `How options stand in this account is not published, so the margin of ${position.instrument} is not known.`;
  return noMaintenance([{ code: "rule_unknown", path, message }]);
}

/** A rule for contracts where the venue publishes none for options. */
export function exceptOptions<R extends Requirement>(
  rule: (context: PositionContext) => R,
): (context: PositionContext) => R | MaintenanceRequirement {
  return (context) =>
    context.position.kind === "option" ? optionRuleUnknown(context) : rule(context);
}
