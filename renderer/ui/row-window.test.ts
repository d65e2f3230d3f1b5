import { expect, it } from "vitest";
import { rowWindow } from "./row-window.ts";

it("draws every row of a short table", () => {
  expect(rowWindow(200, 28, { scrollTop: 900, height: 280 })).toEqual({
    first: 0,
    end: 200,
    before: 0,
    after: 0,
  });
});

it("draws what is in view of a long one, and a few more on both sides", () => {
  expect(rowWindow(1000, 28, { scrollTop: 2800, height: 280 })).toEqual({
    first: 90,
    end: 120,
    before: 2520,
    after: 24640,
  });
});

it.each([0, 14_000, 27_720, 90_000])("keeps the table's height at scroll %d", (scrollTop) => {
  const { first, end, before, after } = rowWindow(1000, 28, { scrollTop, height: 280 });
  expect(before + (end - first) * 28 + after).toBe(28_000);
  expect(first).toBeGreaterThanOrEqual(0);
  expect(end).toBeLessThanOrEqual(1000);
});
