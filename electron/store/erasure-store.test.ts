import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { createAccountStore } from "./account-store.ts";
import { createAlertStore } from "./alert-store.ts";
import { createErasureStore, type ErasureStore } from "./erasure-store.ts";
import { DATABASE_FILE, openDatabase } from "./open-database.ts";
import { createRemovedAccounts } from "./removed-accounts.ts";
import { createSnapshotStore } from "./snapshot-store.ts";
import { addFilledAccount } from "./testing/fill-account.ts";
import { makeDataDir } from "./testing/open-test-database.ts";

const LEAVES = 7_351_846;
const STAYS = 2_468_024;

function open(dataDir: string) {
  const db = openDatabase({ dataDir, now: 1 });
  onTestFinished(() => void db.close());
  return db;
}

/** Two accounts whose readings lie between each other's, as in life. */
function openFilled(dataDir = makeDataDir(), snapshots = 30) {
  const db = open(dataDir);
  const leaves = addFilledAccount(db, { mark: LEAVES, snapshots });
  const stays = addFilledAccount(db, { mark: STAYS, snapshots });
  for (let at = 100; at < 100 + snapshots; at += 1) {
    leaves.read(at);
    if (at % 3 > 0) stays.read(at);
  }
  leaves.readAll();
  stays.readAll();
  return { db, dataDir, leaves, stays, erasures: createErasureStore(db) };
}

/** Every row of every table, by table. */
function dump(db: Database.Database): ReadonlyMap<string, readonly string[]> {
  const tables = db
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all();
  return new Map(
    tables.map(({ name }) => [
      name,
      db
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map((row) => JSON.stringify(row)),
    ]),
  );
}

const rowsWith = (db: Database.Database, text: string) =>
  [...dump(db)].flatMap(([table, rows]) =>
    rows.filter((row) => row.includes(text)).map((row) => `${table} ${row}`),
  );

function eraseAll(erasures: ErasureStore, account: ReturnType<typeof addFilledAccount>): void {
  erasures.append(account.accountId, 9);
  while (!erasures.eraseSome(account.accountId));
}

/** Where in the files of the data folder a text stands. */
function filesWith(dataDir: string, text: string): readonly string[] {
  return readdirSync(dataDir)
    .filter((name) => name.startsWith(DATABASE_FILE))
    .filter((name) => readFileSync(join(dataDir, name)).includes(text));
}

describe("an erasure", () => {
  it("leaves the id and the time, and nothing else of the account in any table", () => {
    const { db, leaves, erasures } = openFilled();
    // A new table that holds anything of an account has to be filled here, and erased.
    const unfilled = [...dump(db)].filter(([, rows]) => !rows.join().includes(String(LEAVES)));
    expect(unfilled.map(([table]) => table).toSorted()).toEqual([
      "account_erasure",
      "account_removal",
      "setting",
    ]);
    eraseAll(erasures, leaves);
    expect(rowsWith(db, String(LEAVES))).toEqual([
      `account_erasure {"account_id":"id-${LEAVES}","erased_at":9}`,
    ]);
    expect(erasures.listUnfinished()).toEqual([]);
  });

  it("leaves every row of another account as it was", () => {
    const { db, leaves, erasures } = openFilled();
    const before = rowsWith(db, String(STAYS));
    const orphans = () => db.pragma("foreign_key_check");
    eraseAll(erasures, leaves);
    expect(rowsWith(db, String(STAYS))).toEqual(before);
    expect([db.pragma("integrity_check", { simple: true }), orphans()]).toEqual(["ok", []]);
    expect(db.pragma("foreign_keys", { simple: true })).toBe(1);
  });

  it("takes the tier tables that nobody else uses", () => {
    const { db, leaves, erasures } = openFilled();
    const tables = () => dump(db).get("tier_table")?.length;
    expect(tables()).toBe(3);
    eraseAll(erasures, leaves);
    expect(tables()).toBe(2);
  });

  it("deletes a bounded part at a time, whole snapshots only", () => {
    const { db, leaves, erasures } = openFilled(makeDataDir(), 600);
    const count = () => [...dump(db).values()].reduce((sum, rows) => sum + rows.length, 0);
    erasures.append(leaves.accountId, 9);
    let parts = 0;
    for (let left = count(); !erasures.eraseSome(leaves.accountId); parts += 1) {
      expect(left - count()).toBeLessThan(2_600);
      left = count();
      const halves = db.prepare(`
        SELECT snapshot_id FROM snapshot LEFT JOIN snapshot_position USING (snapshot_id)
        GROUP BY snapshot_id HAVING count(ordinal) <> 2`);
      expect(halves.all()).toEqual([]);
    }
    expect(parts).toBeGreaterThan(2);
  });

  it("is stored before anything is deleted, hides the account and happens once", () => {
    const { db, dataDir, leaves, erasures } = openFilled();
    erasures.append(leaves.accountId, 9);
    erasures.append(leaves.accountId, 10);
    db.close();
    const again = open(dataDir);
    expect(createErasureStore(again).listUnfinished()).toEqual([leaves.accountId]);
    expect(createRemovedAccounts(again).list()).toMatchObject([
      { accountId: leaves.accountId, label: `Name ${LEAVES}`, removedAt: 9, isErasing: true },
    ]);
    expect(createSnapshotStore(again).count(leaves.accountId)).toBe(60);
  });

  it("opens nobody else's rows", () => {
    const { db, leaves, stays, erasures } = openFilled();
    createAccountStore(db).appendRemoval(stays.accountId, 8);
    erasures.append(leaves.accountId, 9);
    const tables = [...dump(db)].filter(([, rows]) => rows.join().includes(String(STAYS)));
    expect(tables.length).toBeGreaterThanOrEqual(12);
    for (const [table] of tables)
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow(`${table} is append-only`);
  });

  it("drops the desktop's word on an alert that comes too late", () => {
    const { db, leaves, erasures } = openFilled();
    eraseAll(erasures, leaves);
    createAlertStore(db).appendDelivery(`alert-${LEAVES}`, 10, null);
    expect(rowsWith(db, `alert-${LEAVES}`)).toEqual([]);
  });

  it("of an account that is gone already changes nothing", () => {
    const { db, leaves, erasures } = openFilled();
    eraseAll(erasures, leaves);
    const before = dump(db);
    expect(erasures.eraseSome(leaves.accountId)).toBe(true);
    expect(dump(db)).toEqual(before);
  });
});

describe("what the files still hold", () => {
  const TEXTS = [`Name ${LEAVES}`, `${LEAVES}.`, `COIN${LEAVES}`, `0x${LEAVES}`, `of ${LEAVES}`];
  const found = (dataDir: string) => TEXTS.flatMap((text) => filesWith(dataDir, text));

  it("is wiped to the last byte, also of rows from before deletions were overwritten", () => {
    const { db, dataDir, leaves, stays, erasures } = openFilled(makeDataDir(), 200);
    db.pragma("secure_delete = OFF");
    for (let at = 1_000; at < 1_400; at += 1) {
      leaves.read(at);
      if (at % 2 > 0) stays.read(at);
    }
    expect(new Set(found(dataDir))).toContain(DATABASE_FILE);
    db.pragma("secure_delete = ON");
    eraseAll(erasures, leaves);
    expect(erasures.hasTraces()).toBe(true);
    erasures.wipeTraces();
    expect(found(dataDir)).toEqual([]);
    expect(filesWith(dataDir, `Name ${STAYS}`)).toEqual([DATABASE_FILE]);
    expect(erasures.hasTraces()).toBe(false);
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  });

  it("is known to be there until then, whatever ends the process", () => {
    const { db, dataDir, leaves, erasures } = openFilled();
    eraseAll(erasures, leaves);
    db.close();
    expect(createErasureStore(open(dataDir)).hasTraces()).toBe(true);
  });

  it("can't be wiped while somebody reads the log, and is then still known", () => {
    const { db, dataDir, leaves, erasures } = openFilled();
    eraseAll(erasures, leaves);
    const reader = new Database(join(dataDir, DATABASE_FILE));
    onTestFinished(() => void reader.close());
    reader.exec("BEGIN; SELECT count(*) FROM snapshot");
    db.pragma("busy_timeout = 0");
    expect(erasures.wipeTraces).toThrow(expect.objectContaining({ fault: "busy" }));
    expect(erasures.hasTraces()).toBe(true);
    reader.exec("COMMIT");
    erasures.wipeTraces();
    expect(erasures.hasTraces()).toBe(false);
    expect(existsSync(join(dataDir, DATABASE_FILE))).toBe(true);
  });

  it("is quick to wipe in a small file only", () => {
    const { db, erasures } = openFilled();
    expect(erasures.isQuickToWipe()).toBe(true);
    db.exec("INSERT INTO setting VALUES ('large', json_quote(hex(zeroblob(3000000))))");
    expect(erasures.isQuickToWipe()).toBe(false);
  });
});
