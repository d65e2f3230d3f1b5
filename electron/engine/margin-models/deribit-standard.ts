import { ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type {
  AssetContext,
  ExtraMargin,
  MaintenanceRequirement,
  MarginModel,
  PoolContext,
  PositionContext,
  Requirement,
  Worth,
} from "../margin-model.ts";
import { rateAtPar, rateAtPrice, worthAtPar, worthByWeight } from "./collateral-worth.ts";
import { haircutLines } from "./deribit-haircut.ts";
import { optionInitial, optionMaintenance } from "./deribit-options.ts";
import { rateOf } from "./deribit-rates.ts";
import { openingOrders } from "./open-orders.ts";
import { reportedOrderMargin } from "./order-margin.ts";
import { initialBySize, maintenanceBySize } from "./size-margin.ts";

/**
 * Deribit standard margin. docs/margin/deribit.md
 *
 * The margin balance, equity less the value of options, stands against the sum over positions,
 * nothing netted: a future `notional × (rate + growth × coins)`, a short option by deribit-options.ts,
 * a long option nothing. Liquidation when maintenance exceeds the margin balance; the liquidation fee
 * is on top of it.
 * Segregated (S:SM): each currency is a pool of its own. Cross collateral (X:SM), which a balance with
 * a weight below 1 shows: one pool in USD, every currency at full price; what the weight leaves out is
 * initial margin, not less collateral.
 * Sources: support.deribit.com 25944811317149, 25944826427293 (2022-01-11), 25944769313309
 * (2023-08-01), 25944777203869; read 2026-11-22. Rates: deribit-rates.ts.
 */
export const deribitStandard: MarginModel = {
  id: "deribit-standard",
  pools: (snapshot) => (isCrossCollateral(snapshot) ? "account" : "settle"),
  countsOptionValue: false,
  worth: (context) => (isCrossCollateral(context.snapshot) ? worthInFull(context) : worthAtPar()),
  requirementRate: (context) =>
    isCrossCollateral(context.snapshot) ? rateAtPrice(context) : rateAtPar(),
  initialMargin: initial,
  maintenanceMargin: maintenance,
  extraMargin: ordersAndHaircuts,
};

/** Segregated accounts have no weights; one below 1 is a haircut, which only cross collateral knows. */
function isCrossCollateral({ balances }: AccountSnapshot): boolean {
  return balances.some(
    ({ collateralWeight, collateralTiers }) => collateralTiers || collateralWeight?.lt(ONE),
  );
}

function worthInFull(context: AssetContext): Worth {
  const { balance } = context;
  const full = balance && { ...balance, collateralWeight: ONE, collateralTiers: null };
  return worthByWeight({ ...context, balance: full });
}

function initial(context: PositionContext): Requirement {
  if (context.position.kind === "option") return optionInitial(context);
  return initialBySize(context, rateOf(context, "initialRate"));
}

function maintenance(context: PositionContext): MaintenanceRequirement {
  if (context.position.kind === "option") return optionMaintenance(context);
  return maintenanceBySize(context, rateOf(context, "maintenanceRate"));
}

function ordersAndHaircuts(pool: PoolContext): ExtraMargin {
  const haircut = isCrossCollateral(pool.snapshot)
    ? haircutLines(pool.snapshot)
    : { lines: [], gaps: [] };
  const stated = reportedOrderMargin(pool);
  const orders = stated ? [] : openingOrders(pool);
  const known = orders.length === 0;
  return {
    initial: known && haircut.lines ? [...haircut.lines, ...(stated ? [stated] : [])] : null,
    maintenance: [],
    gaps: [
      ...haircut.gaps,
      ...orders.map(({ order, path }) => ruleUnknown(order.instrument, path)),
    ],
  };
}

function ruleUnknown(instrument: string, path: string): Gap {
  const message = `How much initial margin the open order of ${instrument} holds is not published.`;
  return { code: "order_rule_unknown", path, message };
}
