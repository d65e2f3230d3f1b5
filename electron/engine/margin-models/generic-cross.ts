import { ONE } from "#shared/domain/decimal.ts";
import type { AssetContext, MarginModel, Worth } from "../margin-model.ts";
import { rateAtPrice, worthByWeight } from "./collateral-worth.ts";
import { optionRuleUnknown } from "./maintenance-parts.ts";
import { orderInitialMargin } from "./order-margin.ts";
import { initialByLeverage, maintenanceByProgressiveTiers } from "./tier-margin.ts";

/**
 * Any other venue: not a published rule but the common core of those that are. docs/margin/generic.md
 *
 * One pool in the valuation currency. Assets count at their weight as given; one that settles a cross
 * position counts in full where no weight is given, any other without a weight counts nothing. A
 * position requires its progressive tiers at mark, and notional ÷ leverage to open.
 */
export const genericCross: MarginModel = {
  id: "generic-cross",
  pools: "account",
  countsOptionValue: false,
  worth: worthOfSettledInFull,
  requirementRate: rateAtPrice,
  initialMargin: (context) =>
    context.position.kind === "option" ? optionRuleUnknown(context) : initialByLeverage(context),
  maintenanceMargin: (context) =>
    context.position.kind === "option"
      ? optionRuleUnknown(context)
      : maintenanceByProgressiveTiers(context),
  extraMargin: orderInitialMargin,
};

function worthOfSettledInFull(context: AssetContext): Worth {
  const { snapshot, asset, balance } = context;
  const settles = snapshot.positions.some(
    (position) => position.marginMode === "cross" && position.settle === asset,
  );
  if (!balance || balance.collateralWeight || balance.collateralTiers || !settles)
    return worthByWeight(context);
  return worthByWeight({ ...context, balance: { ...balance, collateralWeight: ONE } });
}
