import { describe, expect, it } from "vitest";
import type { Database } from "better-sqlite3";
import { decimal } from "#shared/domain/decimal.ts";
import { startApp, type TestApp } from "./handlers/testing/start-app.ts";
import { openDatabase } from "./store/open-database.ts";
import { buildBalance } from "./store/testing/build-snapshot.ts";

/* A start over a file of which something can't be read: the rest is there all the same. */

const WALLET = { balances: [buildBalance({ walletBalance: decimal("370") })] };
const never = () => new Promise<never>(() => {});

const add = ({ ask }: TestApp, label: string) =>
  ask("accounts.add", {
    ...{ venue: "binanceusdm", marginModel: "binance-usdm", label },
    ...{ apiKey: "test-key-000", secret: "test-secret-000" },
  });

/** Two accounts read near liquidation, and then the file spoilt. */
async function startSpoilt(spoil: (db: Database, firstId: string) => void, isOpen = true) {
  const first = await startApp({ venue: () => WALLET });
  const { accountId } = await add(first, "One");
  await add(first, "Two");
  await first.timers.pass(5_000);
  if (!isOpen) await first.ask("accounts.pause", { accountId, isPaused: true });
  await first.stop();
  const { dataDir, timers, world } = first;
  const db = openDatabase({ dataDir, now: 0 });
  spoil(db, accountId);
  db.close();
  return startApp({ dataDir, timers, vault: world.vault, venue: never });
}

/** Text that is no amount, where only a change from outside can put it. */
function tearAmounts(db: Database, accountId: string): void {
  db.exec("DROP TRIGGER snapshot_price_no_update; PRAGMA ignore_check_constraints = ON");
  db.prepare(
    `UPDATE snapshot_price SET price = 'torn'
     WHERE snapshot_id IN (SELECT snapshot_id FROM snapshot WHERE account_id = ?)`,
  ).run(accountId);
}

const named = <Account extends { label: string }>(accounts: readonly Account[], label: string) =>
  accounts.find((account) => account.label === label);

describe("stored figures that can't be read", () => {
  const damaged = { code: "storage_failed", message: expect.stringContaining("can't be read") };

  it("are said to be so of their account, until it is read again, and hide no other", async () => {
    const { ask, timers, world } = await startSpoilt(tearAmounts);
    const { accounts } = await ask("overview.get", {});
    expect(named(accounts, "Two")).toMatchObject({ equity: { value: "370" } });
    const torn = named(accounts, "One");
    expect(torn).toMatchObject({
      equity: { value: null },
      feed: { state: "offline", failure: damaged },
    });
    const { points } = await ask("overview.equityHistory", { range: "all" });
    expect(points.at(-1)).toMatchObject({ equity: null });

    world.venue = () => WALLET;
    await ask("accounts.pause", { accountId: torn!.accountId, isPaused: true });
    await ask("accounts.pause", { accountId: torn!.accountId, isPaused: false });
    await timers.pass(10_000);
    const again = named((await ask("overview.get", {})).accounts, "One");
    expect(again).toMatchObject({
      equity: { value: "370" },
      feed: { state: "live", failure: null },
    });
  });

  it("are said to be so of an account that is paused", async () => {
    const { ask } = await startSpoilt(tearAmounts, false);
    const { accounts } = await ask("accounts.list", {});
    expect(named(accounts, "One")?.feed).toMatchObject({ state: "paused", failure: damaged });
    expect(named(accounts, "Two")?.feed.failure).toBeNull();
  });

  it("may lack a table they refer to", async () => {
    const { ask } = await startSpoilt((db) => {
      db.pragma("foreign_keys = OFF");
      db.exec("DROP TRIGGER tier_table_no_delete; DELETE FROM tier_table");
    });
    const { accounts } = await ask("overview.get", {});
    expect(accounts.map(({ feed }) => feed.failure)).toMatchObject([damaged, damaged]);
  });
});

it("alerts that can't be read keep no account from being read and judged", async () => {
  const { timers, ask, world } = await startSpoilt((db) => {
    db.exec(`
      ALTER TABLE alert_transition RENAME TO kept;
      CREATE VIEW alert_transition AS SELECT * FROM kept WHERE json(body);
      CREATE TRIGGER ignored INSTEAD OF INSERT ON alert_transition BEGIN SELECT 1; END;
      CREATE TRIGGER held INSTEAD OF DELETE ON alert_transition BEGIN SELECT 1; END`);
  });
  world.venue = () => WALLET;
  for (const { accountId } of (await ask("accounts.list", {})).accounts) {
    await ask("accounts.pause", { accountId, isPaused: true });
    await ask("accounts.pause", { accountId, isPaused: false });
  }
  await timers.pass(20_000);
  const { accounts } = await ask("accounts.list", {});
  expect(accounts.map(({ feed }) => feed.state)).toEqual(["live", "live"]);
  expect(world.notices.map(({ title }) => title).toSorted()).toEqual([
    "One: maintenance ratio 81.0 % (act)",
    "Two: maintenance ratio 81.0 % (act)",
  ]);
});
