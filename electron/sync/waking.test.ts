import { describe, expect, it } from "vitest";
import { VenueError } from "../exchange/exchange-client.ts";
import { START_AT, startApp, type TestApp } from "../handlers/testing/start-app.ts";
import { createFakeTimers } from "./testing/fake-timers.ts";

/* What is told of an account's age when the computer wakes, Keel starts or the clock is set. */

const HOUR_MS = 3_600_000;
const noNetwork = () => new VenueError("venue_unavailable", "The venue can't be reached.");

const add = ({ ask }: TestApp, label: string) =>
  ask("accounts.add", {
    ...{ venue: "binanceusdm", marginModel: "binance-usdm", label },
    ...{ apiKey: "test-key-000", secret: "test-secret-000" },
  });
const titles = ({ world }: TestApp) => world.notices.map(({ title }) => title);
const feedsOf = async ({ ask }: TestApp) =>
  (await ask("accounts.list", {})).accounts.map(({ feed }) => feed);

/** The app on a computer whose clock can be set. */
async function startWithClock() {
  const timers = createFakeTimers(START_AT);
  let backMs = 0;
  const app = await startApp({ timers: { ...timers, now: () => timers.now() - backMs } });
  return { app, timers, setBack: (ms: number) => (backMs = ms) };
}

describe("a network that comes back after the computer", () => {
  it("is waited for after a sleep, whoever notices it first", async () => {
    const app = await startApp();
    await app.timers.pass(3_000);
    await add(app, "Main");
    // The next reading is due at 13 s, before the next look at the clock.
    await app.timers.pass(9_000);
    app.world.venue = noNetwork;
    await app.timers.sleep(8 * HOUR_MS);
    await app.timers.pass(110_000);
    expect(titles(app)).toEqual([]);
    await app.timers.pass(20_000);
    expect(titles(app)).toEqual(["Main: no reading for 8 h 2 min (warn)"]);
  });

  it("is waited for after a start", async () => {
    const first = await startApp();
    await add(first, "Main");
    await first.timers.pass(0);
    await first.stop();
    const { dataDir, timers, world } = first;
    await timers.sleep(8 * HOUR_MS);
    const app = await startApp({ dataDir, timers, vault: world.vault, venue: noNetwork });
    await timers.pass(60_000);
    app.world.venue = () => ({});
    await timers.pass(60_000);
    expect(await feedsOf(app)).toMatchObject([{ state: "live" }]);
    expect(titles(app)).toEqual([]);
  });
});

describe("a clock that is set back", () => {
  it.each([60_000, 15 * 60_000, 24 * HOUR_MS])("by %d ms is no one's alarm", async (ms) => {
    const { app, timers, setBack } = await startWithClock();
    await add(app, "One");
    await add(app, "Two");
    await timers.pass(12_000);
    setBack(ms);
    // Time to notice it, and the gap between two that share a limit.
    await timers.pass(9_000);
    expect(await feedsOf(app)).toMatchObject([{ state: "live" }, { state: "live" }]);
    await timers.pass(5 * 60_000);
    expect(titles(app)).toEqual([]);
  });

  it("warns of a venue that fails from then on", async () => {
    const { app, timers, setBack } = await startWithClock();
    await add(app, "Main");
    await timers.pass(12_000);
    setBack(HOUR_MS);
    app.world.venue = noNetwork;
    await timers.pass(110_000);
    expect(titles(app)).toEqual([]);
    await timers.pass(30_000);
    expect(titles(app)).toEqual(["Main: no reading for 2 min (warn)"]);
  });
});
