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
    slope: addExact(left.slope, right.slope),
    intercept: addExact(left.intercept, right.intercept),
    ...sumOfSquares(left, right),
  };
}

/** Most lines are added to a constant: a zero costs nothing. */
function addExact(left: Decimal, right: Decimal): Decimal {
  if (right.isZero()) return left;
  return left.isZero() ? right : left.plus(right);
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
    if (a === next || a?.eq(next)) i += 1;
    if (b === next || b?.eq(next)) j += 1;
  }
}

/** Sum of two curves; not known wherever either is not. */
export function add(left: Curve, right: Curve): Curve {
  const { breaks, pairs } = pairUp(left, right);
  return { breaks, lines: pairs.map(([a, b]) => addLines(a, b)) };
}

export function scale(curve: Curve, factor: Decimal): Curve {
  if (factor.eq(1)) return curve;
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

export function negate(curve: Curve): Curve {
  return { breaks: curve.breaks, lines: curve.lines.map((line) => line && negateLine(line)) };
}

function negateLine({ slope, intercept, square }: Line): Line {
  const negated = { slope: slope.neg(), intercept: intercept.neg() };
  return square ? { ...negated, square: square.neg() } : negated;
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
