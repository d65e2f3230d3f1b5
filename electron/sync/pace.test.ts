import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computePace, type PaceInput } from "./pace.ts";

const BASE: PaceInput = {
  intervalMs: 10_000,
  standing: "calm",
  isSaving: false,
  room: null,
  fairMs: 0,
};
const TIGHT = { leftRatio: 0.19, windowMs: 60_000 };

describe("computePace", () => {
  it.each([
    [{}, 10_000, "usual"],
    [{ standing: "danger" }, 5_000, "danger"],
    [{ standing: "watched" }, 10_000, "usual"],
    [{ isSaving: true }, 30_000, "saving"],
    [{ isSaving: true, standing: "watched" }, 10_000, "usual"],
    [{ isSaving: true, standing: "danger" }, 5_000, "danger"],
    [{ fairMs: 75_000 }, 75_000, "shared"],
    [{ fairMs: 75_000, isSaving: true }, 75_000, "shared"],
    [{ fairMs: 7_500, standing: "danger" }, 7_500, "shared"],
    [{ fairMs: 4_000, standing: "danger" }, 5_000, "danger"],
    [{ room: { ...TIGHT, leftRatio: 0.2 } }, 10_000, "usual"],
    [{ room: TIGHT }, 60_000, "room"],
    [{ room: { ...TIGHT, windowMs: 1_000 } }, 10_000, "usual"],
    [{ room: TIGHT, standing: "danger" }, 10_000, "room"],
    [{ room: TIGHT, fairMs: 90_000 }, 90_000, "shared"],
    // The demo.
    [{ intervalMs: 2_000, standing: "danger" }, 2_000, "usual"],
  ] as const)("%o: every %d ms, %s", (change, intervalMs, reason) => {
    expect(computePace({ ...BASE, ...change })).toEqual({ intervalMs, reason });
  });

  const inputs: fc.Arbitrary<PaceInput> = fc.record({
    intervalMs: fc.constantFrom(2_000, 10_000),
    standing: fc.constantFrom("calm", "watched", "danger"),
    isSaving: fc.boolean(),
    room: fc.option(
      fc.record({
        leftRatio: fc.double({ min: 0, max: 1, noNaN: true }),
        windowMs: fc.constantFrom(1_000, 10_000, 30_000, 60_000),
      }),
      { nil: null },
    ),
    fairMs: fc.integer({ min: 0, max: 600_000 }),
  });

  it("is never faster than the shared limit, never slower than a minute on its own", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { intervalMs } = computePace(input);
        expect(intervalMs).toBeGreaterThanOrEqual(input.fairMs);
        expect(intervalMs).toBeLessThanOrEqual(Math.max(input.fairMs, 60_000));
      }),
    );
  });

  it("saves nothing near danger, and danger is never read slower than calm", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const pace = (change: Partial<PaceInput>) =>
          computePace({ ...input, ...change }).intervalMs;
        const danger = { standing: "danger" } as const;
        expect(pace({ ...danger, isSaving: true })).toBe(pace({ ...danger, isSaving: false }));
        expect(pace(danger)).toBeLessThanOrEqual(pace({ standing: "calm" }));
        expect(pace({ isSaving: false })).toBeLessThanOrEqual(pace({ isSaving: true }));
      }),
    );
  });
});
