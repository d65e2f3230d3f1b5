import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { buildBalance } from "../store/testing/build-snapshot.ts";
import { startApp, START_AT } from "./testing/start-app.ts";

const HOUR_MS = 3_600_000;
const wallet = (amount: string | null) => ({
  balances: [buildBalance({ walletBalance: amount === null ? null : decimal(amount) })],
});
const add = (label: string) =>
  ({ venue: "binanceusdm", marginModel: "binance-usdm", label, apiKey: "k", secret: "s" }) as const;

describe("overview.equityHistory", () => {
  it("has the equity of every reading of a short history", async () => {
    let amount = 100;
    const { ask, timers } = await startApp({ venue: () => wallet(String((amount += 1))) });
    await timers.pass(4_000);
    expect(await ask("overview.equityHistory", { range: "1h" })).toEqual({
      unit: "USD",
      points: [
        { at: START_AT, equity: "101" },
        { at: START_AT + 2_000, equity: "102" },
        { at: START_AT + 4_000, equity: "103" },
      ],
    });
  });

  it("thins a long one to what can be drawn and keeps to its range", async () => {
    const { ask, timers } = await startApp();
    // Each sleep is followed by one reading: 600 of them in two hours.
    for (let count = 0; count < 600; count += 1) await timers.sleep((2 * HOUR_MS) / 600);
    const { points } = await ask("overview.equityHistory", { range: "1h" });
    expect(points.length).toBeLessThanOrEqual(240);
    expect(points.length).toBeGreaterThan(100);
    expect(points[0]?.at).toBeGreaterThanOrEqual(timers.now() - HOUR_MS);
    const all = await ask("overview.equityHistory", { range: "all" });
    expect(all.points.length).toBeLessThanOrEqual(240);
    expect(all.points[0]?.at).toBeLessThan(START_AT + 120_000);
  });

  it("adds accounts up, and counts none before it was there", async () => {
    const { ask, timers, world } = await startApp({ venue: () => wallet("100") });
    await ask("accounts.add", add("One"));
    await timers.pass(60_000);
    world.venue = () => wallet("30");
    await ask("accounts.add", add("Two"));
    await timers.pass(60_000);
    const { points } = await ask("overview.equityHistory", { range: "all" });
    expect(new Set(points.slice(0, 6).map(({ equity }) => equity))).toEqual(new Set(["100"]));
    expect(points.at(-1)?.equity).toBe("60");
  });

  it("is unknown where an equity is unknown, not less", async () => {
    const { ask, timers } = await startApp({ venue: () => wallet(null) });
    await timers.pass(0);
    expect((await ask("overview.equityHistory", { range: "all" })).points).toEqual([
      { at: START_AT, equity: null },
    ]);
  });

  it("is empty before anything was read", async () => {
    const { ask } = await startApp({ venue: () => new Promise<never>(() => {}) });
    expect((await ask("overview.equityHistory", { range: "all" })).points).toEqual([]);
  });
});

describe("equityChange", () => {
  const change = async (ask: Awaited<ReturnType<typeof startApp>>["ask"]) =>
    (await ask("overview.get", {})).consolidated.equityChange;

  it("is null before two readings, then counts from the first", async () => {
    const { ask, timers, world } = await startApp({ venue: () => wallet("100") });
    await timers.pass(0);
    expect(await change(ask)).toBeNull();
    world.venue = () => wallet("97.5");
    await timers.pass(2_000);
    expect(await change(ask)).toEqual({ amount: "-2.5", since: START_AT });
  });

  it("counts from a day ago once there is a day", async () => {
    const { ask, timers, world } = await startApp({ venue: () => wallet("100") });
    await ask("accounts.add", add("One"));
    await timers.sleep(HOUR_MS);
    world.venue = () => wallet("150");
    for (let hour = 0; hour < 25; hour += 1) await timers.sleep(HOUR_MS);
    expect(await change(ask)).toMatchObject({ amount: "0" });
    expect((await change(ask))?.since).toBeGreaterThanOrEqual(timers.now() - 24 * HOUR_MS);
  });

  it("takes adding an account for no profit", async () => {
    const { ask, timers } = await startApp({ venue: () => wallet("100") });
    await ask("accounts.add", add("One"));
    await timers.pass(60_000);
    await ask("accounts.add", add("Two"));
    await timers.pass(60_000);
    expect(await change(ask)).toMatchObject({ amount: "0" });
  });

  it("is null when an equity is not known", async () => {
    const { ask, timers } = await startApp({ venue: () => wallet(null) });
    await timers.pass(4_000);
    expect(await change(ask)).toBeNull();
  });
});
