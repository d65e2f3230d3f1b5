import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ERROR_CODES, type ErrorCode } from "#shared/contract/reply.ts";
import { nextRunAt } from "./next-run.ts";
import type { SyncFailure } from "./sync-failure.ts";

const base = {
  failure: null,
  finishedAt: 1_000,
  intervalMs: 10_000,
  paceMs: 10_000,
  failures: 0,
  jitter: 0,
};

function failure(code: ErrorCode, retryAfterMs: number | null = null): SyncFailure {
  return { code, message: "", at: 0, retryAfterMs };
}

describe("nextRunAt", () => {
  it("is as the pace says after a good run", () => {
    expect(nextRunAt(base)).toBe(11_000);
    expect(nextRunAt({ ...base, paceMs: 75_000 })).toBe(76_000);
  });

  it.each([
    [1, 10_000],
    [2, 20_000],
    [3, 40_000],
    [4, 60_000],
    [900, 60_000],
  ])("after %d failures waits at least %d ms", (failures, waitMs) => {
    const input = { ...base, failure: failure("venue_unavailable"), failures };
    expect(nextRunAt(input)).toBe(1_000 + waitMs);
  });

  it("goes on as the pace says when a reading can't be stored", () => {
    const input = { ...base, failures: 900, paceMs: 5_000 };
    const unstored = failure("storage_failed");
    expect(nextRunAt({ ...input, failure: { ...unstored, isJudged: true } })).toBe(6_000);
    // One that could not be read at all is tried ever more seldom.
    expect(nextRunAt({ ...input, failure: unstored })).toBeGreaterThan(60_000);
  });

  it("asks seldom with a key that was refused", () => {
    const input = { ...base, failure: failure("credentials_rejected"), failures: 1 };
    expect(nextRunAt(input)).toBe(151_000);
  });

  it.each([10_000, 123_000])("parts accounts that failed together at a pace of %d ms", (paceMs) => {
    const input = { ...base, failure: failure("venue_unavailable"), failures: 1, paceMs };
    expect(nextRunAt({ ...input, jitter: 0.9 }) - nextRunAt(input)).toBe(9_000);
  });

  it("is never earlier than the venue asked for or its pace allows, never much later on its own", () => {
    const numbers = fc.record({
      failures: fc.integer({ min: 1, max: 1e6 }),
      told: fc.option(fc.integer({ min: 0, max: 1e7 }), { nil: null }),
      jitter: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      paceMs: fc.integer({ min: 2_000, max: 300_000 }),
    });
    fc.assert(
      fc.property(
        numbers,
        fc.constantFrom(...ERROR_CODES),
        ({ failures, told, jitter, paceMs }, code) => {
          const input = { ...base, failure: failure(code, told), failures, jitter, paceMs };
          const waitMs = nextRunAt(input) - base.finishedAt;
          expect(waitMs).toBeGreaterThanOrEqual(Math.max(told ?? 0, paceMs, base.intervalMs));
          const longestMs = Math.max(paceMs, 2.5 * 60_000) + 2.5 * 60_000;
          expect(waitMs).toBeLessThanOrEqual(Math.max(told ?? 0, longestMs));
        },
      ),
    );
  });
});
