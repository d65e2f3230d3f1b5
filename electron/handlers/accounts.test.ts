import { describe, expect, it } from "vitest";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { decimal } from "#shared/domain/decimal.ts";
import type { LogFields } from "../ports.ts";
import { createSilentLog } from "../sync/testing/silent-log.ts";
import { VenueError } from "../exchange/exchange-client.ts";
import { openDatabase } from "../store/open-database.ts";
import { buildBalance } from "../store/testing/build-snapshot.ts";
import { countSnapshots, startApp } from "./testing/start-app.ts";

const INPUT = {
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  label: "Main",
  apiKey: "test-key-000",
  secret: "test-secret-000",
} as const;

describe("accounts.add", () => {
  it("tries the key, keeps it in the vault only, reads the account and makes the demo give way", async () => {
    const { ask, timers, world, dataDir, stop } = await startApp();
    const { accountId } = await ask("accounts.add", INPUT);
    await timers.pass(0);
    expect(world.vault.get(accountId)).toEqual({ apiKey: INPUT.apiKey, secret: INPUT.secret });
    const overview = await ask("overview.get", {});
    expect(overview).toMatchObject({
      demo: { active: false },
      accounts: [{ accountId, label: "Main", isDemo: false, feed: { state: "live" } }],
    });
    expect(JSON.stringify([overview, await ask("accounts.list", {})])).not.toContain("test-");
    await stop();
    for (const file of readdirSync(dataDir)) {
      expect(readFileSync(join(dataDir, file)).includes("test-secret")).toBe(false);
    }
  });

  it("keeps nothing of a key that the venue refuses", async () => {
    const { call, ask, world } = await startApp();
    world.venue = () => new VenueError("credentials_rejected", "The key was refused.");
    expect(await call("accounts.add", INPUT)).toEqual({
      ok: false,
      error: { code: "credentials_rejected", message: "The key was refused." },
    });
    expect(world.vault.size).toBe(0);
    expect((await ask("accounts.list", {})).accounts).toMatchObject([{ isDemo: true }]);
  });

  it("keeps no key of an account that can't be stored", async () => {
    const { call, world, dataDir } = await startApp();
    const db = openDatabase({ dataDir, now: 0 });
    db.exec("CREATE TRIGGER full BEFORE INSERT ON account BEGIN SELECT RAISE(ABORT, 'full'); END");
    db.close();
    expect(await call("accounts.add", INPUT)).toMatchObject({ ok: false });
    expect(world.vault.size).toBe(0);
  });

  it("keeps one connection from reading to reading", async () => {
    const { ask, timers, world } = await startApp();
    await ask("accounts.add", INPUT);
    await timers.pass(60_000);
    const own = world.connections.filter(({ apiKey }) => apiKey === INPUT.apiKey);
    expect(own).toHaveLength(2); // the trial and the feed
  });

  it("bars the way back to the demo: invented figures are not added to one's own", async () => {
    const { ask, call } = await startApp();
    await ask("accounts.add", INPUT);
    expect(await call("demo.enter", {})).toMatchObject({ error: { code: "conflict" } });
  });

  it("reads an account near liquidation twice as often", async () => {
    const near = { balances: [buildBalance({ walletBalance: decimal("370") })] };
    const { ask, timers, world } = await startApp();
    const { accountId } = await ask("accounts.add", INPUT);
    await timers.pass(60_000);
    const calm = await countSnapshots(ask, accountId);
    world.venue = () => near;
    await timers.pass(60_000);
    const tense = await countSnapshots(ask, accountId);
    expect([calm, tense - calm]).toEqual([7, 11]);
  });

  it("refuses a second account of the same name", async () => {
    const { call, ask } = await startApp();
    await ask("accounts.add", INPUT);
    expect(await call("accounts.add", INPUT)).toMatchObject({ error: { code: "conflict" } });
  });

  it.each([
    ["this runtime is a stand-in", { keysRefusedBecause: "Not on this runtime." }],
    ["there is no key store", { vault: refusingVault("No key store here.") }],
  ])("takes no key when %s, and the list says why", async (_, ports) => {
    const { call, ask, world } = await startApp({ ports });
    const reason = (await ask("accounts.list", {})).keysRefusedBecause;
    expect(reason).toMatch(/here|runtime/);
    expect(await call("accounts.add", INPUT)).toEqual({
      ok: false,
      error: { code: "unsupported", message: reason },
    });
    expect(world.connections.filter(({ apiKey }) => apiKey === INPUT.apiKey)).toEqual([]);
  });

  it("takes one on a stand-in runtime for a loopback replay, and reads only from there", async () => {
    const replayUrl = "http://127.0.0.1:8787/x/";
    const { ask, timers, world } = await startApp({
      ports: { keysRefusedBecause: "Not on this runtime.", replayUrl },
    });
    await ask("accounts.add", INPUT);
    await timers.pass(0);
    const own = world.connections.filter(({ apiKey }) => apiKey === INPUT.apiKey);
    expect(own.map(({ proxyUrl }) => proxyUrl)).toEqual([replayUrl, replayUrl]);
  });
});

describe("after a restart", () => {
  it("the account is read with the key from the vault, and no demo opens", async () => {
    const first = await startApp();
    await first.ask("accounts.add", INPUT);
    await first.stop();
    const { dataDir, timers, world } = first;
    const second = await startApp({ dataDir, timers, vault: world.vault });
    await timers.pass(0);
    expect(second.world.connections).toEqual([{ proxyUrl: null, apiKey: INPUT.apiKey }]);
    expect((await second.ask("overview.get", {})).demo.active).toBe(false);
  });

  it("an account whose key is gone says so", async () => {
    const first = await startApp();
    await first.ask("accounts.add", INPUT);
    await first.stop();
    const second = await startApp({ dataDir: first.dataDir, timers: first.timers });
    await second.timers.pass(0);
    const [account] = (await second.ask("accounts.list", {})).accounts;
    expect(account?.feed.failure).toMatchObject({
      code: "credentials_rejected",
      message: expect.stringContaining("add it again"),
    });
  });
});

describe("accounts.remove", () => {
  it("forgets the key, hides the account and stops reading it", async () => {
    const { ask, call, timers, world } = await startApp();
    const { accountId } = await ask("accounts.add", INPUT);
    await timers.pass(0);
    await ask("accounts.remove", { accountId, history: "keep" });
    const asked = world.connections.length;
    await timers.pass(60_000);
    expect([world.vault.size, world.connections.length]).toEqual([0, asked]);
    expect((await ask("accounts.list", {})).accounts).toEqual([]);
    expect(await call("margin.get", { accountId })).toMatchObject({ error: { code: "not_found" } });
  });

  it("of the demo leaves the demo", async () => {
    const { ask, world } = await startApp();
    const [demo] = (await ask("accounts.list", {})).accounts;
    await ask("accounts.remove", { accountId: demo!.accountId, history: "keep" });
    expect(world.demosRunning).toBe(0);
  });

  it("of an unknown account is not found", async () => {
    const { call } = await startApp();
    expect(await call("accounts.remove", { accountId: "x", history: "keep" })).toMatchObject({
      error: { code: "not_found" },
    });
  });
});

describe("accounts.sync", () => {
  it("reads now and says what went wrong", async () => {
    const { ask, call, timers, world } = await startApp();
    await timers.pass(0);
    const [demo] = (await ask("accounts.list", {})).accounts;
    const { accountId } = demo!;
    await ask("accounts.sync", { accountId });
    await ask("accounts.sync", { accountId: null });
    expect(await countSnapshots(ask, accountId)).toBe(3);
    world.venue = () =>
      new VenueError("rate_limited", "Too many requests.", { retryAfterMs: 99_000 });
    expect(await call("accounts.sync", { accountId })).toMatchObject({
      error: { code: "rate_limited" },
    });
    const { feed } = (await ask("accounts.list", {})).accounts[0]!;
    expect(feed.nextRunAt).toBeGreaterThanOrEqual(timers.now() + 99_000);
  });

  it("tells the log what caused a failure, and nobody else", async () => {
    const warnings: LogFields[] = [];
    const log = { ...createSilentLog(), warn: (_: string, fields = {}) => warnings.push(fields) };
    const { ask, call, timers, world } = await startApp({ ports: { log } });
    await timers.pass(0);
    const fault = new TypeError("x is undefined");
    world.venue = () => new VenueError("unexpected", "Reading failed.", { cause: fault });
    const { accountId } = (await ask("accounts.list", {})).accounts[0]!;
    const reply = await call("accounts.sync", { accountId });
    expect(JSON.stringify(reply)).not.toContain("undefined");
    expect(warnings[0]).toMatchObject({ reason: "Reading failed.", cause: fault.stack });
  });
});

function refusingVault(reason: string) {
  return {
    store: () => Promise.reject(new Error("never asked")),
    find: () => Promise.resolve(null),
    remove: () => Promise.resolve(),
    sweep: () => Promise.resolve(),
    refusedBecause: () => reason,
  };
}
