import type { Database } from "better-sqlite3";
import { initial } from "./migrations/0010-initial.ts";
import { accountChanges } from "./migrations/0020-account-changes.ts";
import { funding } from "./migrations/0030-funding.ts";
import { books } from "./migrations/0040-books.ts";
import { erasure } from "./migrations/0050-erasure.ts";

/** One change of the schema. Never edited once released; versions go in steps of ten. */
export type Migration = { readonly version: number; readonly sql: string };

export const MIGRATIONS: readonly Migration[] = [initial, accountChanges, funding, books, erasure];

export function newestVersion(migrations: readonly Migration[] = MIGRATIONS): number {
  return Math.max(...migrations.map(({ version }) => version));
}

export function schemaVersion(db: Database): number {
  return Number(db.pragma("user_version", { simple: true }));
}

/**
 * Runs what the file lacks, each change with its version in one transaction: a crash or an error
 * leaves the file at the version before.
 */
export function migrate(db: Database, migrations: readonly Migration[] = MIGRATIONS): void {
  for (const { version, sql } of migrations) {
    if (version <= schemaVersion(db)) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).exclusive();
  }
}
