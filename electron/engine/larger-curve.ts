import type { Decimal } from "#shared/domain/decimal.ts";
import { type Curve, type Line, pairUp, valueOfLine } from "./curve.ts";

/** The larger of two curves at each point; not known wherever either is not. Straight lines only. */
export function larger(left: Curve, right: Curve): Curve {
  const { breaks, pairs } = pairUp(left, right);
  const result: { breaks: Decimal[]; lines: (Line | null)[] } = { breaks: [], lines: [] };
  for (const [index, [a, b]] of pairs.entries()) {
    const from = breaks[index - 1];
    const to = breaks[index];
    const crossing = a && b && crossingOf(a, b, from, to);
    if (crossing) {
      // To the left of where they meet the flatter line is the larger.
      result.lines.push(a.slope.lt(b.slope) ? a : b);
      result.breaks.push(crossing);
    }
    result.lines.push(a && b && largerOn(a, b, crossing ?? from, to));
    if (to) result.breaks.push(to);
  }
  return result;
}

/** Where two lines meet strictly inside a stretch. */
function crossingOf(a: Line, b: Line, from?: Decimal, to?: Decimal): Decimal | null {
  const steeper = a.slope.minus(b.slope);
  if (steeper.isZero()) return null;
  const at = b.intercept.minus(a.intercept).div(steeper);
  return (from && at.lte(from)) || (to && at.gte(to)) ? null : at;
}

/** On a stretch in which they do not meet any one point inside decides. */
function largerOn(a: Line, b: Line, from?: Decimal, to?: Decimal): Line {
  const inside = from && to ? from.plus(to).div(2) : (from?.plus(1) ?? to?.minus(1));
  if (!inside) return a.intercept.gt(b.intercept) ? a : b;
  return valueOfLine(a, inside).gt(valueOfLine(b, inside)) ? a : b;
}
