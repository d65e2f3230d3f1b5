import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { ERROR_CODES } from "#shared/contract/reply.ts";
import { accountId } from "#shared/domain/ids.ts";
import type { SyncFailure } from "./sync-failure.ts";
import { createSyncSchedule, nextRunAt, type SyncOutcome } from "./sync-schedule.ts";
import { createFakeTimers } from "./testing/fake-timers.ts";

const A = accountId("a");
const GOOD: SyncOutcome = { failure: null, isNearDanger: false };

function failure(code: ErrorCode, retryAfterMs: number | null = null): SyncFailure {
  return { code, message: "", at: 0, retryAfterMs };
}
function bad(
  code: ErrorCode = "venue_unavailable",
  retryAfterMs: number | null = null,
): SyncOutcome {
  return { failure: failure(code, retryAfterMs), isNearDanger: false };
}

describe("nextRunAt", () => {
  const base = { finishedAt: 1_000, intervalMs: 10_000, failures: 0, jitter: 0, ...GOOD };

  it("is one interval after a good run, half of it near danger", () => {
    expect(nextRunAt(base)).toBe(11_000);
    expect(nextRunAt({ ...base, isNearDanger: true })).toBe(6_000);
  });

  it("never makes the demo slower near danger", () => {
    expect(nextRunAt({ ...base, intervalMs: 2_000, isNearDanger: true })).toBe(3_000);
  });

  it.each([
    [1, 10_000],
    [2, 20_000],
    [3, 40_000],
    [4, 60_000],
    [900, 60_000],
  ])("after %d failures waits at least %d ms", (failures, waitMs) => {
    expect(nextRunAt({ ...base, ...bad(), failures })).toBe(1_000 + waitMs);
  });

  it("asks seldom with a key that was refused", () => {
    expect(nextRunAt({ ...base, ...bad("credentials_rejected"), failures: 1 })).toBe(151_000);
  });

  it("is never earlier than the venue asked for, never later than five minutes on its own", () => {
    const failures = fc.integer({ min: 1, max: 1e6 });
    const wait = fc.option(fc.integer({ min: 0, max: 1e7 }), { nil: null });
    const jitter = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        failures,
        wait,
        jitter,
        fc.constantFrom(...ERROR_CODES),
        (count, asked, chance, code) => {
          const outcome = bad(code, asked);
          const at =
            nextRunAt({ ...base, ...outcome, failures: count, jitter: chance }) - base.finishedAt;
          expect(at).toBeGreaterThanOrEqual(asked ?? 0);
          expect(at).toBeLessThanOrEqual(Math.max(asked ?? 0, 5 * 60_000));
          expect(at).toBeGreaterThanOrEqual(base.intervalMs);
        },
      ),
    );
  });
});

/** A schedule whose runs end when the test says so. */
function createHarness() {
  const timers = createFakeTimers(0);
  const runs: {
    readonly at: number;
    readonly signal: AbortSignal;
    end: (outcome: SyncOutcome) => void;
  }[] = [];
  const schedule = createSyncSchedule({
    timers,
    onStatus: () => {},
    attempt: (_, signal) =>
      new Promise((end) => {
        runs.push({ at: timers.now(), signal, end });
      }),
  });
  const endLast = async (outcome: SyncOutcome) => {
    runs.at(-1)?.end(outcome);
    await timers.pass(0);
  };
  return { timers, runs, schedule, endLast, times: () => runs.map(({ at }) => at) };
}

describe("createSyncSchedule", () => {
  it("runs at once, then one interval after each end", async () => {
    const { timers, schedule, endLast, times } = createHarness();
    schedule.add(A, 10_000);
    await timers.pass(4_000);
    await endLast(GOOD);
    await timers.pass(9_999);
    expect(times()).toEqual([0]);
    await timers.pass(1);
    expect(times()).toEqual([0, 14_000]);
  });

  it("never runs one account twice at a time: a second wish joins the first run", async () => {
    const { timers, schedule, endLast, times } = createHarness();
    schedule.add(A, 10_000);
    await timers.pass(0);
    const both = Promise.all([schedule.runNow(A), schedule.runNow(A)]);
    await timers.pass(60_000);
    expect(times()).toEqual([0]);
    await endLast(GOOD);
    expect(await both).toEqual([GOOD, GOOD]);
  });

  it("a run by hand takes the place of the planned one", async () => {
    const { timers, schedule, endLast, times } = createHarness();
    schedule.add(A, 10_000);
    await timers.pass(0);
    await endLast(GOOD);
    await timers.pass(6_000);
    void schedule.runNow(A);
    await endLast(GOOD);
    await timers.pass(9_999);
    expect(times()).toEqual([0, 6_000]);
    await timers.pass(1);
    expect(times()).toEqual([0, 6_000, 16_000]);
  });

  it("backs off while runs fail, remembers since when, and forgets it after a good one", async () => {
    const { timers, schedule, endLast, times } = createHarness();
    schedule.add(A, 10_000);
    await timers.pass(0);
    await endLast(bad());
    await timers.pass(15_000);
    await endLast(bad());
    expect(schedule.status(A)).toMatchObject({ failingSince: 0, nextRunAt: 45_000 });
    await timers.pass(30_000);
    expect(times()).toEqual([0, 15_000, 45_000]);
    await endLast(GOOD);
    expect(schedule.status(A)).toMatchObject({
      failure: null,
      failingSince: null,
      nextRunAt: 55_000,
    });
  });

  it("says what it is doing", async () => {
    const { timers, schedule, endLast } = createHarness();
    schedule.add(A, 10_000);
    expect(schedule.status(A)).toMatchObject({ isSyncing: false, nextRunAt: 0 });
    await timers.pass(0);
    expect(schedule.status(A)).toMatchObject({ isSyncing: true, nextRunAt: null });
    await endLast(GOOD);
    expect(schedule.status(A)).toMatchObject({ isSyncing: false, nextRunAt: 10_000 });
  });

  it.each(["remove", "stop"] as const)(
    "%s aborts the run under way and plans no other",
    async (how) => {
      const { timers, runs, schedule, endLast } = createHarness();
      schedule.add(A, 10_000);
      await timers.pass(0);
      if (how === "stop") schedule.stop();
      else schedule.remove(A);
      expect(runs[0]?.signal.aborted).toBe(true);
      await endLast(GOOD);
      await timers.pass(1e6);
      expect([runs.length, timers.pending(), schedule.runNow(A)]).toEqual([1, 0, null]);
    },
  );
});
