import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, ZERO, decimal } from "#shared/domain/decimal.ts";
import { type Curve, type Line, add, compose, scale } from "./curve.ts";
import { type Root, firstRoot } from "./first-root.ts";
import { scaled } from "./testing/arbitraries.ts";

const RUNS = { numRuns: 1000 };

type Shape = { readonly square: boolean; readonly holes: boolean };

function lines({ square, holes }: Shape): fc.Arbitrary<Line | null> {
  const known = fc
    .record({
      slope: scaled(-60, 60, 1),
      intercept: scaled(-300, 300, 0),
      square: square ? fc.option(scaled(-30, 30, 2), { nil: null }) : fc.constant(null),
    })
    .map(({ square: term, ...ends }) => (term ? { ...ends, square: term } : ends));
  return holes ? fc.option(known, { freq: 6, nil: null }) : known;
}

/** Up to five pieces with whole breaks in −40…60. */
function curves(shape: Shape): fc.Arbitrary<Curve> {
  return fc
    .uniqueArray(fc.integer({ min: -40, max: 60 }), { maxLength: 4 })
    .chain((breaks) =>
      fc.tuple(
        fc.constant(breaks.toSorted((a, b) => a - b).map((at) => decimal(at))),
        fc.array(lines(shape), { minLength: breaks.length + 1, maxLength: breaks.length + 1 }),
      ),
    )
    .map(([breaks, pieces]) => ({ breaks, lines: pieces }));
}

/** Points that are never a break: sevenths that are no whole number. */
function offBreaks(min: number, max: number): fc.Arbitrary<Decimal> {
  return fc.integer({ min, max }).map((n) => decimal(n * 7 + 3).div(7));
}

/** Straight from the definition, apart from the code under test. */
function direct(curve: Curve, x: Decimal): Decimal | null {
  const line = curve.lines[curve.breaks.filter((at) => at.lt(x)).length];
  if (!line) return null;
  return x
    .pow(2)
    .times(line.square ?? 0)
    .plus(x.times(line.slope))
    .plus(line.intercept);
}

function expectSame(actual: Decimal | null, expected: Decimal | null): void {
  expect(actual === null).toBe(expected === null);
  if (!actual || !expected) return;
  const room = expected.abs().plus(1).times("1e-50");
  expect(
    actual.minus(expected).abs().lte(room),
    `${actual.toFixed()} ≈ ${expected.toFixed()}`,
  ).toBe(true);
}

const ANY: Shape = { square: true, holes: true };
const STRAIGHT: Shape = { square: false, holes: true };

describe("curves agree with evaluation from the definition", () => {
  it("in sums and multiples", () => {
    fc.assert(
      fc.property(
        curves(ANY),
        curves(ANY),
        offBreaks(-50, 70),
        scaled(-90, 90, 1),
        (a, b, x, k) => {
          const [left, right] = [direct(a, x), direct(b, x)];
          const both = add(a, b);
          expectSame(direct(both, x), left && right && left.plus(right));
          expectSame(direct(scale(a, k), x), left && left.times(k));
          for (const [index, at] of both.breaks.entries())
            expect(index === 0 || at.gt(both.breaks[index - 1]!)).toBe(true);
          expect(both.lines).toHaveLength(both.breaks.length + 1);
        },
      ),
      RUNS,
    );
  });

  it("in one another", () => {
    fc.assert(
      fc.property(curves(STRAIGHT), curves(STRAIGHT), offBreaks(-50, 70), (outer, inner, x) => {
        const inside = direct(inner, x);
        // On an outer break itself the side depends on the way there.
        fc.pre(!inside || !outer.breaks.some((at) => at.eq(inside)));
        const whole = compose(outer, inner);
        expectSame(direct(whole, x), inside && direct(outer, inside));
        expect(whole.lines).toHaveLength(whole.breaks.length + 1);
      }),
      RUNS,
    );
  });
});

/** Points strictly between two, ends left out. */
function between(from: Decimal, to: Decimal): Decimal[] {
  return Array.from({ length: 40 }, (_, index) =>
    from.plus(
      to
        .minus(from)
        .times(index * 7 + 3)
        .div(283),
    ),
  );
}

describe("the first root", () => {
  it("is a zero or a step across zero, and nothing changes sign before it", () => {
    fc.assert(
      fc.property(
        curves(ANY),
        offBreaks(1, 60),
        fc.constantFrom(1 as const, -1 as const),
        (curve, start, direction) => {
          const here = direct(curve, start);
          const root = firstRoot(curve, start, direction);
          if (!here || here.isZero()) {
            const stays = here ? { kind: "at", x: start } : { kind: "unknown", from: start };
            expect(root).toEqual(stays);
            return;
          }
          const end = endOfSearch(root, direction);
          for (const x of between(start, end)) {
            const there = direct(curve, x);
            expect(there && there.isNegative()).toBe(here.isNegative());
          }
          if (root.kind === "unknown") expect(beyond(curve, root.from, direction)).toBeNull();
          if (root.kind === "at") expectCrossing(curve, root.x, here, direction);
        },
      ),
      RUNS,
    );
  });
});

/** How far the search went; without an end it is sampled to where a root would lie. */
function endOfSearch(root: Root, direction: 1 | -1): Decimal {
  if (root.kind === "at") return root.x;
  if (root.kind === "unknown") return root.from;
  return direction === 1 ? decimal(100_000) : ZERO;
}

const HAIR = decimal("1e-20");

function beyond(curve: Curve, x: Decimal, direction: 1 | -1): Decimal | null {
  return direct(curve, x.plus(HAIR.times(direction)));
}

function expectCrossing(curve: Curve, x: Decimal, here: Decimal, direction: 1 | -1): void {
  expect(x.gt(0)).toBe(true);
  const isZero = [
    direct(curve, x),
    beyond(curve, x, direction),
    beyond(curve, x, direction === 1 ? -1 : 1),
  ].some((value) => value?.abs().lt("1e-15"));
  const after = beyond(curve, x, direction);
  expect(isZero || (after !== null && after.isNegative() !== here.isNegative())).toBe(true);
}
