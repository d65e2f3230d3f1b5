import { describe, expect, it } from "vitest";
import { parseWindowPlace } from "./window-place.ts";

const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: -1280, y: 0, width: 1280, height: 1024 },
];
const place = { x: 100, y: 50, width: 1280, height: 800, isMaximized: false };
const parse = (value: unknown) => parseWindowPlace(JSON.stringify(value), screens);

describe("parseWindowPlace", () => {
  it.each([
    place,
    { ...place, isMaximized: true },
    { ...place, x: -1200 },
    { ...place, x: 1840 },
    { ...place, y: 1000 },
  ])("keeps a place that can be reached: %j", (reachable) => {
    expect(parse(reachable)).toEqual(reachable);
  });

  it.each([
    { ...place, x: 1900 },
    { ...place, x: 5000 },
    { ...place, y: 1060 },
    { ...place, y: -1 },
    { ...place, width: 200 },
    { ...place, height: 10 },
    { ...place, width: 1e9 },
    { ...place, x: 0.5 },
    { ...place, x: "0" },
    { x: 0, y: 0 },
    null,
    [],
  ])("forgets a place that can't: %j", (lost) => {
    expect(parse(lost)).toBeNull();
  });

  it.each(["", "{", "\u0000"])("forgets a broken file: %j", (text) => {
    expect(parseWindowPlace(text, screens)).toBeNull();
  });
});
