import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import { straight } from "../curve.ts";
import type { MaintenanceRequirement, PositionContext, Requirement } from "../margin-model.ts";
import { positionSize } from "../payoff.ts";
import { noMaintenance, notionalInputs } from "./tier-margin.ts";

/** A rate that grows with the position: `base + step × coins`, per share of notional. */
export type SizeRate = { readonly base: Decimal; readonly step: Decimal };

/** The rate, or why it is not known. */
export type SizeRateFound = SizeRate | { readonly gap: Gap };

/** notional × (base + step × coins), in the settle currency. */
export function initialBySize(context: PositionContext, rate: SizeRateFound): Requirement {
  if ("gap" in rate) return { amount: null, formula: null, inputs: [], gaps: [rate.gap] };
  const { amount, formula, inputs, gaps } = maintenanceBySize(context, rate);
  return { amount, formula, inputs, gaps };
}

/**
 * The same as maintenance margin. The coins of a linear contract are its size, so the requirement is
 * straight in its price; those of an inverse one are size ÷ price, so it is square in 1 ÷ price.
 */
export function maintenanceBySize(
  context: PositionContext,
  rate: SizeRateFound,
): MaintenanceRequirement {
  if ("gap" in rate) return noMaintenance([rate.gap]);
  const { position, notional } = context;
  const { base, step } = rate;
  const size = positionSize(position);
  const inverse = position.kind === "inverse";
  const line = inverse
    ? { slope: base.times(size), intercept: ZERO, square: step.times(size).times(size) }
    : { slope: base.plus(step.times(size)).times(size), intercept: ZERO };
  const known = { tier: null, curve: straight(line), gapsAt: () => [] };
  if (!notional) return { ...noMaintenance([]), ...known };
  const coins = inverse ? notional : size;
  return {
    ...known,
    amount: notional.times(base.plus(step.times(coins))),
    formula: `${notional.toFixed()} × (${base.toFixed()} + ${step.toFixed()} × ${coins.toFixed()})`,
    inputs: [...notionalInputs(context), ...rateInputs(context, rate)],
    gaps: [],
  };
}

function rateInputs({ position, path }: PositionContext, rate: SizeRate) {
  return [
    { label: "base rate", value: rate.base.toFixed(), unit: "", path: `${path}.marginTiers` },
    {
      label: `rate per ${position.base}`,
      value: rate.step.toFixed(),
      unit: "",
      path: `${path}.marginTiers`,
    },
  ];
}
