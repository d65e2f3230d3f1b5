import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import type { AppEvent } from "#shared/contract/events.ts";
import { deleteBackupsOf } from "../store/backups.ts";
import { createErasureStore } from "../store/erasure-store.ts";
import { DATABASE_FILE, openDatabase } from "../store/open-database.ts";
import { createRemovedAccounts } from "../store/removed-accounts.ts";
import { createSnapshotStore } from "../store/snapshot-store.ts";
import { addFilledAccount } from "../store/testing/fill-account.ts";
import { makeDataDir } from "../store/testing/open-test-database.ts";
import { computeEquity } from "../engine/assess-account.ts";
import { createAssessments } from "./assessments.ts";
import { createEraser } from "./eraser.ts";
import { createEvents } from "./events.ts";
import { createFakeTimers } from "./testing/fake-timers.ts";
import { createSilentLog } from "./testing/silent-log.ts";

function startEraser(snapshots: number) {
  const dataDir = makeDataDir();
  const db = openDatabase({ dataDir, now: 1 });
  onTestFinished(() => void db.close());
  db.pragma("busy_timeout = 0");
  const account = addFilledAccount(db, { mark: 71, snapshots, positions: 20 });
  account.readAll();
  const store = createSnapshotStore(db);
  const timers = createFakeTimers(5);
  const events = createEvents();
  const heard: AppEvent[] = [];
  events.subscribe((event) => heard.push(event));
  const assessments = createAssessments(store);
  const eraser = createEraser({
    ...{ timers, events, log: createSilentLog(), assessments },
    erasures: createErasureStore(db),
    deleteBackupsOf: (id) => deleteBackupsOf(dataDir, id),
  });
  const { accountId } = account;
  const removed = createRemovedAccounts(db);
  return {
    dataDir,
    timers,
    heard,
    eraser,
    accountId,
    removed,
    assessments,
    count: () => store.count(accountId),
    readOther: () => {
      const other = addFilledAccount(db, { mark: 72, snapshots: 1 });
      other.read(0);
      return store.findLatest(other.accountId)!;
    },
  };
}

it("lets everything else have its turn between two parts", async () => {
  const { eraser, timers, accountId, count } = startEraser(400);
  eraser.erase(accountId);
  const seen: number[] = [];
  timers.setTimer(function look() {
    seen.push(count());
    if (count() > 0) timers.setTimer(look, 0);
  }, 0);
  await timers.pass(0);
  expect(seen.length).toBeGreaterThan(3);
  expect(seen).toEqual(seen.toSorted((one, other) => other - one));
  expect(count()).toBe(0);
});

it("lends what was computed of a deleted snapshot to none that gets its id", async () => {
  const { eraser, timers, accountId, count, removed, assessments, readOther } = startEraser(1);
  assessments.findLatest(accountId);
  eraser.erase(accountId);
  const seen: unknown[] = [];
  timers.setTimer(function look() {
    if (count() > 0) {
      timers.setTimer(look, 0);
      return;
    }
    // The account itself is still there: its snapshots went in a part before.
    const read = readOther();
    const equity = assessments.equityOf(read.id);
    seen.push(removed.list().length, equity?.toFixed() === computeEquity(read.snapshot)?.toFixed());
  }, 0);
  await timers.pass(0);
  expect(seen).toEqual([1, true]);
});

it("stopped by the database says why, tries again when asked and does not wipe too early", async () => {
  const { eraser, timers, accountId, count, dataDir, removed, heard } = startEraser(400);
  const other = new Database(join(dataDir, DATABASE_FILE));
  onTestFinished(() => void other.close());
  eraser.erase(accountId);
  other.exec("BEGIN IMMEDIATE");
  await timers.pass(0);
  expect([eraser.failure(), count(), timers.pending()]).toEqual([
    expect.stringContaining("Another program"),
    400,
    0,
  ]);
  expect(heard.at(-1)?.topic).toBe("accounts.changed");
  other.exec("COMMIT");
  eraser.stop();
  expect([removed.list().length, eraser.hasTraces()]).toEqual([1, true]);
  eraser.erase(accountId);
  await timers.pass(0);
  expect([eraser.failure(), count(), removed.list(), eraser.hasTraces()]).toEqual([
    null,
    0,
    [],
    false,
  ]);
});

it("does nothing where there is nothing to erase", async () => {
  const { eraser, timers, heard, count } = startEraser(1);
  eraser.start();
  await timers.pass(0);
  expect([heard, count(), eraser.hasTraces()]).toEqual([[], 1, false]);
});
