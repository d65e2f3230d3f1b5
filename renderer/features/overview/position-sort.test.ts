import { expect, it } from "vitest";
import { nextSorting, sortPositions } from "./position-sort.ts";
import { exact, figure, positionView } from "./testing/views.ts";

const small = positionView({ instrument: "B", unrealizedPnl: figure("-9"), distanceRatio: null });
const large = positionView({
  instrument: "A",
  unrealizedPnl: figure("10"),
  distanceRatio: exact("0.5"),
});
const near = positionView({
  instrument: "C",
  unrealizedPnl: figure("2"),
  distanceRatio: exact("-0.1"),
});
const all = [small, large, near];

it("keeps the order as it came, worst first, until a column is chosen", () => {
  expect(sortPositions(all, null)).toBe(all);
});

it("sorts amounts as numbers, both ways", () => {
  const column = "unrealizedPnl";
  expect(sortPositions(all, { column, direction: "ascending" })).toEqual([small, near, large]);
  expect(sortPositions(all, { column, direction: "descending" })).toEqual([large, near, small]);
});

it("sorts distances by size and puts what is not known last, both ways", () => {
  const column = "distanceRatio";
  expect(sortPositions(all, { column, direction: "ascending" })).toEqual([near, large, small]);
  expect(sortPositions(all, { column, direction: "descending" })).toEqual([large, near, small]);
});

it("sorts names as text", () => {
  const sorted = sortPositions(all, { column: "instrument", direction: "ascending" });
  expect(sorted.map(({ instrument }) => instrument)).toEqual(["A", "B", "C"]);
});

it("goes from ascending to descending and back to worst first", () => {
  const first = nextSorting(null, "notional");
  const second = nextSorting(first, "notional");
  expect([first?.direction, second?.direction]).toEqual(["ascending", "descending"]);
  expect(nextSorting(second, "notional")).toBeNull();
  expect(nextSorting(second, "instrument")).toEqual({
    column: "instrument",
    direction: "ascending",
  });
});
