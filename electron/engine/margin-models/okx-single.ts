import type { ExtraMargin, MarginModel, PoolContext } from "../margin-model.ts";
import type { LineItem } from "../assessment.ts";
import { rateAtPar, worthAtPar } from "./collateral-worth.ts";
import { frozenBySpotOrders, okxOrderMargin } from "./okx-orders.ts";
import { okxInitial, okxMaintenance } from "./okx.ts";
import { okxReadings } from "./okx-readings.ts";
import { spotOrders } from "./open-orders.ts";

/**
 * OKX futures mode (single-currency margin). docs/margin/okx.md
 *
 * Each settlement coin is a pool in that coin: its cross balance plus the profit of its positions,
 * less what spot orders hold of it and the fees of its orders, against the sum of
 * `notional × tier rate + notional × liquidation fee`. The venue's mgnRatio is the one divided by the
 * other; it liquidates at 100 %. The value of options does not count.
 * Sources: OKX help 360054225072 (copy), 360054690531; read 2026-11-23. See okx.ts for tiers and fee.
 */
export const okxSingle: MarginModel = {
  id: "okx-single",
  pools: "settle",
  countsOptionValue: false,
  worth: worthAtPar,
  requirementRate: rateAtPar,
  initialMargin: okxInitial,
  maintenanceMargin: okxMaintenance,
  extraMargin: ordersOfCoin,
  readings: okxReadings,
};

function ordersOfCoin(pool: PoolContext): ExtraMargin {
  const orders = okxOrderMargin(pool);
  const { currency, snapshot } = pool;
  const frozen = frozenBySpotOrders(spotOrders(snapshot), currency);
  if (!frozen) {
    const message = `What spot orders without a price hold of ${currency} is not known.`;
    const gap = { code: "order_rule_unknown", path: "openOrders", message } as const;
    return { ...orders, deducted: null, gaps: [...orders.gaps, gap] };
  }
  if (frozen.isZero()) return orders;
  const held: LineItem = {
    label: `Held by spot orders ${currency}`,
    amount: frozen.neg(),
    unit: currency,
    formula: null,
    inputs: [{ label: "held", value: frozen.toFixed(), unit: currency, path: "openOrders" }],
  };
  return { ...orders, deducted: orders.deducted && [...orders.deducted, held] };
}
