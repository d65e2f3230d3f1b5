import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { buildBalance } from "../store/testing/build-snapshot.ts";
import { countSnapshots, startApp } from "./testing/start-app.ts";

const KEY = {
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  label: "Planted desk",
  apiKey: "test-key-000",
  secret: "test-secret-000",
} as const;
const OTHER = { ...KEY, label: "Other desk" } as const;
const AMOUNT = "7351846.25";
const planted = () => ({ balances: [buildBalance({ walletBalance: decimal(AMOUNT) })] });

/** An account with some readings of a planted amount, and another beside it. */
async function startWithTwo() {
  const app = await startApp({ venue: planted });
  const { accountId } = await app.ask("accounts.add", KEY);
  await app.timers.pass(20_000);
  app.world.venue = () => ({});
  const other = await app.ask("accounts.add", OTHER);
  await app.timers.pass(0);
  return { ...app, accountId, otherId: other.accountId };
}

/** Files below a folder that hold a text. */
function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => {
    const file = join(folder, name);
    return statSync(file).isFile() && readFileSync(file).includes(text);
  });
}

describe("an account removed with its history kept", () => {
  it("is listed as removed, with what is stored of it", async () => {
    const { ask, accountId, timers } = await startWithTwo();
    const before = await ask("accounts.history", { accountId });
    expect(before).toMatchObject({ label: KEY.label, backupCount: 0 });
    expect(before.lastReadAt).toBeGreaterThan(before.firstReadAt ?? Infinity);
    await ask("accounts.remove", { accountId, history: "keep" });
    const { accounts, failure } = await ask("accounts.listRemoved", {});
    const kept = accounts.find((account) => account.accountId === accountId);
    expect([kept, failure]).toMatchObject([
      {
        ...{ label: KEY.label, removedAt: timers.now(), isErasing: false },
        snapshotCount: before.snapshotCount,
      },
      null,
    ]);
    expect(await ask("accounts.history", { accountId })).toEqual(before);
  });

  it("can be erased later, and only when it was removed", async () => {
    const { ask, call, accountId, otherId, timers } = await startWithTwo();
    await ask("accounts.remove", { accountId, history: "keep" });
    await ask("accounts.erase", { accountId });
    await timers.pass(0);
    const { accounts } = await ask("accounts.listRemoved", {});
    expect(accounts.map((account) => account.accountId)).not.toContain(accountId);
    for (const id of [accountId, otherId, "nobody"])
      expect(await call("accounts.erase", { accountId: id })).toMatchObject({
        error: { code: "not_found" },
      });
    expect((await ask("accounts.list", {})).accounts).toMatchObject([{ accountId: otherId }]);
  });
});

describe("an account removed with its history erased", () => {
  it("leaves no byte of it in the data folder, and the other account as it was", async () => {
    const { ask, accountId, otherId, timers, dataDir, world, stop } = await startWithTwo();
    expect(filesWith(dataDir, KEY.label)).not.toEqual([]);
    expect(filesWith(dataDir, AMOUNT)).not.toEqual([]);
    await ask("accounts.remove", { accountId, history: "erase" });
    await timers.pass(0);
    expect([filesWith(dataDir, KEY.label), filesWith(dataDir, AMOUNT)]).toEqual([[], []]);
    expect(world.vault.has(accountId)).toBe(false);
    const [other] = (await ask("accounts.list", {})).accounts;
    expect(other).toMatchObject({ accountId: otherId, label: OTHER.label });
    expect(await ask("accounts.listRemoved", {})).toMatchObject({ hasTraces: false });
    const before = await countSnapshots(ask, otherId);
    await timers.pass(20_000);
    expect(await countSnapshots(ask, otherId)).toBeGreaterThan(before);
    await stop();
  });

  it("is out of sight at once, and gone after a restart that came between", async () => {
    const { ask, accountId, timers, dataDir, world, stop } = await startWithTwo();
    await ask("accounts.remove", { accountId, history: "erase" });
    expect((await ask("accounts.list", {})).accounts).toHaveLength(1);
    const [erasing] = (await ask("accounts.listRemoved", {})).accounts;
    expect(erasing).toMatchObject({ accountId, isErasing: true });
    await stop();
    const again = await startApp({ dataDir, timers, vault: world.vault });
    await timers.pass(0);
    expect(filesWith(dataDir, KEY.label)).toEqual([]);
    expect(await again.call("accounts.history", { accountId })).toMatchObject({
      error: { code: "not_found" },
    });
  });

  it("takes the backups that hold it", async () => {
    const { ask, accountId, timers, dataDir } = await startWithTwo();
    const folder = join(dataDir, "backups");
    await mkdir(folder);
    writeFileSync(join(folder, "keel-10-unreadable.db"), KEY.label);
    expect(await ask("accounts.history", { accountId })).toMatchObject({ backupCount: 1 });
    await ask("accounts.remove", { accountId, history: "erase" });
    await timers.pass(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("shows none of its figures for another, whose readings get its numbers again", async () => {
    const { ask, accountId, otherId, timers, world } = await startWithTwo();
    world.venue = planted;
    await ask("accounts.sync", { accountId });
    expect(JSON.stringify(await ask("margin.get", { accountId }))).toContain(AMOUNT);
    await ask("accounts.remove", { accountId, history: "erase" });
    await timers.pass(0);
    world.venue = () => ({ balances: [buildBalance({ walletBalance: decimal("5") })] });
    await ask("accounts.sync", { accountId: otherId });
    expect(JSON.stringify(await ask("margin.get", { accountId: otherId }))).not.toContain(AMOUNT);
  });
});

it("a key that can't be forgotten leaves the account whole", async () => {
  const { ask, call, accountId, timers, world } = await startWithTwo();
  const before = await ask("accounts.history", { accountId });
  world.vault.delete = () => {
    throw new Error("the key store is locked");
  };
  for (const history of ["keep", "erase"] as const)
    expect(await call("accounts.remove", { accountId, history })).toMatchObject({ ok: false });
  expect((await ask("accounts.list", {})).accounts).toHaveLength(2);
  await timers.pass(20_000);
  const after = await ask("accounts.history", { accountId });
  expect(after.snapshotCount).toBeGreaterThan(before.snapshotCount);
  expect((await ask("accounts.listRemoved", {})).accounts.filter(({ isDemo }) => !isDemo)).toEqual(
    [],
  );
});
