import { type Decimal, ZERO } from "#shared/domain/decimal.ts";

/** `square · x² + slope · x + intercept`; without `square` a straight line. */
export type Line = {
  readonly slope: Decimal;
  readonly intercept: Decimal;
  /** For requirements whose rate grows with size: `size · x · (rate + step · size · x)`. */
  readonly square?: Decimal;
};

/**
 * An exact piecewise function of straight (at most square) lines. `lines[i]` holds between
 * `breaks[i − 1]` and `breaks[i]`, the first from minus infinity, the last to plus infinity; breaks
 * rise strictly. A `null` line is a stretch on which the function is not known. Neighbours need not
 * meet: a step is allowed.
 */
export type Curve = {
  readonly breaks: readonly Decimal[];
  readonly lines: readonly (Line | null)[];
};

export function constant(value: Decimal): Line {
  return { slope: ZERO, intercept: value };
}

export function straight(line: Line | null): Curve {
  return { breaks: [], lines: [line] };
}

export function valueOfLine(line: Line, x: Decimal): Decimal {
  const straightPart = line.slope.times(x).plus(line.intercept);
  return line.square ? line.square.times(x).times(x).plus(straightPart) : straightPart;
}

/** Index of the piece that holds `x`; a break belongs to the piece on its left. */
export function pieceAt(curve: Curve, x: Decimal): number {
  let index = 0;
  while (index < curve.breaks.length && x.gt(curve.breaks[index]!)) index += 1;
  return index;
}

/** The line that holds at `x`; the edge of an unknown stretch belongs to its known neighbour. */
function lineAt(curve: Curve, x: Decimal): Line | null {
  const index = pieceAt(curve, x);
  const line = curve.lines[index] ?? null;
  return line || !curve.breaks[index]?.eq(x) ? line : (curve.lines[index + 1] ?? null);
}

/** Value at `x`; `null` where the function is not known. */
export function valueAt(curve: Curve, x: Decimal): Decimal | null {
  const line = lineAt(curve, x);
  return line && valueOfLine(line, x);
}

function addLines(left: Line | null, right: Line | null): Line | null {
  if (!left || !right) return null;
  return {
    slope: left.slope.plus(right.slope),
    intercept: left.intercept.plus(right.intercept),
    ...sumOfSquares(left, right),
  };
}

function sumOfSquares(left: Line, right: Line): Pick<Line, "square"> {
  if (!left.square && !right.square) return {};
  return { square: (left.square ?? ZERO).plus(right.square ?? ZERO) };
}

/** Two curves cut at each other's breaks: the lines of both, stretch by stretch. */
export function pairUp(left: Curve, right: Curve) {
  const breaks: Decimal[] = [];
  const pairs: [Line | null, Line | null][] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    pairs.push([left.lines[i]!, right.lines[j]!]);
    const a = left.breaks[i];
    const b = right.breaks[j];
    if (!a && !b) return { breaks, pairs };
    const next = !b || (a && a.lte(b)) ? a! : b;
    breaks.push(next);
    if (a?.eq(next)) i += 1;
    if (b?.eq(next)) j += 1;
  }
}

/** Sum of two curves; not known wherever either is not. */
export function add(left: Curve, right: Curve): Curve {
  const { breaks, pairs } = pairUp(left, right);
  return { breaks, lines: pairs.map(([a, b]) => addLines(a, b)) };
}

export function scale(curve: Curve, factor: Decimal): Curve {
  return {
    breaks: curve.breaks,
    lines: curve.lines.map((line) => line && scaleLine(line, factor)),
  };
}

function scaleLine(line: Line, factor: Decimal): Line {
  const slope = line.slope.times(factor);
  const intercept = line.intercept.times(factor);
  return line.square
    ? { slope, intercept, square: line.square.times(factor) }
    : { slope, intercept };
}

/**
 * `outer(inner(x))`. Where a piece of `inner` is flat the outer piece is the one that holds its
 * value; elsewhere the outer breaks are carried back through the piece. Straight lines only.
 */
export function compose(outer: Curve, inner: Curve): Curve {
  const breaks: Decimal[] = [];
  const lines: (Line | null)[] = [];
  for (const [index, line] of inner.lines.entries()) {
    const from = inner.breaks[index - 1];
    const to = inner.breaks[index];
    for (const at of line ? carriedBack(outer, line) : []) {
      if ((from && at.lte(from)) || (to && at.gte(to))) continue;
      lines.push(line && through(outer, line, between(breaks.at(-1) ?? from, at)));
      breaks.push(at);
    }
    lines.push(line && through(outer, line, between(breaks.at(-1) ?? from, to)));
    if (to) breaks.push(to);
  }
  return { breaks, lines };
}

/** Where `line` crosses the outer breaks, rising. */
function carriedBack(outer: Curve, line: Line): Decimal[] {
  if (line.slope.isZero()) return [];
  const at = outer.breaks.map((value) => value.minus(line.intercept).div(line.slope));
  return line.slope.isNegative() ? at.toReversed() : at;
}

/** A point inside an open or half-open interval. */
function between(from: Decimal | undefined, to: Decimal | undefined): Decimal {
  if (from && to) return from.plus(to).div(2);
  if (from) return from.plus(1);
  return to ? to.minus(1) : ZERO;
}

function through(outer: Curve, line: Line, inside: Decimal): Line | null {
  const piece = lineAt(outer, valueOfLine(line, inside));
  if (!piece) return null;
  return {
    slope: piece.slope.times(line.slope),
    intercept: piece.slope.times(line.intercept).plus(piece.intercept),
  };
}

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
    const root = rootOnPiece(line, from, here, to, direction);
    if (root) return { kind: "at", x: root };
    if (!to) return { kind: "none" };
    before = valueOfLine(line, to);
    from = to;
    index += direction;
  }
}

function sameSign(a: Decimal, b: Decimal): boolean {
  return a.isNegative() === b.isNegative() || a.isZero() || b.isZero();
}

/** Root of one piece on the far side of its near end, where the value is `here` ≠ 0. */
function rootOnPiece(
  line: Line,
  from: Decimal,
  here: Decimal,
  to: Decimal | null,
  direction: 1 | -1,
): Decimal | null {
  if (line.square && !line.square.isZero())
    return squareRoot(line, line.square, from, to, direction);
  if (to) {
    const there = valueOfLine(line, to);
    if (there.isZero()) return to;
    return sameSign(here, there) ? null : rootOfLine(line);
  }
  const falls = line.slope.isNegative() === (direction === 1);
  if (line.slope.isZero() || falls === here.isNegative()) return null;
  const root = rootOfLine(line);
  return root.gt(0) ? root : null;
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
