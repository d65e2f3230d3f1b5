import { describe, expect, it } from "vitest";
import { compareWorse, shownLevel, worstLevel } from "./danger.ts";

describe("worstLevel", () => {
  it("takes the most dangerous", () => {
    expect(worstLevel(["safe", "act", "watch"])).toBe("act");
  });

  it("never calls a book safe that holds something unknown", () => {
    expect(worstLevel(["safe", "unknown"])).toBe("unknown");
    expect(worstLevel(["unknown", "warn"])).toBe("unknown");
    expect(worstLevel(["unknown", "act"])).toBe("act");
  });

  it("has no level for nothing", () => {
    expect(worstLevel([])).toBeNull();
  });
});

describe("shownLevel", () => {
  it.each([
    ["safe", "live", "safe"],
    ["safe", "delayed", "safe"],
    ["safe", "blind", "unknown"],
    ["warn", "blind", "unknown"],
    ["act", "blind", "act"],
    ["critical", undefined, "critical"],
  ] as const)("%s of a %s feed shows as %s", (level, feed, shown) => {
    expect(shownLevel(level, feed)).toBe(shown);
  });
});

it("sorts what is worse first, what is not known before a warning", () => {
  const levels = ["safe", "critical", "warn", "unknown", "act"] as const;
  expect(levels.toSorted(compareWorse)).toEqual(["critical", "act", "unknown", "warn", "safe"]);
});
