import { type Decimal, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { OpenOrder, Position } from "#shared/domain/snapshot.ts";
import type { ExtraMargin, PoolContext, PositionContext } from "../margin-model.ts";
import { notionalAt } from "../payoff.ts";
import { openingOrders } from "./open-orders.ts";
import { nothingRequired } from "./tier-margin.ts";

/** What the legs that do not carry a contract's requirement require. */
export const CARRIED_BY_OTHER_LEG = nothingRequired(
  "the larger side of the contract carries the requirement",
);

/**
 * The contract as its larger side stands, for rules that require margin on
 * max(long legs + buy orders, short legs + sell orders), all at mark: the position's context with that
 * quantity, or `null` when another leg carries it. The leg with the larger quantity does, of equal
 * ones the one that requires more to open. Reduce-only orders open nothing; an isolated position stands by itself.
 */
export function largerSide(
  context: PositionContext,
  openOrders: readonly OpenOrder[],
): PositionContext | null {
  const { position, legs, notional } = context;
  if (position.marginMode === "isolated") return context;
  const carrier = legs.reduce((a, b) => (isBefore(b, a) ? b : a));
  if (carrier !== position) return null;
  const orders = openOrders.filter((order) => mayOpen(order, position.instrument));
  const long = quantityOf(legs, "long").plus(quantityOf(orders, "buy"));
  const short = quantityOf(legs, "short").plus(quantityOf(orders, "sell"));
  const quantity = long.gt(short) ? long : short;
  const standing: Position = { ...position, quantity };
  return {
    ...context,
    position: standing,
    notional: notional && notionalAt(standing, standing.markPrice!),
  };
}

function isBefore(one: Position, other: Position): boolean {
  if (!one.quantity.eq(other.quantity)) return one.quantity.gt(other.quantity);
  if (!one.leverage || !other.leverage) return !one.leverage;
  return one.leverage.lt(other.leverage);
}

function mayOpen(order: OpenOrder, instrument: string): boolean {
  return order.instrument === instrument && !order.reduceOnly;
}

function quantityOf(
  each: readonly { readonly side: string; readonly quantity: Decimal }[],
  side: string,
): Decimal {
  return sum(each.filter((one) => one.side === side).map((one) => one.quantity));
}

/**
 * Orders of the pool in contracts nobody holds, whose tiers and terms are therefore not known: where
 * the rule counts them, neither is the requirement.
 */
export function ordersWithoutTerms(pool: PoolContext): ExtraMargin {
  const { positions } = pool.snapshot;
  const gaps = openingOrders(pool).flatMap(({ order: { instrument }, path }): Gap[] => {
    if (positions.some((position) => position.instrument === instrument)) return [];
    const message = `The rule counts the open order of ${instrument}, but with no position in it the contract's tiers are not known.`;
    return [{ code: "tiers_missing", path, message }];
  });
  const nothing = gaps.length === 0 ? [] : null;
  return { initial: nothing, maintenance: nothing, gaps };
}
