import { readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { BACKUP_FOLDER, backUp, deleteBackupsOf, findBackupsOf } from "./backups.ts";
import { addFilledAccount } from "./testing/fill-account.ts";
import { makeDataDir, openTestDatabase } from "./testing/open-test-database.ts";

const LATE = accountId("id-7");

/** A backup from before an account was added, one from after, one that is damaged, and a file of the trader's. */
function makeBackups(): string {
  const dataDir = makeDataDir();
  const db = openTestDatabase(dataDir);
  backUp(db, dataDir, Date.UTC(2026, 0, 1));
  addFilledAccount(db, { mark: 7, snapshots: 1 }).readAll();
  backUp(db, dataDir, Date.UTC(2026, 0, 2));
  writeFileSync(join(dataDir, BACKUP_FOLDER, "keel-10-damaged.db"), "nothing of use");
  writeFileSync(join(dataDir, BACKUP_FOLDER, "notes.txt"), "mine");
  return dataDir;
}

it("finds the backups that an account is in, and those that don't say", () => {
  const found = findBackupsOf(makeBackups(), LATE).map((file) => basename(file));
  expect(found.toSorted()).toEqual([
    "keel-10-damaged.db",
    expect.stringContaining("2026-01-02T00-00-00-000Z.db"),
  ]);
});

it("deletes those and nothing beside them", () => {
  const dataDir = makeBackups();
  deleteBackupsOf(dataDir, LATE);
  expect(readdirSync(join(dataDir, BACKUP_FOLDER)).toSorted()).toEqual([
    expect.stringContaining("2026-01-01T00-00-00-000Z.db"),
    "notes.txt",
  ]);
});

it("has nothing to find where there was never an upgrade", () => {
  expect(findBackupsOf(makeDataDir(), LATE)).toEqual([]);
});
