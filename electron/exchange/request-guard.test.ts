import { setImmediate } from "node:timers/promises";
import * as ccxt from "ccxt";
import { expect, it } from "vitest";
import { VenueError } from "./exchange-client.ts";
import { createRequestGuard } from "./request-guard.ts";
import { waitsOf } from "./waits.ts";

const waits = () => {
  const connection = { venue: "binanceusdm", proxyUrl: null };
  return waitsOf(new Map(), connection, { apiKey: "a", secret: "" }, 0);
};

function createHarness() {
  let now = 1_000_000;
  let sent = 0;
  const guard = createRequestGuard({
    errors: ccxt,
    now: () => now,
    deadlineMs: 1_000,
    waits: waits(),
  });
  const ask = (waitMs: number | null) =>
    guard.run(async () => {
      sent += 1;
      if (waitMs === null) return;
      throw new VenueError("rate_limited", "wait", { retryAfterMs: waitMs });
    });
  const { refuseWhileQuiet } = guard;
  return { ask, refuseWhileQuiet, pass: (ms: number) => void (now += ms), sent: () => sent };
}

it("keeps quiet for the longest of the waits that questions asked together are told", async () => {
  const { ask, pass, sent } = createHarness();
  await Promise.allSettled([ask(600_000), ask(5_000)]);
  pass(599_999);
  await expect(ask(null)).rejects.toMatchObject({ code: "rate_limited", retryAfterMs: 1 });
  expect(sent()).toBe(2);
  pass(1);
  await ask(null);
  expect(sent()).toBe(3);
});

it("forgets a wait that lies ahead of a clock that was set back, however long", async () => {
  const { ask, pass, sent } = createHarness();
  await ask(86_400_000).catch(() => {});
  pass(-1);
  await ask(5_000).catch(() => {});
  pass(5_000);
  await ask(null);
  expect(sent()).toBe(3);
});

it("gives up on a question that takes longer than the deadline", async () => {
  const guard = createRequestGuard({ errors: ccxt, now: () => 0, deadlineMs: 1, waits: waits() });
  const never = guard.run(() => new Promise<never>(() => {}));
  await expect(never).rejects.toMatchObject({ code: "venue_unavailable" });
});

it("stops what was asked before and leaves only now", async () => {
  const { refuseWhileQuiet, ask, pass } = createHarness();
  refuseWhileQuiet();
  await ask(5_000).catch(() => {});
  pass(4_999);
  expect(refuseWhileQuiet).toThrow(
    expect.objectContaining({ code: "rate_limited", retryAfterMs: 1 }),
  );
  pass(1);
  refuseWhileQuiet();
});

it("keeps to a wait that it was told after the deadline", async () => {
  const guard = createRequestGuard({ errors: ccxt, now: () => 0, deadlineMs: 1, waits: waits() });
  let refuse = (_: VenueError): void => {};
  const asked = new Promise<never>((_, reject) => (refuse = reject));
  await guard.run(() => asked).catch(() => {});
  refuse(new VenueError("rate_limited", "wait", { retryAfterMs: 5_000 }));
  await setImmediate();
  await expect(guard.run(async () => {})).rejects.toMatchObject({ retryAfterMs: 5_000 });
});
