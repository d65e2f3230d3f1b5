import { type Decimal, ONE, ZERO } from "#shared/domain/decimal.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import type { Line } from "./curve.ts";

/*
 * Linear contracts pay in the quote currency, inverse ones in the base coin. Written in the variable
 * x = price (linear, option) or x = 1 ÷ price (inverse), both have a notional of size × x and a profit
 * that is a straight line in x, so tiers and solver need to know only one of them.
 */

/** Base coins (linear) or quote units (inverse) held, > 0. */
export function positionSize(position: Position): Decimal {
  return position.quantity.times(position.contractSize);
}

/** The variable in which the position's notional and profit are straight lines. */
export function toVariable(position: Position, price: Decimal): Decimal {
  return position.kind === "inverse" ? ONE.div(price) : price;
}

export function fromVariable(position: Position, x: Decimal): Decimal {
  return position.kind === "inverse" ? ONE.div(x) : x;
}

/** Notional in the settle currency, ≥ 0: size × x. Of an option it is the market value, without sign. */
export function notionalAt(position: Position, price: Decimal): Decimal {
  const size = positionSize(position);
  return position.kind === "inverse" ? size.div(price) : size.times(price);
}

/**
 * Unrealized profit in the settle currency as a line in x; a loss is negative. `null` without an
 * entry price. Linear s·size·(x − E), inverse s·size·(1 ÷ E − x).
 */
function pnlLine(position: Position): Line | null {
  if (!position.entryPrice) return null;
  const size = positionSize(position);
  const inverse = position.kind === "inverse";
  const cost = inverse ? size.div(position.entryPrice) : size.times(position.entryPrice);
  const rises = (position.side === "long") !== inverse;
  return rises ? { slope: size, intercept: cost.neg() } : { slope: size.neg(), intercept: cost };
}

/** Unrealized profit at the mark; `null` when mark or entry is not known. */
export function unrealizedPnl(position: Position): Decimal | null {
  if (!position.markPrice || !position.entryPrice) return null;
  const long = position.side === "long";
  if (position.kind === "inverse") {
    const size = positionSize(position);
    const pnl = size.div(position.entryPrice).minus(size.div(position.markPrice));
    return long ? pnl : pnl.neg();
  }
  const move = position.markPrice.minus(position.entryPrice);
  return positionSize(position).times(long ? move : move.neg());
}

/**
 * What a position adds to its account's equity, as a line in x: unrealized profit, or for an option,
 * whose premium has left the wallet, its market value (a short's is negative). `null` not known.
 */
export function equityLine(position: Position): Line | null {
  if (position.kind !== "option") return pnlLine(position);
  const size = positionSize(position);
  return { slope: position.side === "long" ? size : size.neg(), intercept: ZERO };
}

/** The same at the mark; `null` when mark or entry is not known. */
export function equityValue(position: Position): Decimal | null {
  if (position.kind !== "option") return unrealizedPnl(position);
  const value = position.markPrice && notionalAt(position, position.markPrice);
  return value && (position.side === "long" ? value : value.neg());
}
