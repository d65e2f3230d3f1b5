import type { Decimal } from "#shared/domain/decimal.ts";
import { type Curve, type Line, pieceAt, valueOfLine } from "./curve.ts";

export type Root =
  | { readonly kind: "at"; readonly x: Decimal }
  /** The function is not known from here on, before any root. */
  | { readonly kind: "unknown"; readonly from: Decimal }
  | { readonly kind: "none" };

/**
 * The first root above `start` (direction 1) or below it (−1), looking only at x > 0. A step across
 * zero counts as a root at the step. `start` itself is one when the value there is zero.
 */
export function firstRoot(curve: Curve, start: Decimal, direction: 1 | -1): Root {
  let index = pieceAt(curve, start);
  if (direction === 1 && curve.breaks[index]?.eq(start)) index += 1;
  let from = start;
  let before: Decimal | null = null;
  for (;;) {
    const line = curve.lines[index];
    if (!line) return { kind: "unknown", from };
    const here = valueOfLine(line, from);
    if (here.isZero() || (before && !sameSign(before, here))) return { kind: "at", x: from };
    const end = direction === 1 ? curve.breaks[index] : curve.breaks[index - 1];
    const to = end && end.gt(0) ? end : null;
    const { root, there } = alongPiece(line, from, here, to, direction);
    if (root) return { kind: "at", x: root };
    if (!to) return { kind: "none" };
    before = there;
    from = to;
    index += direction;
  }
}

function sameSign(a: Decimal, b: Decimal): boolean {
  return a.isNegative() === b.isNegative() || a.isZero() || b.isZero();
}

/** Root of a piece, and a value of the sign it has at its far end. */
type Along = { readonly root: Decimal | null; readonly there: Decimal };

/** Along one piece from its near end, where the value is `here` ≠ 0. */
function alongPiece(
  line: Line,
  from: Decimal,
  here: Decimal,
  to: Decimal | null,
  direction: 1 | -1,
): Along {
  if (line.square && !line.square.isZero()) {
    const root = squareRoot(line, line.square, from, to, direction);
    return { root, there: to ? valueOfLine(line, to) : here };
  }
  const falls = line.slope.isNegative() === (direction === 1);
  // A line that leaves zero behind keeps its sign: most pieces cost no more than this.
  if (line.slope.isZero() || falls === here.isNegative()) return { root: null, there: here };
  if (!to) {
    const root = rootOfLine(line);
    return { root: root.gt(0) ? root : null, there: here };
  }
  const there = valueOfLine(line, to);
  if (there.isZero()) return { root: to, there };
  return { root: sameSign(here, there) ? null : rootOfLine(line), there };
}

function rootOfLine(line: Line): Decimal {
  return line.intercept.neg().div(line.slope);
}

/** The nearer of a square line's roots that lies between `from` and `to`, above zero. */
function squareRoot(
  line: Line,
  square: Decimal,
  from: Decimal,
  to: Decimal | null,
  direction: 1 | -1,
): Decimal | null {
  const inside = line.slope.times(line.slope).minus(square.times(line.intercept).times(4));
  if (inside.isNegative()) return null;
  const root = inside.sqrt();
  // The sum of equal signs loses no digits; the other root follows from their product.
  const whole = line.slope.isNegative() ? root.minus(line.slope) : root.plus(line.slope).neg();
  const first = whole.div(square.times(2));
  const roots = whole.isZero() ? [first] : [first, line.intercept.times(2).div(whole)];
  return (
    roots
      .filter((x) => x.gt(0) && x.minus(from).times(direction).gte(0))
      .filter((x) => !to || x.minus(to).times(direction).lte(0))
      .toSorted((a, b) => a.cmp(b) * direction)[0] ?? null
  );
}
