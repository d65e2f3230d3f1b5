import type { MarginModel } from "../margin-model.ts";
import { worthOfSettledInFull } from "./collateral-mode.ts";
import { rateAtPrice } from "./collateral-worth.ts";
import { exceptOptions } from "./maintenance-parts.ts";
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
  initialMargin: exceptOptions(initialByLeverage),
  maintenanceMargin: exceptOptions(maintenanceByProgressiveTiers),
  extraMargin: orderInitialMargin,
};
