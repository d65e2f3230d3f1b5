import { expect, it } from "vitest";
import { parseMoment } from "./moment.ts";

it.each([
  ["", null],
  ["  ", null],
  ["2026-11-23", Date.UTC(2026, 10, 23)],
  ["2026-11-23 14:05", Date.UTC(2026, 10, 23, 14, 5)],
  ["2026-11-23T14:05:06Z", Date.UTC(2026, 10, 23, 14, 5, 6)],
  ["2026-11-23 14:05:06 UTC", Date.UTC(2026, 10, 23, 14, 5, 6)],
  ["2026-11-23T14:05:06.789Z", Date.UTC(2026, 10, 23, 14, 5, 6, 789)],
  ["2026-11-31", undefined],
  ["2026-11-23 25:00", undefined],
  ["2026-11-23T14:05+02:00", undefined],
  ["yesterday", undefined],
  ["23.11.2026", undefined],
])("reads %j as %s", (typed, at) => {
  expect(parseMoment(typed)).toBe(at);
});
