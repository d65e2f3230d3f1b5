import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createRequestQueue } from "./request-queue.ts";

const HOUR_MS = 3_600_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createHarness(weights: readonly number[], countsByMinute = false) {
  const turn = createRequestQueue(10, countsByMinute);
  const left: string[] = [];
  const from = performance.now();
  for (const [index, weight] of weights.entries())
    void turn(weight).then(() => left.push(`${index} at ${performance.now() - from}`));
  return { turn, left };
}

it("lets each request leave as long after the one before as that one weighs", async () => {
  const { turn, left } = createHarness([1, 5, 2]);
  await vi.advanceTimersByTimeAsync(60);
  expect(left).toEqual(["0 at 0", "1 at 10", "2 at 60"]);
  await vi.advanceTimersByTimeAsync(20);
  await turn(1);
});

it.each([-HOUR_MS, HOUR_MS])("does not care for a clock that jumps by %i ms", async (jumpMs) => {
  const { left } = createHarness([1, 1, 1]);
  vi.setSystemTime(Date.now() + jumpMs);
  await vi.advanceTimersByTimeAsync(20);
  expect(left).toEqual(["0 at 0", "1 at 10", "2 at 20"]);
});

it("lets a reading leave at once where the venue counts over a minute, and makes up for it", async () => {
  const { turn, left } = createHarness([300, 300, 1], true);
  await vi.advanceTimersByTimeAsync(0);
  // Six seconds are used in advance; the third waits until the advance is small enough again.
  expect(left).toEqual(["0 at 0", "1 at 0", "2 at 0"]);
  const late = turn(1).then(() => left.push("late"));
  await vi.advanceTimersByTimeAsync(9);
  expect(left).not.toContain("late");
  await vi.advanceTimersByTimeAsync(1);
  await late;
});
