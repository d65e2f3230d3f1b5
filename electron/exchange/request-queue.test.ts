import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createRequestQueue } from "./request-queue.ts";

const HOUR_MS = 3_600_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createHarness(weights: readonly number[]) {
  const turn = createRequestQueue(10);
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
