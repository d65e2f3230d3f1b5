import type { PositionContext, Requirement } from "../margin-model.ts";
import { tierIndexAt } from "../margin-tiers.ts";
import { notionalInputs } from "./tier-margin.ts";

/** notional × initial rate of the tier that holds it, whole. Not known without that rate. */
export function initialByTier(context: PositionContext): Requirement {
  const { position, notional, path } = context;
  const tiers = position.marginTiers ?? [];
  const tier = notional && tiers[tierIndexAt(tiers, notional)];
  const at = `${path}.marginTiers`;
  if (!notional || !tier?.initialRate) {
    const message = `The initial margin rate of ${position.instrument} is not known, so neither is its initial margin.`;
    const gaps = notional ? [{ code: "tiers_missing", path: at, message } as const] : [];
    return { amount: null, formula: null, inputs: [], gaps };
  }
  const rate = tier.initialRate.toFixed();
  return {
    amount: notional.times(tier.initialRate),
    formula: `${notional.toFixed()} × ${rate}`,
    inputs: [
      ...notionalInputs(context),
      { label: "initial rate of the tier", value: rate, unit: "", path: at },
    ],
    gaps: [],
  };
}
