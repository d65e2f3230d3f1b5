import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { LineItem } from "../assessment.ts";
import type { ExtraMargin, PoolContext } from "../margin-model.ts";
import {
  type OrderTerms,
  countedInFull,
  mayBeOffset,
  openingOrders,
  orderNotKnown,
} from "./open-orders.ts";

/**
 * Initial margin held for open orders: the venue's own total where it states one, else each order
 * as its notional ÷ leverage plus the loss it would open with, linear size × |min(0, ±(mark − price))|.
 * How a venue offsets orders against each other and the position is not published; such an order is
 * counted in full, with a gap. Reduce-only orders hold nothing.
 * Source: Binance FAQ 87fa7ee33b574f7084d42bd2ce2e463b (2024-11-06), read 2026-11-22.
 */
export function orderInitialMargin(pool: PoolContext): ExtraMargin {
  const stated = reportedOrderMargin(pool);
  if (stated) return { initial: [stated], maintenance: [], gaps: [] };
  const lines: LineItem[] = [];
  const gaps: Gap[] = [];
  let known = true;
  for (const { order, path, terms } of openingOrders(pool)) {
    if (terms) lines.push(orderLine(terms));
    else gaps.push(orderNotKnown(order, path));
    known &&= terms !== null;
    if (terms && mayBeOffset(order, pool.snapshot)) gaps.push(countedInFull(order, path));
  }
  return { initial: known ? lines : null, maintenance: [], gaps };
}

/** The venue's own total for the pool's orders; `null` when it states none. */
export function reportedOrderMargin({ snapshot, currency }: PoolContext): LineItem | null {
  const { orderInitialMargin: amount, currency: unit } = snapshot.reported;
  if (!amount || (unit ?? snapshot.valuationCurrency) !== currency) return null;
  return reportedLine(amount, currency);
}

function reportedLine(amount: Decimal, unit: Currency): LineItem {
  const label = "initial margin of open orders, as reported";
  const input = { label, value: amount.toFixed(), unit, path: "reported.orderInitialMargin" };
  return { label: "Open orders", amount, unit, formula: null, inputs: [input] };
}

function orderLine({ order, opened, value, openLoss, inputs }: OrderTerms): LineItem {
  const { leverage, settle } = opened;
  return {
    label: `Open order ${order.instrument} ${order.side}`,
    amount: value.div(leverage).plus(openLoss),
    unit: settle,
    formula: `${value.toFixed()} ÷ ${leverage.toFixed()} + ${openLoss.toFixed()}`,
    inputs,
  };
}
