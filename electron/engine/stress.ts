import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { priceOf } from "./prices.ts";
import { notionalAt, positionSize } from "./payoff.ts";

/**
 * Profit (+) or loss (−) of one position, in the valuation currency, if its mark moves by
 * `moveRatio` (−0.1 is a fall of 10 %) and the price of its settle currency moves with it where
 * that is the contract's own base coin. `null` without mark or price.
 */
export function pnlOfMove(
  snapshot: AccountSnapshot,
  position: Position,
  moveRatio: Decimal,
): Decimal | null {
  const price = priceOf(snapshot, position.settle);
  const mark = position.markPrice;
  if (!price || !mark || position.kind === "option") return null;
  const sign = position.side === "long" ? ONE : ONE.neg();
  if (position.kind === "linear")
    return notionalAt(position, mark).times(moveRatio).times(sign).times(price);
  // Inverse: the profit in coin, valued at the coin's moved price.
  const moved = mark.times(moveRatio.plus(ONE));
  const coins = positionSize(position)
    .times(ONE.div(mark).minus(ONE.div(moved)))
    .times(sign);
  return coins.times(price).times(moveRatio.plus(ONE));
}
