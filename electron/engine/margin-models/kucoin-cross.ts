import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { OpenOrder } from "#shared/domain/snapshot.ts";
import type { LineItem } from "../assessment.ts";
import type {
  ExtraMargin,
  MaintenanceRequirement,
  MarginModel,
  PoolContext,
  PositionContext,
} from "../margin-model.ts";
import { tierIndexAt } from "../margin-tiers.ts";
import { notionalAt } from "../payoff.ts";
import { rateAtPar, worthAtPar } from "./collateral-worth.ts";
import { CARRIED_BY_OTHER_LEG, largerSide, ordersWithoutTerms } from "./larger-side.ts";
import { atEntry, maintenanceByWholeTier, withFee } from "./maintenance-parts.ts";
import { openingOrders } from "./open-orders.ts";
import { initialByLeverage } from "./tier-margin.ts";

/**
 * KuCoin Futures, cross margin. docs/margin/kucoin.md
 *
 * Each settle coin is a pool: wallet plus profit, less the fees expected for opening the open orders.
 * A contract requires, of max(|position + orders of its side|, |orders of the other side|) at mark, its
 * maintenance rate plus the taker fee to close. Risk rate 100 % is liquidation; at 95 % the venue
 * cancels the orders. The rate of a cross position has no tiers and is read as it stands.
 * An isolated position requires rate plus liquidation fee at mark since 2025-05-22; that fee's rate is
 * not published, the taker rate stands in. Before, all of it stood at entry: `isolatedBefore2025May`.
 * Sources: kucoin.com support 35233217061785, 35084093025049 (2025-12-30), announcement
 * update-to-the-isolated-margin-calculation-formula (2025-05-20); read 2026-11-23.
 */
export const kucoinCross: MarginModel = {
  id: "kucoin-cross",
  pools: "settle",
  countsOptionValue: false,
  worth: worthAtPar,
  requirementRate: rateAtPar,
  initialMargin: (context) => {
    const side = largerSide(context, context.snapshot.openOrders);
    return side ? initialByLeverage(side) : CARRIED_BY_OTHER_LEG;
  },
  maintenanceMargin,
  extraMargin,
  readings: () => ({
    used: "the formula at mark since 2025-05-22",
    others: [
      {
        name: "the isolated formula at entry, in force until 2025-05-22",
        rule: { maintenanceMargin: isolatedBefore2025May },
      },
    ],
  }),
};

function maintenanceMargin(context: PositionContext): MaintenanceRequirement {
  const side = largerSide(context, context.snapshot.openOrders);
  if (!side) return CARRIED_BY_OTHER_LEG;
  const required = withFee(byLevel(side), side, context.snapshot.takerFeeRate);
  if (context.position.marginMode === "cross") return required;
  const message = `KuCoin's liquidation fee rate for ${context.position.instrument} is not published; the taker fee stands in.`;
  const gap: Gap = { code: "rule_unknown", path: context.path, message };
  return { ...required, gaps: [...required.gaps, gap] };
}

/** Entry value × (rate + (1 + 1 ÷ leverage) × taker fee): the announcement's "before" formula. */
export function isolatedBefore2025May(context: PositionContext): MaintenanceRequirement {
  const { position, snapshot } = context;
  if (position.marginMode === "cross") return maintenanceMargin(context);
  const fee = bankruptcyFee(snapshot.takerFeeRate, position.leverage);
  return atEntry((entered) => withFee(byLevel(entered), entered, fee), context);
}

function bankruptcyFee(taker: Decimal | null, leverage: Decimal | null): Decimal | null {
  return taker && leverage && taker.times(ONE.plus(ONE.div(leverage)));
}

/** The rate of the level on the whole position; beyond the first a gap says that it is taken so. */
function byLevel(context: PositionContext): MaintenanceRequirement {
  const { position, notional, path } = context;
  const requirement = maintenanceByWholeTier(context, "notional");
  if (!notional || tierIndexAt(position.marginTiers ?? [], notional) < 1) return requirement;
  const message = `Whether KuCoin applies the rate of ${position.instrument}'s level to the whole position is not published; it is taken so.`;
  const gap: Gap = { code: "rule_unknown", path: `${path}.marginTiers`, message };
  return { ...requirement, gaps: [...requirement.gaps, gap] };
}

function extraMargin(pool: PoolContext): ExtraMargin {
  const extra = ordersWithoutTerms(pool);
  const fees: LineItem[] = [];
  const gaps: Gap[] = [];
  for (const { order, path } of openingOrders(pool)) {
    const fee = openingFee(pool, order, path);
    if (fee) fees.push(fee);
    else gaps.push(feeNotKnown(order, path));
  }
  return {
    ...extra,
    deducted: gaps.length === 0 ? fees : null,
    gaps: [...extra.gaps, ...gaps],
  };
}

function feeNotKnown({ instrument }: OpenOrder, path: string): Gap {
  const message = `The fee to open the order of ${instrument} is not known: its price, the fee rate or the contract's terms are missing.`;
  return { code: "fee_rate_missing", path, message };
}

/** Taker fee on the order's value at its own price; `null` when fee, price or contract is not known. */
function openingFee({ snapshot }: PoolContext, order: OpenOrder, path: string): LineItem | null {
  const held = snapshot.positions.find((each) => each.instrument === order.instrument);
  const fee = snapshot.takerFeeRate;
  if (!held || !fee || !order.price) return null;
  const value = notionalAt({ ...held, quantity: order.quantity }, order.price);
  return {
    label: `Expected opening fee ${order.instrument} ${order.side}`,
    amount: value.times(fee).neg(),
    unit: held.settle,
    formula: `−${value.toFixed()} × ${fee.toFixed()}`,
    inputs: [
      { label: "price", value: order.price.toFixed(), unit: held.quote, path: `${path}.price` },
      { label: "taker fee rate", value: fee.toFixed(), unit: "", path: "takerFeeRate" },
    ],
  };
}
