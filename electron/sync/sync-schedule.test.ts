import { describe, expect, it } from "vitest";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { accountId } from "#shared/domain/ids.ts";
import type { SyncFailure } from "./sync-failure.ts";
import type { Pace } from "./pace.ts";
import type { Plan, SyncOutcome } from "./schedule-entry.ts";
import { createSyncSchedule } from "./sync-schedule.ts";
import { createFakeTimers } from "./testing/fake-timers.ts";

const A = accountId("a");
const B = accountId("b");
const GOOD: SyncOutcome = { failure: null };
const PLAN: Plan = { intervalMs: 10_000, group: "venue", startGapMs: 2_000 };

function failure(code: ErrorCode, retryAfterMs: number | null = null): SyncFailure {
  return { code, message: "", at: 0, retryAfterMs };
}
function bad(
  code: ErrorCode = "venue_unavailable",
  retryAfterMs: number | null = null,
): SyncOutcome {
  return { failure: failure(code, retryAfterMs) };
}

/** A schedule whose runs end when the test says so. */
function createHarness() {
  const timers = createFakeTimers(0);
  const pace: { intervalMs: number; reason: Pace["reason"] } = {
    intervalMs: 10_000,
    reason: "usual",
  };
  const runs: {
    readonly at: number;
    readonly signal: AbortSignal;
    end: (outcome: SyncOutcome) => void;
    fail: (error: unknown) => void;
  }[] = [];
  const clock = { skewMs: 0 };
  const schedule = createSyncSchedule({
    timers: { ...timers, now: () => timers.now() + clock.skewMs },
    onStatus: () => {},
    paceOf: () => ({ ...pace }),
    attempt: (_, signal) =>
      new Promise((end, fail) => {
        runs.push({ at: timers.now(), signal, end, fail });
      }),
  });
  const endLast = async (outcome: SyncOutcome) => {
    runs.at(-1)?.end(outcome);
    await timers.pass(0);
  };
  return { timers, clock, pace, runs, schedule, endLast, times: () => runs.map(({ at }) => at) };
}

describe("createSyncSchedule", () => {
  it("runs at once, then one interval after each end", async () => {
    const { timers, schedule, endLast, times } = createHarness();
    schedule.add(A, PLAN);
    await timers.pass(4_000);
    await endLast(GOOD);
    await timers.pass(9_999);
    expect(times()).toEqual([0]);
    await timers.pass(1);
    expect(times()).toEqual([0, 14_000]);
  });

  it("never runs one account twice at a time: a second wish joins the first run", async () => {
    const { timers, schedule, endLast, times } = createHarness();
    schedule.add(A, PLAN);
    await timers.pass(0);
    const both = Promise.all([schedule.runNow(A), schedule.runNow(A)]);
    await timers.pass(60_000);
    expect(times()).toEqual([0]);
    await endLast(GOOD);
    expect(await both).toEqual([GOOD, GOOD]);
  });

  it("a run by hand takes the place of the planned one", async () => {
    const { timers, schedule, endLast, times } = createHarness();
    schedule.add(A, PLAN);
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
    schedule.add(A, PLAN);
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

  it("reads on after a run that failed by a mistake of ours, which is told", async () => {
    const { timers, runs, schedule, endLast, times } = createHarness();
    schedule.add(A, PLAN);
    await timers.pass(0);
    const run = schedule.runNow(A);
    runs[0]?.fail(new TypeError("mistake"));
    await expect(run).rejects.toThrow("mistake");
    expect(schedule.status(A)).toMatchObject({
      isSyncing: false,
      failure: { code: "unexpected" },
      nextRunAt: 15_000,
    });
    await timers.pass(15_000);
    expect(times()).toEqual([0, 15_000]);
    await endLast(GOOD);
    expect(schedule.status(A).failure).toBeNull();
  });

  it("says what it is doing", async () => {
    const { timers, schedule, endLast } = createHarness();
    schedule.add(A, PLAN);
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
      schedule.add(A, PLAN);
      await timers.pass(0);
      if (how === "stop") schedule.stop();
      else schedule.remove(A);
      expect(runs[0]?.signal.aborted).toBe(true);
      await endLast(GOOD);
      await timers.pass(1e6);
      expect([runs.length, timers.pending(), schedule.runNow(A)]).toEqual([1, 0, null]);
    },
  );

  it("starts accounts of one group one after the other, others beside them", async () => {
    const { timers, schedule, times } = createHarness();
    schedule.add(A, PLAN);
    schedule.add(B, PLAN);
    schedule.add(accountId("c"), { ...PLAN, group: "other" });
    await timers.pass(0);
    expect(times()).toEqual([0, 0]);
    await timers.pass(2_000);
    expect(times()).toEqual([0, 0, 2_000]);
  });

  it("does not queue an account behind itself", async () => {
    const { timers, schedule, times } = createHarness();
    schedule.add(A, PLAN);
    schedule.add(A, PLAN);
    await timers.pass(0);
    expect(times()).toEqual([0]);
  });

  describe("hurry", () => {
    async function slowed() {
      const harness = createHarness();
      harness.pace.intervalMs = 30_000;
      harness.schedule.add(A, PLAN);
      await harness.timers.pass(0);
      await harness.endLast(GOOD);
      return harness;
    }

    it("brings a run forward, at once when it is overdue", async () => {
      const { timers, schedule, pace, times } = await slowed();
      await timers.pass(4_000);
      pace.intervalMs = 10_000;
      schedule.hurry();
      expect(schedule.status(A).nextRunAt).toBe(10_000);
      pace.intervalMs = 2_000;
      schedule.hurry();
      await timers.pass(0);
      expect(times()).toEqual([0, 4_000]);
    });

    it("puts nothing off", async () => {
      const { timers, schedule, pace } = await slowed();
      await timers.pass(4_000);
      pace.intervalMs = 60_000;
      schedule.hurry();
      expect(schedule.status(A)).toMatchObject({ nextRunAt: 30_000, pace: { intervalMs: 30_000 } });
    });

    it("does not shorten a wait after a failure", async () => {
      const { timers, schedule, endLast } = createHarness();
      schedule.add(A, PLAN);
      await timers.pass(0);
      await endLast(bad("rate_limited", 120_000));
      schedule.hurry();
      expect(schedule.status(A).nextRunAt).toBe(120_000);
    });
  });

  it("holds a run back when its pace has become slower meanwhile, and promises that", async () => {
    const { timers, schedule, pace, endLast, times } = createHarness();
    schedule.add(A, PLAN);
    await timers.pass(0);
    await endLast(GOOD);
    pace.intervalMs = 30_000;
    await timers.pass(29_999);
    expect(times()).toEqual([0]);
    expect(schedule.status(A).pace?.intervalMs).toBe(30_000);
    await timers.pass(1);
    expect(times()).toEqual([0, 30_000]);
  });

  it("reads on when the clock is set back by a day", async () => {
    const { timers, clock, schedule, endLast, times } = createHarness();
    schedule.add(A, PLAN);
    await timers.pass(0);
    await endLast(GOOD);
    clock.skewMs -= 86_400_000;
    await timers.pass(10_000);
    expect(times()).toEqual([0, 10_000]);
  });

  describe("wake", () => {
    it("reads at once what was waiting", async () => {
      const { timers, schedule, endLast, times } = createHarness();
      schedule.add(A, PLAN);
      await timers.pass(0);
      await endLast(bad());
      await timers.pass(1_000);
      schedule.wake(A);
      await timers.pass(0);
      expect(times()).toEqual([0, 1_000]);
    });

    it("calls off what was under way and makes up for it when it has ended", async () => {
      const { timers, runs, schedule, endLast, times } = createHarness();
      schedule.add(A, PLAN);
      await timers.pass(0);
      await timers.pass(3_600_000);
      schedule.wake(A);
      await timers.pass(0);
      expect([runs.length, runs[0]?.signal.aborted]).toEqual([1, true]);
      await endLast(bad());
      expect(times()).toEqual([0, 3_600_000]);
      expect(runs[1]?.signal.aborted).toBe(false);
      expect(schedule.status(A).failure).toBeNull();
    });

    it("does not wait for a failure that lies ahead of a clock set back by a day", async () => {
      const { timers, clock, schedule, endLast, times } = createHarness();
      schedule.add(A, PLAN);
      await timers.pass(0);
      await endLast(bad());
      clock.skewMs -= 86_400_000;
      schedule.wake(A);
      await timers.pass(0);
      expect(times()).toEqual([0, 0]);
    });

    it("still waits as long as the venue asked", async () => {
      const { timers, schedule, endLast, times } = createHarness();
      schedule.add(A, PLAN);
      await timers.pass(0);
      await endLast(bad("rate_limited", 120_000));
      await timers.pass(1_000);
      schedule.wake(A);
      await timers.pass(118_999);
      expect(times()).toEqual([0]);
      await timers.pass(1);
      expect(times()).toEqual([0, 120_000]);
    });
  });
});

describe("a run in its turn", () => {
  it("starts a gap behind the one before, and stands for the planned run", async () => {
    const { timers, schedule, runs, times } = createHarness();
    for (const each of [A, B]) schedule.add(each, PLAN);
    await timers.pass(2_000);
    for (const { end } of runs) end(GOOD);
    await timers.pass(3_000);
    const both = Promise.all([A, B].map(async (each) => schedule.runInTurn(each)));
    await timers.pass(2_000);
    for (const { end } of runs) end(GOOD);
    await timers.pass(9_999);
    expect(times()).toEqual([0, 2_000, 5_000, 7_000]);
    expect(await both).toEqual([GOOD, GOOD]);
  });

  it("keeps the place that an account has already", async () => {
    const { timers, schedule, times } = createHarness();
    for (const each of [A, B]) schedule.add(each, PLAN);
    void schedule.runInTurn(A);
    void schedule.runInTurn(B);
    void schedule.runInTurn(B);
    await timers.pass(5_000);
    expect(times()).toEqual([0, 2_000]);
  });

  it("waits for the run that makes up for one that a sleep called off", async () => {
    const { timers, runs, schedule, endLast } = createHarness();
    schedule.add(A, PLAN);
    await timers.pass(0);
    const told: SyncOutcome[] = [];
    const waiting = async () => void told.push(await schedule.runInTurn(A)!);
    void waiting();
    schedule.wake(A);
    await endLast(GOOD);
    expect([runs.length, told]).toEqual([2, []]);
    await endLast(bad());
    expect(told).toEqual([bad()]);
  });

  it("waits for no account that is removed meanwhile", async () => {
    const { schedule } = createHarness();
    for (const each of [A, B]) schedule.add(each, PLAN);
    const waiting = schedule.runInTurn(B);
    schedule.remove(B);
    expect(await waiting).toEqual(GOOD);
    expect(schedule.runInTurn(B)).toBeNull();
  });
});
