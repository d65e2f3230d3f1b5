import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { onTestFinished } from "vitest";
import { createAccountStore } from "../account-store.ts";
import { openDatabase } from "../open-database.ts";
import { TEST_ACCOUNT } from "./build-snapshot.ts";

/** A folder that is gone after the test. */
export function makeDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), "keel-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A real database in a folder of its own, with one account in it; both gone after the test. */
export function openTestDatabase(dataDir: string = makeDataDir()): Database {
  const db = openDatabase({ dataDir, now: 1_700_000_000_000 });
  onTestFinished(() => void db.close());
  createAccountStore(db).append({
    accountId: TEST_ACCOUNT,
    label: "Test",
    venue: "binanceusdm",
    marginModel: "binance-usdm",
    isDemo: false,
    createdAt: 1,
  });
  return db;
}
