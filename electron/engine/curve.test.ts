import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { type Curve, type Line, add, compose, scale, straight, valueAt } from "./curve.ts";
import { firstRoot } from "./first-root.ts";

function line(slope: string, intercept: string, square?: string): Line {
  const ends = { slope: decimal(slope), intercept: decimal(intercept) };
  return square ? { ...ends, square: decimal(square) } : ends;
}

function curve(breaks: readonly string[], lines: readonly (Line | null)[]): Curve {
  return { breaks: breaks.map((each) => decimal(each)), lines };
}

function valuesAt(of: Curve, points: readonly string[]): (string | undefined)[] {
  return points.map((x) => valueAt(of, decimal(x))?.toFixed());
}

function text(root: ReturnType<typeof firstRoot>, digits = 12): string {
  const shown = (x: Decimal) => x.toSignificantDigits(digits).toFixed();
  if (root.kind === "none") return "none";
  return root.kind === "at" ? `at ${shown(root.x)}` : `unknown from ${shown(root.from)}`;
}

describe("value of a curve", () => {
  it("gives a break to the piece on its left", () => {
    const step = curve(["10"], [line("1", "0"), line("2", "0")]);
    expect(valuesAt(step, ["9", "10", "10.5"])).toEqual(["9", "10", "21"]);
  });

  it("gives the edge of an unknown stretch to its known neighbour", () => {
    const known = curve(["0", "5"], [null, line("1", "0"), null]);
    expect(valuesAt(known, ["-1", "0", "5", "6"])).toEqual([undefined, "0", "5", undefined]);
  });

  it("counts the square of a line", () => {
    expect(valuesAt(straight(line("3", "1", "2")), ["4"])).toEqual(["45"]); // 2·16 + 3·4 + 1
  });
});

describe("sum and multiple", () => {
  it("meet at the breaks of both, with squares, unknown wherever one is", () => {
    const left = curve(["1", "3"], [line("1", "0"), line("0", "1", "1"), null]);
    const right = curve(["2", "3"], [line("0", "10"), line("0", "20"), line("0", "30")]);
    const both = add(left, right);
    expect(both.breaks.map((each) => each.toFixed())).toEqual(["1", "2", "3"]);
    // x + 10, x² + 1 + 10, x² + 1 + 20, unknown
    expect(valuesAt(both, ["0.5", "1.5", "2.5", "4"])).toEqual([
      "10.5",
      "13.25",
      "27.25",
      undefined,
    ]);
    expect(valuesAt(scale(both, decimal(-2)), ["1.5"])).toEqual(["-26.5"]);
  });
});

describe("one curve in another", () => {
  const weight = curve(["0", "100"], [line("1", "0"), line("0.9", "0"), line("0.5", "40")]);

  it("carries the outer breaks back through a rising and a falling line", () => {
    expect(compose(weight, straight(line("2", "0"))).breaks.map(Number)).toEqual([0, 50]);
    const falling = compose(weight, straight(line("-2", "0")));
    expect(falling.breaks.map((each) => each.toNumber() + 0)).toEqual([-50, 0]);
    expect(valuesAt(falling, ["-60", "-10", "10"])).toEqual(["100", "18", "-20"]);
  });

  it("is flat where the inner curve is, unknown where either is", () => {
    const inner = curve(["1", "2"], [line("0", "100"), null, line("1", "0")]);
    const outer = curve(["0"], [null, line("1", "7")]);
    expect(valuesAt(compose(outer, inner), ["0", "1.5", "5"])).toEqual(["107", undefined, "12"]);
  });
});

describe("first root", () => {
  const up = (of: Curve, start = "1") => text(firstRoot(of, decimal(start), 1));
  const down = (of: Curve, start = "1") => text(firstRoot(of, decimal(start), -1));

  it("of a straight line lies on one side only", () => {
    expect(up(straight(line("-1", "5")))).toBe("at 5");
    expect(down(straight(line("-1", "5")))).toBe("none");
  });

  it("below zero is none", () => {
    expect(down(straight(line("1", "5")))).toBe("none");
    expect(down(straight(line("1", "5", "1")))).toBe("none");
  });

  it("may be the start itself", () => {
    expect(up(straight(line("1", "-1")))).toBe("at 1");
  });

  it("may be a step across zero, but not a step that stays on its side", () => {
    const falls = curve(["4", "8"], [line("0", "9"), line("0", "3"), line("0", "-3")]);
    expect(up(falls)).toBe("at 8");
    expect(down(falls, "9")).toBe("at 8");
    expect(down(falls, "7")).toBe("none");
  });

  it("is not looked for beyond an unknown stretch", () => {
    const hole = curve(["4", "6"], [line("0", "1"), null, line("-1", "7")]);
    expect(up(hole)).toBe("unknown from 4");
    expect(up(hole, "6.5")).toBe("at 7");
    expect(down(hole, "6.5")).toBe("unknown from 6");
  });

  it("of a square line is the nearer of its two", () => {
    const between = straight(line("-7", "10", "1")); // (x − 2)(x − 5)
    expect([up(between), up(between, "3"), down(between, "3"), down(between, "9")]).toEqual([
      "at 2",
      "at 5",
      "at 2",
      "at 5",
    ]);
    expect(up(between, "6")).toBe("none");
  });

  it("of a square line may only touch zero", () => {
    expect(up(straight(line("-6", "9", "1")))).toBe("at 3"); // (x − 3)²
    expect(up(straight(line("-6", "10", "1")))).toBe("none");
  });

  it("of a square line counts only on its own piece", () => {
    const piece = curve(["4"], [line("-7", "10", "-1"), line("0", "1")]); // left: root near 1.217
    expect(down(piece, "9")).toBe("at 4");
    expect(up(piece, "2")).toBe("at 4");
    expect(up(piece)).toBe("at 1.21699056603");
  });

  it("keeps its digits where one root is far smaller than the other", () => {
    // x² − 10³⁰·x + 1: the small root is 10⁻³⁰ to sixty digits.
    const root = firstRoot(
      straight(line("-1000000000000000000000000000000", "1", "1")),
      decimal("0.1"),
      -1,
    );
    expect(text(root, 30)).toBe("at 0.000000000000000000000000000001");
  });

  it("without a slope is that of a pure square", () => {
    expect(up(straight(line("0", "-16", "1")))).toBe("at 4");
    expect(down(straight(line("0", "0", "1")))).toBe("none");
  });
});
