import { ONE, ZERO, decimal, sum } from "#shared/domain/decimal.ts";
import { constant } from "../curve.ts";
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
import { tierIndexAt } from "../margin-tiers.ts";
import { priceOf } from "../prices.ts";
import {
  NO_DEBT_MARGIN,
  isMultiAsset,
  poolsByMode,
  rateByMode,
  worthByMode,
} from "./collateral-mode.ts";
import { CARRIED_BY_OTHER_LEG, largerSide, ordersWithoutTerms } from "./larger-side.ts";
import { maintenanceByWholeTier, withFee } from "./maintenance-parts.ts";
import { openingOrders } from "./open-orders.ts";
import { initialByLeverage, maintenanceByProgressiveTiers } from "./tier-margin.ts";

/** Liquidation fee rate in maintenance margin: support 12560603841952 (2025-11-10). */
const LIQUIDATION_FEE = decimal("0.0006");
/** Of a debt, flat until 2026-06-25: support 12560603812664. */
const DEBT_RATE = decimal("0.05");

/**
 * Bitget futures, classic account, cross margin: single-asset and multi-asset mode.
 * docs/margin/bitget.md
 *
 * Collateral is the margin coin, or every coin at price × its ratio by slices, plus profit. A contract
 * requires, of max(long + buy orders, short + sell orders) at mark, its tiers slice by slice plus a
 * 0.06 % liquidation fee; a debt requires margin of its own, added since 2026-06-25. Liquidation when
 * collateral falls below the sum.
 * Slice by slice holds for positions opened since 2025-11-10; older ones pay the tier's rate on the
 * whole. With both legs held, the tier was chosen by both together; whether it still is, is not
 * published, so such a pair is held to the older, dearer rule.
 * Sources: bitget.com support 12560603841952 (2025-11-07), 12560603884259 (2026-05-22),
 * 12560603812664, 360052911052; read 2026-11-23.
 */
export const bitgetCross: MarginModel = {
  id: "bitget-cross",
  pools: poolsByMode,
  countsOptionValue: false,
  worth: worthByMode,
  requirementRate: rateByMode,
  initialMargin,
  maintenanceMargin,
  extraMargin,
  debtMargin,
  readings: () => ({
    used: "tiers slice by slice, for positions opened since 2025-11-10",
    others: [
      {
        name: "the tier's rate on the whole, for positions opened before 2025-11-10",
        rule: { maintenanceMargin: (context) => sideMargin(context, byTierOfBothLegs) },
      },
    ],
  }),
};

function initialMargin(context: PositionContext): Requirement {
  const side = largerSide(context, context.snapshot.openOrders);
  return side ? initialByLeverage(side) : CARRIED_BY_OTHER_LEG;
}

function maintenanceMargin(context: PositionContext): MaintenanceRequirement {
  const isPair = context.legs.length > 1;
  return sideMargin(context, isPair ? byTierOfBothLegs : maintenanceByProgressiveTiers);
}

function sideMargin(
  context: PositionContext,
  byTiers: (side: PositionContext) => MaintenanceRequirement,
): MaintenanceRequirement {
  const side = largerSide(context, context.snapshot.openOrders);
  return side ? withFee(byTiers(side), side, LIQUIDATION_FEE) : CARRIED_BY_OTHER_LEG;
}

/** The rate of the tier that both legs together fall into, on the whole of the larger side. */
function byTierOfBothLegs(side: PositionContext): MaintenanceRequirement {
  const { position, legs, notional, path } = side;
  const tiers = position.marginTiers;
  if (!tiers || !notional) return maintenanceByWholeTier(side, "notional");
  // Floors for both legs, restated for the side alone, so that they move with its price.
  const both = sum(legs.map((leg) => leg.quantity));
  const share = both.gt(position.quantity) ? position.quantity.div(both) : ONE;
  const restated = tiers.map((tier) => ({
    ...tier,
    floor: tier.floor.times(share),
    cap: tier.cap && tier.cap.times(share),
  }));
  const rule = { ...side, position: { ...position, marginTiers: restated } };
  const requirement = maintenanceByWholeTier(rule, "notional");
  const index = tierIndexAt(restated, notional);
  const tier = tiers[index] ?? null;
  if (index < 1) return { ...requirement, tier };
  const message = `Which tier Bitget applies to the two legs of ${position.instrument} is not published; the rate of both together is taken, on the whole of the larger.`;
  const gap = { code: "rule_unknown", path: `${path}.marginTiers`, message } as const;
  return { ...requirement, tier, gaps: [...requirement.gaps, gap] };
}

function extraMargin(pool: PoolContext): ExtraMargin {
  const extra = ordersWithoutTerms(pool);
  const atMark = openingOrders(pool).map(({ order: { instrument }, path }) => {
    const message = `At what price Bitget counts the open order of ${instrument} is not published; it counts at the mark.`;
    return { code: "order_rule_unknown", path, message } as const;
  });
  return { ...extra, gaps: [...extra.gaps, ...atMark] };
}

function debtMargin({ snapshot, asset, path }: AssetContext): Worth {
  if (!isMultiAsset(snapshot)) return NO_DEBT_MARGIN;
  const price = priceOf(snapshot, asset);
  const message = `Bitget requires margin for the debt in ${asset} by tiers not known here; its former flat 5 % stands in.`;
  const gap = { code: "rule_unknown", path, message } as const;
  const owing = price && { slope: price.times(DEBT_RATE).neg(), intercept: ZERO };
  return {
    curve: { breaks: [ZERO], lines: [owing, constant(ZERO)] },
    explain: (amount) => ({
      formula: `${amount.abs().toFixed()} × ${price?.toFixed() ?? "?"} × ${DEBT_RATE.toFixed()}`,
      inputs: [{ label: "debt", value: amount.toFixed(), unit: asset, path }],
    }),
    gaps: [gap],
  };
}
