import { describe, expect, it } from "vitest";
import { countSnapshots, startApp } from "./testing/start-app.ts";

const KEY = {
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  label: "Main",
  apiKey: "test-key-000",
  secret: "test-secret-000",
} as const;

describe("accounts.rename", () => {
  it("holds from the next reading on and after a restart", async () => {
    const { ask, timers, dataDir, world, stop } = await startApp();
    const { accountId } = await ask("accounts.add", KEY);
    await timers.pass(0);
    await ask("accounts.rename", { accountId, label: "Desk" });
    await timers.pass(0);
    const [account] = (await ask("overview.get", {})).accounts;
    expect(account).toMatchObject({ accountId, label: "Desk", feed: { state: "live" } });
    await stop();
    const again = await startApp({ dataDir, timers, vault: world.vault });
    expect((await again.ask("accounts.list", {})).accounts).toMatchObject([{ label: "Desk" }]);
  });

  it("refuses a name that another account has, and takes back one's own", async () => {
    const { ask, call } = await startApp();
    await ask("accounts.add", KEY);
    const { accountId } = await ask("accounts.add", { ...KEY, label: "Other" });
    expect(await call("accounts.rename", { accountId, label: "Main" })).toMatchObject({
      error: { code: "conflict" },
    });
    expect(await call("accounts.rename", { accountId, label: "Other" })).toMatchObject({
      ok: true,
    });
  });
});

describe("two changes at once", () => {
  it("never read on what was paused or removed meanwhile", async () => {
    const changes = {
      paused: { pause: true, left: [{ isPaused: true, label: "Desk" }] },
      removed: { pause: false, left: [] },
    };
    for (const { pause, left } of Object.values(changes)) {
      const { ask, timers, world } = await startApp();
      const { accountId } = await ask("accounts.add", KEY);
      await timers.pass(0);
      const before = world.connections.length;
      await Promise.all([
        ask("accounts.rename", { accountId, label: "Desk" }),
        pause
          ? ask("accounts.pause", { accountId, isPaused: true })
          : ask("accounts.remove", { accountId, history: "keep" }),
      ]);
      await timers.pass(60_000);
      expect(world.connections.length).toBe(before);
      expect((await ask("accounts.list", {})).accounts).toMatchObject(left);
      expect(await countSnapshots(ask, accountId)).toBe(1);
    }
  });

  it("read on under the last of two names, on one connection", async () => {
    const { ask, timers, world } = await startApp();
    const { accountId } = await ask("accounts.add", KEY);
    await timers.pass(0);
    await Promise.all([
      ask("accounts.rename", { accountId, label: "Desk" }),
      ask("accounts.rename", { accountId, label: "Floor" }),
    ]);
    await timers.pass(0);
    expect((await ask("overview.get", {})).accounts).toMatchObject([{ label: "Floor" }]);
    expect(world.connections.length - world.closed).toBe(1);
  });
});

it("an account that is paused and resumed while it is renamed has one connection", async () => {
  const { ask, timers, world } = await startApp();
  const { accountId } = await ask("accounts.add", KEY);
  await timers.pass(0);
  let closeFirst = (): void => {};
  world.closing = () => new Promise((resolve) => (closeFirst = resolve));
  const renaming = ask("accounts.rename", { accountId, label: "Desk" });
  world.closing = async () => {};
  for (const isPaused of [true, false]) await ask("accounts.pause", { accountId, isPaused });
  await timers.pass(0);
  closeFirst();
  await renaming;
  await timers.pass(0);
  expect(world.connections.length - world.closed).toBe(1);
});

describe("accounts.pause", () => {
  it("stops reading, keeps key and history, and lasts over a restart", async () => {
    const { ask, call, timers, world, dataDir, stop } = await startApp();
    const { accountId } = await ask("accounts.add", KEY);
    await timers.pass(0);
    await ask("accounts.pause", { accountId, isPaused: true });
    await timers.pass(60_000);
    const [paused] = (await ask("accounts.list", {})).accounts;
    expect(paused).toMatchObject({ isPaused: true });
    expect(await countSnapshots(ask, accountId)).toBe(1);
    expect(paused?.feed.readAt).not.toBeNull();
    expect(await call("accounts.sync", { accountId })).toMatchObject({
      error: { code: "conflict" },
    });
    await stop();
    const again = await startApp({ dataDir, timers, vault: world.vault });
    await timers.pass(60_000);
    expect(again.world.connections).toEqual([]);
    await again.ask("accounts.pause", { accountId, isPaused: false });
    await timers.pass(0);
    expect((await again.ask("accounts.list", {})).accounts).toMatchObject([
      { isPaused: false, feed: { state: "live" } },
    ]);
    expect(await countSnapshots(again.ask, accountId)).toBe(2);
  });

  it("is not for the demo", async () => {
    const { ask, call } = await startApp();
    const [demo] = (await ask("accounts.list", {})).accounts;
    const { accountId } = demo!;
    for (const reply of [
      await call("accounts.pause", { accountId, isPaused: true }),
      await call("accounts.rename", { accountId, label: "Mine" }),
    ])
      expect(reply).toMatchObject({ error: { code: "unsupported" } });
  });
});
