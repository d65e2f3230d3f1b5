import { expect, it } from "vitest";
import { changeRatio } from "./equity-change.ts";

it.each([
  ["110", "10", "0.1"],
  ["90", "-10", "-0.1"],
  ["100", "0", "0"],
  ["10", "10", null],
  ["10", "20", null],
  [null, "10", null],
])("equity %s after a change of %s changed by %s", (equity, change, ratio) => {
  expect(changeRatio(equity, change)).toBe(ratio);
});
