import { decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { ExtraMargin, MarginModel, PoolContext } from "../margin-model.ts";
import { rateAtPrice, worthByWeight } from "./collateral-worth.ts";
import { type DebtRule, debtInitial, debtMaintenance } from "./debts.ts";
import { frozenBySpotOrders, okxOrderMargin } from "./okx-orders.ts";
import { okxReadings } from "./okx-readings.ts";
import { okxInitial, okxMaintenance } from "./okx.ts";
import { spotOrders } from "./open-orders.ts";

/**
 * OKX multi-currency margin. docs/margin/okx.md
 *
 * One pool in USD: the equity of each coin (balance, profit, option value, less interest) at its
 * discount rate, by slices of the coin's amount, a debt at full price, against the sum of
 * `notional × tier rate + notional × liquidation fee`. The venue's mgnRatio is the one divided by the
 * other; it liquidates at 100 %.
 * Potential borrowing of a coin has margin by tiers of its own, which no account field carries: a
 * documented example stands in, with a gap.
 * Sources: OKX help 360054690531 (2024-09-01), iv-multi-currency-margin-mode-cross-margin-trading
 * (2024-10-25); read 2026-11-23. See okx.ts for tiers and fee.
 */
export const okxMulti: MarginModel = {
  id: "okx-multi",
  pools: "account",
  countsOptionValue: true,
  worth: worthByWeight,
  requirementRate: rateAtPrice,
  initialMargin: okxInitial,
  maintenanceMargin: okxMaintenance,
  extraMargin: ordersAndDebts,
  debtMargin: (context) => debtMaintenance(OKX_DEBTS, context),
  readings: okxReadings,
};

/**
 * Potential borrowing, |min(0, equity − frozen)| of each coin, at the rates of the first tier.
 * Sources: API v5 public/position-tiers (example: BTC-USDT margin, mmr 0.03, imr 0.1), OKX notice
 * "adjust position tiers of margins" (2023-06-02: BTC/USDT from 3 % to 1,000,000 USDT by steps
 * upwards); read 2026-11-23.
 */
export const OKX_DEBTS: DebtRule = {
  maintenanceRate: decimal("0.03"),
  initialRate: decimal("0.1"),
  countsOptionValue: true,
  heldByOrders: ({ snapshot, asset }) => frozenBySpotOrders(spotOrders(snapshot), asset),
  standIn: (asset, owed) =>
    `The margin for borrowing ${owed ? `${owed.toFixed()} ` : ""}${asset} is not known; 3 % is counted, as in the first tier of the venue's example.`,
};

function ordersAndDebts(pool: PoolContext): ExtraMargin {
  const orders = ordersOfAccount(pool);
  const debts = debtInitial(OKX_DEBTS, pool.snapshot);
  return { ...orders, initial: orders.initial && debts && [...orders.initial, ...debts] };
}

/** How a spot order changes adjusted equity is not published. */
function ordersOfAccount(pool: PoolContext): ExtraMargin {
  const orders = okxOrderMargin(pool);
  const spot = spotOrders(pool.snapshot);
  if (spot.length === 0) return orders;
  const gaps = spot.map(({ order, path }): Gap => {
    const message = `How much the spot order of ${order.instrument} takes off adjusted equity is not published.`;
    return { code: "order_rule_unknown", path, message };
  });
  return { ...orders, deducted: null, gaps: [...orders.gaps, ...gaps] };
}
