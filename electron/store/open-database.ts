import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { backUp } from "./backups.ts";
import { createFolder } from "./create-folder.ts";
import { MIGRATIONS, migrate, type Migration, newestVersion, schemaVersion } from "./migrate.ts";
import { APPLICATION_ID } from "./migrations/0010-initial.ts";
import { chooseBinding } from "./native-binding.ts";
import { guardStorage, StorageError } from "./storage-error.ts";

export const DATABASE_FILE = "keel.db";

/** How long a statement waits for another process, such as the command line, to finish its write. */
const BUSY_TIMEOUT_MS = 5000;

/** Checking reads about 400 MB a second; up to this size it delays the start by half a second at most. */
const CHECKED_ALWAYS_BYTES = 200 * 1024 * 1024;

/** The log of changes is cut back to this after a large import; twice what it holds in everyday use. */
const LOG_LIMIT_BYTES = 8 * 1024 * 1024;

type OpenOptions = {
  readonly dataDir: string;
  /** Names the copy that is made before an upgrade. */
  readonly now: number;
  readonly migrations?: readonly Migration[];
};

/**
 * Opens or creates the database of a data folder and brings it to this version's schema. Throws a
 * `StorageError` when the file is damaged, foreign, newer than this app, or can't be written; such a
 * file is left as it was.
 */
export function openDatabase({
  dataDir,
  now,
  migrations = MIGRATIONS,
}: OpenOptions): Database.Database {
  createFolder(dataDir);
  const file = join(dataDir, DATABASE_FILE);
  return guardStorage(() => {
    const suspect = isSuspect(file);
    const db = new Database(file, { ...chooseBinding(), timeout: BUSY_TIMEOUT_MS });
    try {
      refuseUnknownFile(db, newestVersion(migrations));
      if (suspect) refuseDamage(db);
      configure(db);
      if (isOutdated(db, newestVersion(migrations))) backUp(db, dataDir, now);
      migrate(db, migrations);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function refuseUnknownFile(db: Database.Database, newest: number): void {
  const version = schemaVersion(db);
  const isEmpty = db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  if (version === 0 && isEmpty) return;
  if (db.pragma("application_id", { simple: true }) !== APPLICATION_ID) {
    throw new StorageError(
      "foreign",
      "The file keel.db in the data folder is not Keel's and was left untouched. Move it away and start Keel again.",
    );
  }
  if (version > newest) {
    throw new StorageError(
      "newer",
      `The database was written by a newer Keel (schema ${version}; this one knows ${newest}) and was left untouched. Start the newer Keel, or move keel.db away to begin anew.`,
    );
  }
}

/**
 * Reads the pages once, so that damage is found here and not by a figure that is quietly wrong. The
 * columns' own CHECKs are left out: they cost ten times the rest and hold since the row was written.
 */
function refuseDamage(db: Database.Database): void {
  db.pragma("ignore_check_constraints = ON");
  const verdict = db.pragma("quick_check(1)", { simple: true });
  db.pragma("ignore_check_constraints = OFF");
  if (verdict !== "ok") throw new Database.SqliteError("quick_check failed", "SQLITE_CORRUPT");
}

/** Whether the pages have to be read before use. */
function isSuspect(file: string): boolean {
  if (existsSync(`${file}-wal`)) return true; // not closed properly last time
  return existsSync(file) && statSync(file).size <= CHECKED_ALWAYS_BYTES;
}

/**
 * WAL: the window reads while sync writes, and a killed process loses nothing committed. FULL: a
 * stored alert or snapshot also survives a power cut; at a commit every few seconds the extra
 * flush costs nothing one would notice. Secure delete: what is deleted is overwritten where it was.
 */
function configure(db: Database.Database): void {
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  db.pragma("secure_delete = ON");
  db.pragma(`journal_size_limit = ${LOG_LIMIT_BYTES}`);
}

function isOutdated(db: Database.Database, newest: number): boolean {
  const version = schemaVersion(db);
  return version > 0 && version < newest;
}
