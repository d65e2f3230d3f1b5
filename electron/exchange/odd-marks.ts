import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Position } from "#shared/domain/snapshot.ts";

/**
 * Share of a position's value at its mark by which the venue's own profit may differ from what mark
 * and entry make it: fees and settled parts stay far below, a mark ten times too high or low is
 * far above.
 */
const MOST_APART = decimal("0.2");

/** A mark that the profit beside it excludes: one of the two is not of this market. */
export function oddMarks(positions: readonly Position[]): readonly Gap[] {
  return positions.flatMap((position, index): Gap[] => {
    if (!isOdd(position)) return [];
    const message = `The venue states a mark of ${position.instrument} that does not go with the profit it states; one of the two is wrong.`;
    return [{ code: "contradiction", path: `positions[${index}].markPrice`, message }];
  });
}

function isOdd(position: Position): boolean {
  const { kind, entryPrice, markPrice, reported } = position;
  if (!entryPrice || !markPrice || !reported.unrealizedPnl || kind === "option") return false;
  const size = position.quantity.times(position.contractSize);
  const value = (price: Decimal) => (kind === "inverse" ? size.div(price) : size.times(price));
  const rise = value(markPrice).minus(value(entryPrice));
  // More coins for the same dollars is a fall of an inverse contract's price.
  const isGain = (position.side === "long") === (kind !== "inverse");
  const profit = isGain ? rise : rise.neg();
  return profit.minus(reported.unrealizedPnl).abs().gt(value(markPrice).times(MOST_APART));
}
