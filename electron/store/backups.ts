import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { AccountId } from "#shared/domain/ids.ts";
import { createFolder } from "./create-folder.ts";
import { schemaVersion } from "./migrate.ts";
import { chooseBinding } from "./native-binding.ts";
import { StorageError } from "./storage-error.ts";

export const BACKUP_FOLDER = "backups";

/** A whole, consistent copy, named by its schema and time. An existing copy is never overwritten. */
export function backUp(db: Database.Database, dataDir: string, now: number): void {
  const folder = join(dataDir, BACKUP_FOLDER);
  createFolder(folder);
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, "-");
  const file = join(folder, `keel-${schemaVersion(db)}-${stamp}.db`);
  if (existsSync(file)) throw new StorageError("other", "A backup of this moment exists already.");
  db.prepare("VACUUM INTO ?").run(file);
}

/** Backups that an account is in, and those that can't be read: they may hold it. */
export function findBackupsOf(dataDir: string, accountId: AccountId): readonly string[] {
  const folder = join(dataDir, BACKUP_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^keel-.*\.db$/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => mayHold(file, accountId));
}

/** Throws a `StorageError` when one of them stays. */
export function deleteBackupsOf(dataDir: string, accountId: AccountId): void {
  for (const file of findBackupsOf(dataDir, accountId)) {
    try {
      rmSync(file);
    } catch (error) {
      throw new StorageError(
        "unwritable",
        "A backup that holds this account's history can't be deleted. Check the permissions of the backups folder and try again.",
        error,
      );
    }
  }
}

function mayHold(file: string, accountId: AccountId): boolean {
  try {
    const backup = new Database(file, { ...chooseBinding(), readonly: true });
    try {
      return (
        backup.prepare("SELECT 1 FROM account WHERE account_id = ?").get(accountId) !== undefined
      );
    } finally {
      backup.close();
    }
  } catch {
    return true;
  }
}
