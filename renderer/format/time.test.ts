import { describe, expect, it } from "vitest";
import { formatAge, formatClock, formatDay, formatStamp } from "./time.ts";

const AT = Date.UTC(2026, 10, 3, 4, 5, 6);

describe("formatAge", () => {
  it.each([
    [0, "0 s"],
    [-500, "0 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [3_599_999, "59 min"],
    [3_600_000, "1 h 00 min"],
    [11_100_000, "3 h 05 min"],
    [187_200_000, "2 d 4 h"],
  ])("%d ms reads %s", (ageMs, text) => {
    expect(formatAge(ageMs)).toBe(text);
  });
});

describe("clock and day", () => {
  it("pads every part", () => {
    expect(formatClock(AT, "utc")).toBe("04:05:06");
    expect(formatDay(AT, "utc")).toBe("2026-11-03");
  });

  it("writes UTC first and the local time beside it", () => {
    const local = formatClock(AT, "local");
    expect(formatStamp(AT)).toBe(`2026-11-03 04:05:06 UTC (${local} local)`);
    expect(formatStamp(null)).toBe("—");
  });
});
