import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot, OpenOrder, Position } from "#shared/domain/snapshot.ts";
import type { LineItem } from "../assessment.ts";
import type { ExtraMargin, PoolContext } from "../margin-model.ts";

/**
 * Initial margin held for open orders: the venue's own total where it states one, else each order
 * as size × price ÷ leverage plus the loss it would open with, size × |min(0, ±(mark − price))|.
 * How a venue offsets orders against each other and the position is not published; such an order is
 * counted in full, with a gap. Reduce-only orders hold nothing.
 * Source: Binance FAQ 87fa7ee33b574f7084d42bd2ce2e463b (2024-11-06), read 2026-11-22.
 */
export function orderInitialMargin({ snapshot, currency }: PoolContext): ExtraMargin {
  const reported = snapshot.reported.orderInitialMargin;
  if (reported && snapshot.reported.currency === currency)
    return { initial: [reportedOrders(reported, currency)], maintenance: [], gaps: [] };
  const lines: LineItem[] = [];
  const gaps: Gap[] = [];
  let known = true;
  for (const [index, order] of snapshot.openOrders.entries()) {
    if (order.reduceOnly || settleOf(order) !== currency) continue;
    const path = `openOrders[${index}]`;
    const line = orderLine(order, snapshot, path);
    if (line) lines.push(line);
    else gaps.push(notKnown(order, path));
    known &&= line !== null;
    if (line && mayBeOffset(order, snapshot)) gaps.push(countedInFull(order, path));
  }
  return { initial: known ? lines : null, maintenance: [], gaps };
}

function reportedOrders(amount: Decimal, unit: string): LineItem {
  const label = "initial margin of open orders, as reported";
  const input = { label, value: amount.toFixed(), unit, path: "reported.orderInitialMargin" };
  return { label: "Open orders", amount, unit, formula: null, inputs: [input] };
}

function orderLine(order: OpenOrder, snapshot: AccountSnapshot, path: string): LineItem | null {
  const position = snapshot.positions.find((each) => each.instrument === order.instrument);
  if (!order.price || !position?.leverage || !position.markPrice) return null;
  const size = order.quantity.times(position.contractSize);
  const gain = position.markPrice.minus(order.price).times(order.side === "buy" ? 1 : -1);
  const openLoss = gain.isNegative() ? size.times(gain.neg()) : ZERO;
  return {
    label: `Open order ${order.instrument} ${order.side}`,
    amount: size.times(order.price).div(position.leverage).plus(openLoss),
    unit: position.settle,
    formula: `${size.toFixed()} × ${order.price.toFixed()} ÷ ${position.leverage.toFixed()} + ${openLoss.toFixed()}`,
    inputs: [
      { label: "price", value: order.price.toFixed(), unit: position.quote, path: `${path}.price` },
      ...markAndLeverage(position, snapshot),
    ],
  };
}

function markAndLeverage(position: Position, snapshot: AccountSnapshot) {
  const path = `positions[${snapshot.positions.indexOf(position)}]`;
  return [
    {
      label: "mark price",
      value: position.markPrice!.toFixed(),
      unit: position.quote,
      path: `${path}.markPrice`,
    },
    {
      label: "leverage setting",
      value: position.leverage!.toFixed(),
      unit: "×",
      path: `${path}.leverage`,
    },
  ];
}

/** With nothing on the other side of the instrument there is nothing to offset. */
function mayBeOffset(order: OpenOrder, { openOrders, positions }: AccountSnapshot): boolean {
  const opposite = order.side === "buy" ? "short" : "long";
  return (
    openOrders.some((each) => each.instrument === order.instrument && each.side !== order.side) ||
    positions.some((each) => each.instrument === order.instrument && each.side === opposite)
  );
}

function notKnown(order: OpenOrder, path: string): Gap {
  const message = `The margin held for the open order of ${order.instrument} is not known: its price, mark or leverage setting is missing.`;
  return { code: "leverage_missing", path, message };
}

function countedInFull(order: OpenOrder, path: string): Gap {
  const message = `How the venue offsets orders of ${order.instrument} against each other and the position is not published; this one is counted in full.`;
  return { code: "order_rule_unknown", path, message };
}

/** ccxt's unified spelling names the settle currency behind the colon: `BTC/USDT:USDT-261225`. */
function settleOf(order: OpenOrder): string | undefined {
  return order.instrument.split(":")[1]?.split("-")[0];
}
