import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { contract } from "#shared/contract/contract.ts";
import { VenueError } from "./exchange/exchange-client.ts";
import { AppError } from "./ipc/app-error.ts";
import { countSnapshots, startApp } from "./handlers/testing/start-app.ts";
import { DATABASE_FILE, openDatabase } from "./store/open-database.ts";
import { createSettingStore } from "./store/setting-store.ts";
import { buildBalance } from "./store/testing/build-snapshot.ts";
import { makeDataDir } from "./store/testing/open-test-database.ts";

const wallet = (amount: string) => ({
  balances: [buildBalance({ walletBalance: decimal(amount) })],
});

const ACCOUNT = {
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  label: "Main",
  apiKey: "test-key",
  secret: "test-secret",
} as const;

describe("a first start", () => {
  it("opens the demo, labelled as such, and shows its figures", async () => {
    const { ask, timers, world } = await startApp({ venue: () => wallet("600") });
    await timers.pass(0);
    const overview = await ask("overview.get", {});
    expect(overview).toMatchObject({
      demo: { active: true, paused: false },
      accounts: [{ label: "Demo", isDemo: true, level: "watch", feed: { state: "live" } }],
      consolidated: { equity: { value: "600" } },
    });
    expect(world.connections).toEqual([{ proxyUrl: "http://127.0.0.1:1/demo/", apiKey: "demo" }]);
  });

  it("reads again and again and announces each reading", async () => {
    const { ask, timers, world } = await startApp();
    await timers.pass(10_000);
    const [account] = (await ask("accounts.list", {})).accounts;
    expect(await countSnapshots(ask, account!.accountId)).toBe(6);
    expect(world.events.filter(({ topic }) => topic === "risk.updated")).toHaveLength(6);
  });
});

describe("alerts", () => {
  it("are stored and told when the ratio reaches a level, and not again while it holds", async () => {
    const { ask, timers, world } = await startApp();
    await timers.pass(2_000);
    world.venue = () => wallet("370");
    await timers.pass(10_000);
    expect(world.notices.map(({ title }) => title)).toEqual([
      "Demo: maintenance ratio 81.0 % (act)",
    ]);
    const { alerts } = await ask("alerts.list", { limit: 10 });
    expect(alerts).toMatchObject([
      { from: "safe", to: "act", accountLabel: "Demo", subject: "USDT", deliveryFailure: null },
    ]);
    expect(alerts[0]?.deliveredAt).not.toBeNull();
    expect((await ask("overview.get", {})).alerts).toEqual(alerts);
  });

  it("are told again after a restart if they still hold", async () => {
    const first = await startApp({ venue: () => wallet("370") });
    await first.timers.pass(0);
    await first.stop();
    const { dataDir, timers } = first;
    const second = await startApp({ dataDir, timers, venue: () => wallet("370") });
    await timers.pass(10_000);
    expect(second.world.notices).toHaveLength(1);
    expect((await second.ask("alerts.list", { limit: 10 })).alerts).toHaveLength(2);
  });

  it("tell that an account can't be read, keep its last figures and clear nothing", async () => {
    const { ask, timers, world } = await startApp({ venue: () => wallet("370") });
    await timers.pass(0);
    world.venue = () => new VenueError("venue_unavailable", "The venue does not answer.");
    await timers.pass(5 * 60_000);
    expect(world.notices.map(({ title }) => title)).toEqual([
      "Demo: maintenance ratio 81.0 % (act)",
      expect.stringMatching(/^Demo: no reading for \d+ min \(warn\)$/),
    ]);
    expect((await ask("overview.get", {})).accounts).toMatchObject([
      {
        level: "act",
        equity: { value: "370" },
        feed: {
          state: "offline",
          failure: { code: "venue_unavailable", message: "The venue does not answer." },
        },
      },
    ]);
    await timers.pass(15 * 60_000);
    expect((await ask("overview.get", {})).accounts[0]?.feed.state).toBe("blind");
  });

  it.each([
    ["the demo that was left", null],
    ["an account that was removed", "keep"],
    ["an account that was erased", "erase"],
  ] as const)("of %s are not offered to the desktop again", async (_, history) => {
    const offers: string[] = [];
    const notify = ({ title }: { readonly title: string }) => {
      offers.push(title);
      return Promise.reject(new Error("gone"));
    };
    const venue = () => wallet("370");
    const { ask, timers } = await startApp({ venue, ports: { notifier: { notify } } });
    if (history !== null) await ask("accounts.add", ACCOUNT);
    while (offers.length === 0) await timers.pass(1_000);
    const { accountId } = (await ask("accounts.list", {})).accounts[0]!;
    if (history === null) await ask("demo.leave", {});
    else await ask("accounts.remove", { accountId, history });
    await timers.pass(3_600_000);
    expect(offers).toHaveLength(1);
  });

  it("do not cry out after a sleep from which the venue is read at once", async () => {
    const { timers, world } = await startApp();
    await timers.pass(4_500); // the next look at the feed is due before the next reading
    await timers.sleep(8 * 3_600_000);
    await timers.pass(60_000);
    expect(world.notices).toEqual([]);
  });
});

describe("the demo", () => {
  it("pauses and goes on", async () => {
    const { ask } = await startApp();
    await ask("demo.pause", {});
    expect((await ask("overview.get", {})).demo).toEqual({ active: true, paused: true });
    await ask("demo.resume", {});
    expect((await ask("overview.get", {})).demo).toEqual({ active: true, paused: false });
  });

  it("is left for an empty start that lasts, and entered anew", async () => {
    const first = await startApp({ venue: () => wallet("370") });
    const { dataDir, timers } = first;
    await timers.pass(0);
    await first.ask("demo.leave", {});
    expect(await first.ask("overview.get", {})).toMatchObject({
      demo: { active: false },
      accounts: [],
      alerts: [],
      consolidated: { equityChange: null },
    });
    expect(first.world.demosRunning).toBe(0);
    await first.stop();

    const second = await startApp({ dataDir, timers });
    expect((await second.ask("accounts.list", {})).accounts).toEqual([]);
    await second.ask("demo.enter", {});
    await timers.pass(0);
    const [demo] = (await second.ask("accounts.list", {})).accounts;
    expect(await countSnapshots(second.ask, demo!.accountId)).toBe(1);
  });

  it("left just before a crash is gone at the next start", async () => {
    const first = await startApp();
    const { dataDir, timers } = first;
    await timers.pass(0);
    await first.stop();
    const db = openDatabase({ dataDir, now: 0 });
    createSettingStore(db).save("demo.left", true);
    db.close();
    const second = await startApp({ dataDir, timers });
    expect((await second.ask("accounts.list", {})).accounts).toEqual([]);
  });

  it("left while it opens is left", async () => {
    const { ask, world } = await startApp();
    await ask("demo.leave", {});
    await Promise.all([ask("demo.enter", {}), ask("demo.enter", {}), ask("demo.leave", {})]);
    expect((await ask("overview.get", {})).demo.active).toBe(false);
    expect([world.demosRunning, (await ask("accounts.list", {})).accounts]).toEqual([0, []]);
  });

  it("that can't be read leaves no venue running and can be entered again", async () => {
    let isBroken = true;
    const connectExchange = () => {
      if (isBroken) throw new Error("no client");
      const never = () => new Promise<never>(() => {});
      return {
        fetchAccount: never,
        fetchKeyRights: never,
        report: () => null,
        wake: () => {},
        close: () => Promise.resolve(),
      };
    };
    const { ask, world } = await startApp({ ports: { connectExchange } });
    expect([world.demosRunning, (await ask("overview.get", {})).demo.active]).toEqual([0, false]);
    isBroken = false;
    await ask("demo.enter", {});
    expect([world.demosRunning, (await ask("overview.get", {})).demo.active]).toEqual([1, true]);
  });

  it("that can't start leaves an app that says so when asked again", async () => {
    const broken = { startDemo: () => Promise.reject(new Error("port taken")) };
    const { ask, call } = await startApp({ ports: broken });
    expect((await ask("overview.get", {})).demo.active).toBe(false);
    expect(await call("demo.enter", {})).toMatchObject({ ok: false });
  });
});

describe("a restart", () => {
  it("shows the last figures at once, with their age", async () => {
    const first = await startApp({ venue: () => wallet("370") });
    const { dataDir, timers } = first;
    await timers.pass(0);
    await first.stop();
    await timers.pass(60_000);
    const never = new Promise<never>(() => {});
    const second = await startApp({ dataDir, timers, venue: () => never });
    expect((await second.ask("overview.get", {})).accounts).toMatchObject([
      { equity: { value: "370" }, feed: { state: "delayed" } },
    ]);
  });
});

describe("stop", () => {
  it("can be said twice, plans nothing more and ends the demo", async () => {
    const { stop, timers, world, call } = await startApp();
    await timers.pass(2_000);
    await Promise.all([stop(), stop()]);
    expect([timers.pending(), world.demosRunning]).toEqual([0, 0]);
    expect(await call("overview.get", {})).toMatchObject({ ok: false });
  });

  it("does not wait for a venue that hangs, whose answer is then dropped", async () => {
    const answers: ((reading: object) => void)[] = [];
    const venue = () => new Promise<object>((resolve) => void answers.push(resolve));
    const { stop, timers, dataDir } = await startApp({ venue });
    await timers.pass(0);
    await stop();
    answers[0]?.({});
    const again = await startApp({ dataDir, timers, venue: () => new Promise<never>(() => {}) });
    const [demo] = (await again.ask("accounts.list", {})).accounts;
    expect(await countSnapshots(again.ask, demo!.accountId)).toBe(0);
  });
});

describe("a database that can't be used", () => {
  const cases: readonly [string, (dataDir: string) => void, string][] = [
    ["damaged", (dir) => writeFileSync(join(dir, DATABASE_FILE), "x".repeat(9_000)), "damaged"],
    ["a folder in its place", (dir) => mkdirSync(join(dir, DATABASE_FILE)), "can't be written"],
  ];

  it.each(cases)("%s: every call is answered with the reason", async (_, spoil, words) => {
    const dataDir = makeDataDir();
    spoil(dataDir);
    const { call, stop } = await startApp({ dataDir });
    for (const channel of Object.keys(contract) as (keyof typeof contract)[]) {
      const reply = await call(channel, {});
      expect(reply).toMatchObject({
        ok: false,
        error: { code: "storage_failed", message: expect.stringContaining(words) },
      });
    }
    await stop();
  });

  it("is left as it was", async () => {
    const dataDir = makeDataDir();
    const file = join(dataDir, DATABASE_FILE);
    writeFileSync(file, "x".repeat(9_000));
    await startApp({ dataDir });
    expect(readFileSync(file, "utf8")).toBe("x".repeat(9_000));
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
});

describe("keys", () => {
  it("that the disk refuses are told as the disk's failure", async () => {
    const first = await startApp();
    await first.ask("accounts.add", ACCOUNT);
    await first.stop();
    const refuse = () => Promise.reject(new AppError("storage_failed", "It can't be read."));
    const vault = {
      ...{ store: refuse, find: refuse, remove: refuse, sweep: refuse },
      refusedBecause: () => null,
    };
    const { ask, timers } = await startApp({ dataDir: first.dataDir, ports: { vault } });
    await timers.pass(0);
    const failure = { code: "storage_failed", message: "It can't be read." };
    expect(await ask("accounts.list", {})).toMatchObject({ accounts: [{ feed: { failure } }] });
  });
});
