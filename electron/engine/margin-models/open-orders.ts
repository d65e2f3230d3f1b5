import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot, OpenOrder, Position } from "#shared/domain/snapshot.ts";
import type { InputItem } from "../assessment.ts";
import type { PoolContext } from "../margin-model.ts";
import { notionalAt, unrealizedPnl } from "../payoff.ts";

/** An open order as the position it would open. Amounts in the settle currency. */
export type OrderTerms = {
  readonly order: OpenOrder;
  readonly path: string;
  /** What it opens, at its own price; contract terms and mark are those of a position held in it. */
  readonly opened: Position & { readonly leverage: Decimal };
  /** Notional at the order's price. */
  readonly value: Decimal;
  /** What it would lose at once by filling at its price, ≥ 0. */
  readonly openLoss: Decimal;
  readonly inputs: readonly InputItem[];
};

/** The pool's orders that can open something. `null` terms: price, mark or leverage is not known. */
export function openingOrders({ snapshot, holds }: PoolContext) {
  return snapshot.openOrders.flatMap((order, index) => {
    const settle = settleOf(order);
    if (order.reduceOnly || !settle || !holds(settle)) return [];
    const path = `openOrders[${index}]`;
    return [{ order, path, terms: orderTerms(order, snapshot, path) }];
  });
}

/** ccxt's unified spelling names the settle currency behind the colon: `BTC/USDT:USDT-261225`. */
function settleOf(order: OpenOrder): Currency | undefined {
  return order.instrument.split(":")[1]?.split("-")[0];
}

/** Orders of the spot market, which settle nothing. */
export function spotOrders({ openOrders }: AccountSnapshot) {
  return openOrders.flatMap((order, index) =>
    settleOf(order) ? [] : [{ order, path: `openOrders[${index}]` }],
  );
}

function orderTerms(order: OpenOrder, snapshot: AccountSnapshot, path: string): OrderTerms | null {
  const side = order.side === "buy" ? "long" : "short";
  const legs = snapshot.positions.filter((each) => each.instrument === order.instrument);
  // Legs may be set to different leverages: the one that the order adds to comes first.
  const held = legs.find((leg) => leg.side === side) ?? legs[0];
  if (!order.price || !held?.leverage || !held.markPrice) return null;
  const opened: OrderTerms["opened"] = {
    ...held,
    leverage: held.leverage,
    side,
    quantity: order.quantity,
    entryPrice: order.price,
  };
  const profit = unrealizedPnl(opened)!;
  return {
    order,
    path,
    opened,
    value: notionalAt(opened, order.price),
    openLoss: profit.isNegative() ? profit.neg() : ZERO,
    inputs: [
      { label: "price", value: order.price.toFixed(), unit: held.quote, path: `${path}.price` },
      ...markAndLeverage(held, `positions[${snapshot.positions.indexOf(held)}]`),
    ],
  };
}

function markAndLeverage({ markPrice, leverage, quote }: Position, path: string): InputItem[] {
  return [
    { label: "mark price", value: markPrice!.toFixed(), unit: quote, path: `${path}.markPrice` },
    { label: "leverage setting", value: leverage!.toFixed(), unit: "×", path: `${path}.leverage` },
  ];
}

/** With nothing on the other side of the instrument there is nothing to offset. */
export function mayBeOffset(order: OpenOrder, { openOrders, positions }: AccountSnapshot): boolean {
  const opposite = order.side === "buy" ? "short" : "long";
  return (
    openOrders.some((each) => each.instrument === order.instrument && each.side !== order.side) ||
    positions.some((each) => each.instrument === order.instrument && each.side === opposite)
  );
}

export function orderNotKnown({ instrument }: OpenOrder, path: string): Gap {
  const message = `The margin held for the open order of ${instrument} is not known: its price, mark or leverage setting is missing.`;
  return { code: "leverage_missing", path, message };
}

export function countedInFull({ instrument }: OpenOrder, path: string): Gap {
  const message = `How the venue offsets orders of ${instrument} against each other and the position is not published; this one is counted in full.`;
  return { code: "order_rule_unknown", path, message };
}
