import { Decimal, ZERO, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot, OpenOrder, Position } from "#shared/domain/snapshot.ts";
import type { LineItem } from "../assessment.ts";
import { groupBy } from "../group-by.ts";
import type { ExtraMargin, PoolContext } from "../margin-model.ts";
import { notionalAt } from "../payoff.ts";
import { tierOfCount } from "./count-tiers.ts";
import { countedContracts, isSameUnderlying } from "./okx.ts";
import { type OrderTerms, openingOrders, orderNotKnown } from "./open-orders.ts";
import { reportedOrderMargin } from "./order-margin.ts";

/*
 * Open orders of futures at OKX.
 *
 * Initial, per contract: one-way max(position + buys, sells − position) ÷ leverage with the position
 * signed, hedge mode (long + buys + short + sells) ÷ leverage, less what the position holds itself,
 * plus the loss each order would open with. Source: OKX help
 * "okx-to-change-initial-margin-requirement-imr-for-futures-under-one-way-mode" (2024-10-24).
 * Maintenance covers pending orders too; how they offset is not published, so each counts in full at
 * the rate of the tier that would hold everything. Their fees come off collateral. Read 2026-11-23.
 */
export function okxOrderMargin(pool: PoolContext): ExtraMargin & { deducted: LineItem[] | null } {
  const orders = openingOrders(pool);
  const known = orders.flatMap(({ terms }) => terms ?? []);
  const missing = orders.filter(({ terms }) => !terms);
  const gaps: Gap[] = missing.map(({ order, path }) => orderNotKnown(order, path));
  if (known.length > 0 && pool.snapshot.hedgeMode === null) gaps.push(modeUnread());
  const stated = reportedOrderMargin(pool);
  const maintenance = known.map((terms) => maintenanceLine(terms, pool.snapshot, known));
  const deducted = known.map((terms) => feeLine(terms, pool.snapshot.takerFeeRate));
  return {
    initial: stated ? [stated] : missing.length > 0 ? null : initialLines(pool.snapshot, known),
    maintenance: missing.length > 0 ? null : allOrNothing(maintenance),
    deducted: missing.length > 0 ? null : allOrNothing(deducted),
    gaps: [...gaps, ...known.map(({ order, path }) => offsetUnknown(order, path))],
  };
}

function allOrNothing(lines: readonly (LineItem | null)[]): LineItem[] | null {
  const known = lines.filter((line) => line !== null);
  return known.length === lines.length ? known : null;
}

function initialLines(snapshot: AccountSnapshot, orders: readonly OrderTerms[]): LineItem[] {
  const byInstrument = groupBy(orders, ({ order }) => order.instrument);
  return [...byInstrument.values()].map((each) => initialLine(snapshot, each));
}

function initialLine(snapshot: AccountSnapshot, orders: readonly OrderTerms[]): LineItem {
  const { opened } = orders[0]!;
  const openLoss = sum(orders.map((terms) => terms.openLoss));
  // While the mode is not known the larger of the two stands in, with a gap.
  const added =
    snapshot.hedgeMode === false
      ? [{ value: addedOneWay(snapshot, orders), leverage: opened.leverage }]
      : orders.map((terms) => ({ value: terms.value, leverage: terms.opened.leverage }));
  const byLeverage = [...groupBy(added, ({ leverage }) => leverage.toFixed()).values()].map(
    (each) => ({ value: sum(each.map(({ value }) => value)), leverage: each[0]!.leverage }),
  );
  const quotients = byLeverage.map(
    ({ value, leverage }) => `${value.toFixed()} ÷ ${leverage.toFixed()}`,
  );
  return {
    label: `Open orders ${opened.instrument}`,
    amount: sum(byLeverage.map(({ value, leverage }) => value.div(leverage))).plus(openLoss),
    unit: opened.settle,
    formula: `${quotients.join(" + ")} + ${openLoss.toFixed()}`,
    inputs: orders.flatMap(({ inputs }) => inputs),
  };
}

/** What the orders of one contract add to the larger of its two sides. */
function addedOneWay(snapshot: AccountSnapshot, orders: readonly OrderTerms[]): Decimal {
  const buys = sum(orders.filter(isBuy).map(({ value }) => value));
  const sells = sum(orders.filter((terms) => !isBuy(terms)).map(({ value }) => value));
  const held = heldNotional(snapshot, orders[0]!.opened);
  return Decimal.max(held.plus(buys), sells.minus(held)).minus(held.abs());
}

function isBuy({ order }: OrderTerms): boolean {
  return order.side === "buy";
}

/** Signed notional at mark of the cross legs of one contract. */
function heldNotional(
  { positions }: AccountSnapshot,
  { instrument, markPrice }: Position,
): Decimal {
  const legs = positions.filter(
    (each) => each.instrument === instrument && each.marginMode === "cross",
  );
  return sum(
    legs.map((leg) => {
      const notional = notionalAt(leg, markPrice!);
      return leg.side === "long" ? notional : notional.neg();
    }),
  );
}

function maintenanceLine(
  { opened, order, value, inputs }: OrderTerms,
  snapshot: AccountSnapshot,
  orders: readonly OrderTerms[],
): LineItem | null {
  const together = orders.filter((each) => isSameUnderlying(each.opened, opened));
  const contracts = sum(together.map((each) => each.order.quantity)).plus(
    countedContracts(snapshot, { ...opened, marginMode: "cross" }),
  );
  const tier = tierOfCount(opened.marginTiers ?? [], contracts);
  return (
    tier && {
      label: `Open order ${order.instrument} ${order.side}`,
      amount: value.times(tier.maintenanceRate),
      unit: opened.settle,
      formula: `${value.toFixed()} × ${tier.maintenanceRate.toFixed()}`,
      inputs,
    }
  );
}

function feeLine({ opened, order, value, inputs }: OrderTerms, feeRate: Decimal | null) {
  return (
    feeRate && {
      label: `Fee of the open order ${order.instrument} ${order.side}`,
      amount: value.times(feeRate).neg(),
      unit: opened.settle,
      formula: `−${value.toFixed()} × ${feeRate.toFixed()}`,
      inputs,
    }
  );
}

/** What spot orders hold of an asset: a sale its base, a purchase its price. `null` without a price. */
export function frozenBySpotOrders(
  orders: readonly { readonly order: OpenOrder }[],
  asset: Currency,
): Decimal | null {
  let frozen = ZERO;
  for (const { order } of orders) {
    const [base, quote] = order.instrument.split("/");
    if (order.side === "sell" && base === asset) frozen = frozen.plus(order.quantity);
    if (order.side === "sell" || quote !== asset) continue;
    if (!order.price) return null;
    frozen = frozen.plus(order.quantity.times(order.price));
  }
  return frozen;
}

function offsetUnknown({ instrument }: OpenOrder, path: string): Gap {
  const message = `How the maintenance margin of open orders of ${instrument} offsets is not published; this one is counted in full.`;
  return { code: "order_rule_unknown", path, message };
}

function modeUnread(): Gap {
  const message =
    "Whether the account is in hedge mode is not known; its orders count as if it were.";
  return { code: "mode_unread", path: "hedgeMode", message };
}
