import { expect, it } from "vitest";
import { placeBeside } from "./place-beside.ts";

const bubble = { width: 200, height: 50 };
const view = { width: 1000, height: 800 };

it("stands below its anchor", () => {
  expect(placeBeside({ left: 100, top: 100, bottom: 120 }, bubble, view)).toEqual({
    left: 100,
    top: 126,
  });
});

it("goes above at the bottom of the window", () => {
  expect(placeBeside({ left: 100, top: 770, bottom: 790 }, bubble, view).top).toBe(714);
});

it("stays inside the right edge", () => {
  expect(placeBeside({ left: 950, top: 100, bottom: 120 }, bubble, view).left).toBe(792);
});

it("stays inside the top of a window too small for it", () => {
  expect(placeBeside({ left: 0, top: 10, bottom: 20 }, bubble, { width: 100, height: 40 })).toEqual(
    { left: 8, top: 8 },
  );
});
