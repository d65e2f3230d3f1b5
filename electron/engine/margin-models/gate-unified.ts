import { ZERO } from "#shared/domain/decimal.ts";
import { constant, straight } from "../curve.ts";
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
import {
  NO_DEBT_MARGIN,
  isMultiAsset,
  poolsByMode,
  rateByMode,
  worthByMode,
} from "./collateral-mode.ts";
import { CARRIED_BY_OTHER_LEG, largerSide } from "./larger-side.ts";
import { optionRuleUnknown, withFee } from "./maintenance-parts.ts";
import { openingOrders } from "./open-orders.ts";
import { orderInitialMargin } from "./order-margin.ts";
import {
  initialByLeverage,
  maintenanceByProgressiveTiers,
  nothingRequired,
} from "./tier-margin.ts";

/**
 * Gate unified account: single-currency and multi-currency margin. docs/margin/gate.md
 *
 * Single-currency: USDT plus the profit of its cross contracts. Multi-currency: each coin's equity
 * (balance − borrowed + profit + option value) at its ratio, in USD. Against it stands each contract's
 * progressive maintenance margin plus the taker fee on its notional, at mark; in hedge mode only the
 * larger side requires. Liquidation at 100 %.
 * What borrowing requires is tiered per coin and not in an account's data: with a debt the maintenance
 * margin is not known. Nor is it published whether open orders count for it.
 * Sources: gate.com help 33018, 33015, 41356 (2025-09-23), 22162 (2025-09-30); read 2026-11-23.
 */
export const gateUnified: MarginModel = {
  id: "gate-unified",
  pools: poolsByMode,
  countsOptionValue: true,
  worth: worthByMode,
  requirementRate: rateByMode,
  initialMargin,
  maintenanceMargin,
  extraMargin: ordersForInitialOnly,
  debtMargin: notKnownWhileOwed,
};

function initialMargin(context: PositionContext): Requirement {
  if (context.position.kind === "option") return optionMargin(context);
  const side = largerSide(context, []);
  return side ? initialByLeverage(side) : CARRIED_BY_OTHER_LEG;
}

function maintenanceMargin(context: PositionContext): MaintenanceRequirement {
  const { position, snapshot } = context;
  if (position.kind === "option") return optionMargin(context);
  const side = largerSide(context, []);
  if (!side) return CARRIED_BY_OTHER_LEG;
  return withFee(maintenanceByProgressiveTiers(side), side, snapshot.takerFeeRate);
}

/** Only options that were sold carry margin; how much is not published. */
function optionMargin(context: PositionContext): MaintenanceRequirement {
  if (context.position.side === "short") return optionRuleUnknown(context);
  return nothingRequired("a bought option requires nothing");
}

function ordersForInitialOnly(pool: PoolContext): ExtraMargin {
  const unknown = openingOrders(pool).map(({ order: { instrument }, path }) => {
    const message = `Whether Gate counts the open order of ${instrument} for maintenance margin is not published; it is left out.`;
    return { code: "order_rule_unknown", path, message } as const;
  });
  const extra = orderInitialMargin(pool);
  return { ...extra, gaps: [...extra.gaps, ...unknown] };
}

function notKnownWhileOwed({ snapshot, asset, balance, path }: AssetContext): Worth {
  if (!isMultiAsset(snapshot)) return NO_DEBT_MARGIN;
  const message = `What Gate requires for the debt in ${asset} is tiered per coin and not known here.`;
  const gap = { code: "rule_unknown", path, message } as const;
  const curve = balance?.borrowed?.gt(0)
    ? straight(null)
    : { breaks: [ZERO], lines: [null, constant(ZERO)] };
  return { curve, explain: null, gaps: [gap] };
}
