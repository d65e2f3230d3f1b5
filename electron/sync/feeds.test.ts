import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { INSISTENCE } from "#shared/domain/insistence.ts";
import { VenueError } from "../exchange/exchange-client.ts";
import { countSnapshots, startApp, type TestApp } from "../handlers/testing/start-app.ts";
import { buildBalance } from "../store/testing/build-snapshot.ts";

/*
 * How often accounts are read, driven through the whole app: the computer's power, the venue's
 * limit, a sleep, a pause.
 */

const KEY = {
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  apiKey: "test-key-000",
  secret: "test-secret-000",
} as const;
const NEAR_LIQUIDATION = { balances: [buildBalance({ walletBalance: decimal("370") })] };
const HOUR_MS = 3_600_000;
/** 123 of 2,400 weight a minute: a reading for which every fallback is asked. */
const USDM_WEIGHT = 123;
const USDM_READING_MS = (USDM_WEIGHT * 60_000) / 2_400;

const add = async ({ ask }: TestApp, label = "Main") =>
  (await ask("accounts.add", { ...KEY, label })).accountId;

/** Times at which a venue was read, from now on. */
function watchReadings({ world, timers }: TestApp): number[] {
  const times: number[] = [];
  const { venue } = world;
  world.venue = () => {
    times.push(timers.now());
    return venue();
  };
  return times;
}

const since = (times: readonly number[], start: number) => times.map((time) => time - start);

async function onlyAccount({ ask }: TestApp) {
  const [account] = (await ask("accounts.list", {})).accounts;
  if (account === undefined) return expect.unreachable("there is no account");
  return account;
}

describe("power", () => {
  it("slows a calm account on battery, and is live all the same", async () => {
    const app = await startApp();
    await add(app);
    app.world.power.save(true);
    const [times, start] = [watchReadings(app), app.timers.now()];
    await app.timers.pass(70_000);
    expect(since(times, start)).toEqual([0, 30_000, 60_000]);
    await app.timers.pass(19_000);
    expect(await onlyAccount(app)).toMatchObject({
      feed: { state: "live" },
      connection: { pace: { intervalMs: 30_000, reason: "saving" } },
    });
    expect(app.world.notices).toEqual([]);
  });

  it("reads as usual the moment it is plugged in or used again", async () => {
    const app = await startApp();
    await add(app);
    app.world.power.save(true);
    await app.timers.pass(0);
    const [times, start] = [watchReadings(app), app.timers.now()];
    await app.timers.pass(14_000);
    app.world.power.save(false);
    await app.timers.pass(10_000);
    expect(since(times, start)).toEqual([14_000, 24_000]);
  });

  it("never slows an account near liquidation", async () => {
    const app = await startApp({ venue: () => NEAR_LIQUIDATION });
    await add(app);
    app.world.power.save(true);
    await app.timers.pass(0);
    expect((await onlyAccount(app)).connection?.pace?.reason).toBe("danger");
    const [times, start] = [watchReadings(app), app.timers.now()];
    await app.timers.pass(10_000);
    expect(since(times, start)).toEqual([5_000, 10_000]);
  });
});

describe("a sleep", () => {
  it("is followed by a reading of every account at once, a little apart, told of by none", async () => {
    const app = await startApp();
    await add(app, "One");
    await app.timers.pass(0);
    await add(app, "Two");
    await app.timers.pass(5_000);
    const times = watchReadings(app);
    await app.timers.sleep(8 * HOUR_MS);
    const start = app.timers.now();
    app.world.power.resume();
    await app.timers.pass(4_000);
    // The first was under way when the sleep was noticed, and was begun again.
    expect(since(times, start)).toEqual([0, 0, 3_875]);
    expect(app.world.wakes).toBe(2);
    expect(app.world.notices).toEqual([]);
  });

  it("drops the reading that was under way", async () => {
    const app = await startApp();
    const accountId = await add(app);
    await app.timers.pass(0);
    const before = await countSnapshots(app.ask, accountId);
    let answer = (): void => {};
    app.world.venue = () => new Promise((resolve) => (answer = () => resolve({})));
    await app.timers.pass(10_000);
    app.world.venue = () => ({ takerFeeRate: null });
    await app.timers.sleep(HOUR_MS);
    app.world.power.resume();
    answer();
    await app.timers.pass(0);
    expect(await countSnapshots(app.ask, accountId)).toBe(before + 1);
    expect((await onlyAccount(app)).feed).toMatchObject({
      state: "live",
      readAt: app.timers.now(),
    });
  });
});

describe("the venue's limit", () => {
  it("holds for twenty accounts together, from the start and near liquidation", async () => {
    const app = await startApp({ venue: () => NEAR_LIQUIDATION });
    app.world.report = { readingMs: USDM_READING_MS };
    for (let each = 0; each < 20; each += 1) await add(app, `Account ${each}`);
    const times = watchReadings(app);
    await app.timers.pass(10 * 60_000);
    for (const from of times) {
      const inMinute = times.filter((time) => time >= from && time < from + 60_000).length;
      expect(inMinute * USDM_WEIGHT).toBeLessThanOrEqual(2_400);
    }
    // Half of the limit, once all have started: nearly ten readings a minute.
    expect(times.filter((time) => time >= app.timers.now() - 300_000).length).toBeGreaterThan(45);
    const { accounts } = await app.ask("accounts.list", {});
    expect(new Set(accounts.map(({ feed }) => feed.state))).toEqual(new Set(["live"]));
    expect(accounts[0]?.connection?.pace).toEqual({ intervalMs: 123_000, reason: "shared" });
  });

  it("makes no alarm of one failed reading of accounts that are read seldom", async () => {
    const app = await startApp();
    app.world.report = { readingMs: USDM_READING_MS };
    for (let each = 0; each < 20; each += 1) await add(app, `Account ${each}`);
    await app.timers.pass(10 * 60_000);
    app.world.venue = () => new VenueError("venue_unavailable", "The venue does not answer.");
    await app.timers.pass(123_000);
    app.world.venue = () => ({});
    await app.timers.pass(10 * 60_000);
    expect(app.world.notices).toEqual([]);
  });

  it("holds when all are asked for at once, twice", async () => {
    const app = await startApp();
    app.world.report = { readingMs: USDM_READING_MS };
    for (let each = 0; each < 20; each += 1) await add(app, `Account ${each}`);
    await app.timers.pass(10 * 60_000);
    const [times, start] = [watchReadings(app), app.timers.now()];
    const asking = [1, 2].map(() => app.ask("accounts.sync", { accountId: null }));
    await app.timers.pass(20 * 3_875);
    await Promise.all(asking);
    expect(since(times, start)).toEqual(Array.from({ length: 20 }, (_, each) => each * 3_875));
  });

  it("slows the account whose venue says that little room is left", async () => {
    const app = await startApp();
    app.world.report = { room: { left: 400, limit: 2_400, unit: "weight", windowMs: 60_000 } };
    await add(app);
    await app.timers.pass(0);
    expect((await onlyAccount(app)).connection?.pace).toEqual({
      intervalMs: 60_000,
      reason: "room",
    });
  });
});

describe("a paused account", () => {
  it("says since when, grows old and is no one's alarm", async () => {
    const app = await startApp();
    const accountId = await add(app);
    await app.timers.pass(0);
    const readAt = app.timers.now();
    await app.timers.pass(3_000);
    await app.ask("accounts.pause", { accountId, isPaused: true });
    const pausedAt = app.timers.now();
    await app.timers.pass(HOUR_MS);
    const { feed, connection } = await onlyAccount(app);
    expect(feed).toMatchObject({ state: "paused", readAt, pausedAt, nextRunAt: null });
    expect(connection).toBeNull();
    expect((await app.ask("overview.get", {})).accounts[0]?.feed.state).toBe("paused");
    expect(app.world.notices).toEqual([]);
  });
});

describe("a key's rights", () => {
  const DAY_MS = 24 * HOUR_MS;

  it("are read again every day, and what a key has gained is said", async () => {
    const app = await startApp();
    await add(app);
    const addedAt = app.timers.now();
    app.world.keyRights = { isKnown: true, powers: ["trade"] };
    await app.timers.sleep(DAY_MS - 20_000);
    await app.timers.pass(0);
    expect(await onlyAccount(app)).toMatchObject({ gainedPowers: [], keyRightsReadAt: addedAt });
    await app.timers.pass(40_000);
    const account = await onlyAccount(app);
    expect(account).toMatchObject({ gainedPowers: ["trade"], keyRights: { powers: ["trade"] } });
    expect(account.keyRightsReadAt).toBeGreaterThanOrEqual(addedAt + DAY_MS);
  });

  it("stay as they were known when the venue does not say", async () => {
    const app = await startApp();
    const accountId = await add(app);
    const unknown = { isKnown: false, reason: "The venue does not answer." } as const;
    app.world.keyRights = unknown;
    expect(await app.ask("accounts.checkKey", { accountId })).toEqual(unknown);
    expect((await onlyAccount(app)).keyRights).toEqual({ isKnown: true, powers: [] });
  });

  it("are read on demand, but not of an account that is paused or has no key", async () => {
    const app = await startApp();
    const { accountId: demo } = await onlyAccount(app);
    expect(await app.call("accounts.checkKey", { accountId: demo })).toMatchObject({
      error: { code: "unsupported" },
    });
    const accountId = await add(app);
    app.world.keyRights = { isKnown: true, powers: ["withdraw"] };
    await app.ask("accounts.checkKey", { accountId });
    expect((await onlyAccount(app)).gainedPowers).toEqual(["withdraw"]);
    await app.ask("accounts.pause", { accountId, isPaused: true });
    expect(await app.call("accounts.checkKey", { accountId })).toMatchObject({
      error: { code: "conflict" },
    });
  });

  it("that were not known are asked for again every hour, and what comes to light is said", async () => {
    const app = await startApp();
    app.world.keyRights = { isKnown: false, reason: "The venue does not answer." };
    const insists = { sentence: INSISTENCE, powers: null };
    await app.ask("accounts.add", { ...KEY, label: "Main", insists });
    app.world.keyRights = { isKnown: true, powers: ["trade", "withdraw"] };
    await app.timers.sleep(HOUR_MS - 20_000);
    await app.timers.pass(0);
    expect((await onlyAccount(app)).keyRights).toMatchObject({ isKnown: false });
    await app.timers.pass(40_000);
    expect((await onlyAccount(app)).gainedPowers).toEqual(["trade", "withdraw"]);
  });

  it("that were insisted on when it was added are no gain", async () => {
    const app = await startApp();
    const powers = ["trade"] as const;
    app.world.keyRights = { isKnown: true, powers };
    const input = { ...KEY, label: "Main", insists: { sentence: INSISTENCE, powers } };
    const { accountId } = await app.ask("accounts.add", input);
    await app.ask("accounts.checkKey", { accountId });
    expect((await onlyAccount(app)).gainedPowers).toEqual([]);
  });
});

it("waits as long as the venue asked, whatever else asks for a reading", async () => {
  const app = await startApp();
  await add(app);
  await app.timers.pass(0);
  app.world.venue = () => new VenueError("rate_limited", "Wait.", { retryAfterMs: 5 * 60_000 });
  await app.timers.pass(10_000);
  const [times, start] = [watchReadings(app), app.timers.now()];
  app.world.power.save(true);
  app.world.power.save(false);
  app.world.power.resume();
  await app.timers.pass(5 * 60_000);
  expect(since(times, start)).toEqual([5 * 60_000]);
});

it("neither stores nor judges what was read of an account that was removed meanwhile", async () => {
  const turn = { next: () => Promise.resolve() };
  const app = await startApp({ ports: { nextTurn: () => turn.next() } });
  const accountId = await add(app);
  const before = await countSnapshots(app.ask, accountId);
  app.world.venue = () => NEAR_LIQUIDATION;
  turn.next = async () => void (await app.ask("accounts.remove", { accountId, history: "keep" }));
  await app.timers.pass(2 * 60_000);
  expect(app.world.notices).toEqual([]);
  expect(await countSnapshots(app.ask, accountId)).toBe(before);
});
