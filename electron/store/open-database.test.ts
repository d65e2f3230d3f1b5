import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { BACKUP_FOLDER } from "./backups.ts";
import { MIGRATIONS, newestVersion } from "./migrate.ts";
import { DATABASE_FILE, openDatabase } from "./open-database.ts";
import { createSettingStore } from "./setting-store.ts";
import { createSnapshotStore } from "./snapshot-store.ts";
import { buildPosition, buildSnapshot, TEST_ACCOUNT } from "./testing/build-snapshot.ts";
import { makeDataDir, openTestDatabase } from "./testing/open-test-database.ts";

const MB = 1024 * 1024;
const NOW = Date.UTC(2026, 10, 23);
const LATER = { version: newestVersion() + 10, sql: "CREATE TABLE later (id INTEGER) STRICT" };
const BROKEN = { version: LATER.version, sql: "CREATE TABLE half (id INTEGER); SELECT nonsense" };

function open(dataDir: string, migrations = MIGRATIONS) {
  const db = openDatabase({ dataDir, now: NOW, migrations });
  onTestFinished(() => void db.close());
  return db;
}

function filledDataDir(): string {
  const dataDir = makeDataDir();
  const db = openTestDatabase(dataDir);
  const positions = Array.from({ length: 100 }, () => buildPosition());
  createSnapshotStore(db).append(buildSnapshot({ positions }));
  db.close();
  return dataDir;
}

function fault(expected: string) {
  return expect.objectContaining({ code: "storage_failed", fault: expected });
}

describe("a new folder", () => {
  it("gets a database with the safe settings", () => {
    const db = open(join(makeDataDir(), "deep", "folder"));
    const pragma = (name: string) => db.pragma(name, { simple: true });
    expect(pragma("user_version")).toBe(newestVersion());
    expect(pragma("journal_mode")).toBe("wal");
    expect(pragma("synchronous")).toBe(2);
    expect(pragma("foreign_keys")).toBe(1);
    expect(pragma("busy_timeout")).toBe(5000);
    expect(pragma("secure_delete")).toBe(1);
  });

  it("that can't be made is a coded failure without a path in it", () => {
    const file = join(makeDataDir(), "file");
    writeFileSync(file, "");
    expect(() => open(join(file, "below"))).toThrow(fault("unwritable"));
    expect(() => open(join(file, "below"))).not.toThrow(file);
  });
});

it("cuts the log of changes back after a large import", () => {
  const dataDir = makeDataDir();
  const settings = createSettingStore(open(dataDir));
  const logSize = () => statSync(join(dataDir, `${DATABASE_FILE}-wal`)).size;
  settings.save("large", "x".repeat(20 * MB));
  expect(logSize()).toBeGreaterThan(20 * MB);
  settings.save("small", 1);
  expect(logSize()).toBeLessThanOrEqual(8 * MB);
});

describe("an upgrade", () => {
  it("copies the file first, and the copy holds what the file held", () => {
    const dataDir = filledDataDir();
    const db = open(dataDir, [...MIGRATIONS, LATER]);
    expect(db.pragma("user_version", { simple: true })).toBe(LATER.version);
    const [copy, ...more] = readdirSync(join(dataDir, BACKUP_FOLDER));
    expect([copy, more]).toEqual([`keel-${newestVersion()}-2026-11-23T00-00-00-000Z.db`, []]);
    const restored = new Database(join(dataDir, BACKUP_FOLDER, copy!), { readonly: true });
    expect(restored.pragma("user_version", { simple: true })).toBe(newestVersion());
    expect(createSnapshotStore(restored).count(TEST_ACCOUNT)).toBe(1);
    restored.close();
  });

  it("that fails leaves the file at the version before, with all its rows", () => {
    const dataDir = filledDataDir();
    expect(() => open(dataDir, [...MIGRATIONS, BROKEN])).toThrow("nonsense");
    const db = open(dataDir);
    expect(createSnapshotStore(db).count(TEST_ACCOUNT)).toBe(1);
    expect(db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined();
  });

  it("is not made, nor a copy, when there is nothing to upgrade", () => {
    const dataDir = filledDataDir();
    open(dataDir);
    expect(existsSync(join(dataDir, BACKUP_FOLDER))).toBe(false);
  });
});

describe("a file that is not for us is refused and left byte for byte", () => {
  const refusals: readonly [string, string, (file: string) => void][] = [
    ["text", "damaged", (file) => writeFileSync(file, "not a database, just text".repeat(100))],
    ["newer schema", "newer", (file) => change(file, `PRAGMA user_version = ${LATER.version}`)],
    ["another program's database", "foreign", (file) => change(file, "PRAGMA application_id = 7")],
    ["damaged page", "damaged", damagePages],
    ["cut file", "damaged", (file) => writeFileSync(file, readFileSync(file).subarray(0, 6000))],
  ];

  it.each(refusals)("%s: %s", (_, expected, spoil) => {
    const dataDir = filledDataDir();
    const file = join(dataDir, DATABASE_FILE);
    spoil(file);
    const before = readFileSync(file);
    expect(() => open(dataDir)).toThrow(fault(expected));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("another program's empty-versioned database is foreign too", () => {
    const dataDir = makeDataDir();
    const other = new Database(join(dataDir, DATABASE_FILE));
    other.exec("CREATE TABLE notes (text)");
    other.close();
    expect(() => open(dataDir)).toThrow(fault("foreign"));
  });
});

function change(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}

/** Overwrites the last page: rows that nothing reads while the file is opened. */
function damagePages(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xab, bytes.length - 4096);
  writeFileSync(file, bytes);
}
