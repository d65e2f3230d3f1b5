import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import { createAlertService } from "../alerts/alert-service.ts";
import type { VenueClient } from "../exchange/exchange-client.ts";
import { PLAIN_POWER } from "../ports.ts";
import { createAccountStore } from "../store/account-store.ts";
import { createAlertStore } from "../store/alert-store.ts";
import { createSnapshotStore } from "../store/snapshot-store.ts";
import {
  buildBalance,
  buildPosition,
  buildSnapshot,
  TEST_ACCOUNT,
} from "../store/testing/build-snapshot.ts";
import { openTestDatabase } from "../store/testing/open-test-database.ts";
import { createAssessments } from "./assessments.ts";
import { createEvents } from "./events.ts";
import { createFeeds } from "./feeds.ts";
import { createKeyCheck } from "./key-check.ts";
import { createFakeTimers } from "./testing/fake-timers.ts";
import { createSilentLog } from "./testing/silent-log.ts";

/** Enough rows that a snapshot needs new pages of the file. */
const POSITIONS = Array.from({ length: 200 }, (_, each) =>
  buildPosition({ instrument: instrumentId(`C${each}/USDT:USDT`), quantity: decimal("0.005") }),
);

/** A venue that gives the same positions at every reading, and the wallet it has by then. */
function connect(venue: { readonly wallet: string }, now: () => number): VenueClient {
  return {
    fetchAccount: async () =>
      buildSnapshot({
        balances: [buildBalance({ walletBalance: decimal(venue.wallet) })],
        positions: POSITIONS,
        readAt: now(),
      }),
    fetchKeyRights: async () => ({ isKnown: true, powers: [] }),
    report: () => ({ clock: null, room: null, sentLastMinute: 0, readingMs: 0, rules: [] }),
    wake: () => {},
    close: () => Promise.resolve(),
  };
}

/** One account read over a database that can be made full. */
function startReading() {
  const db = openTestDatabase();
  const timers = createFakeTimers(1_000_000);
  const log = createSilentLog();
  const events = createEvents();
  const accounts = createAccountStore(db);
  const snapshots = createSnapshotStore(db);
  const notices: { readonly title: string; readonly body: string; readonly at: number }[] = [];
  const alerts = createAlertService({
    ...{ store: createAlertStore(db), timers, newId: randomUUID, log },
    notifier: {
      notify: async ({ title, body }) => void notices.push({ title, body, at: timers.now() }),
    },
    onChange: () => {},
    onOpen: () => {},
  });
  const feeds = createFeeds({
    ...{ timers, accounts, snapshots, alerts, events, log, power: PLAIN_POWER },
    nextTurn: () => Promise.resolve(),
    assessments: createAssessments(snapshots),
    keys: createKeyCheck({ accounts, now: timers.now, events, log }),
  });
  const venue = { wallet: "10000" };
  void feeds.open(accounts.find(TEST_ACCOUNT)!, connect(venue, timers.now));
  // SQLite's own limit stands in for the disk's; both end in SQLITE_FULL.
  const setLimit = (pages: number) => db.pragma(`max_page_count = ${pages}`);
  return {
    ...{ timers, feeds, venue, notices, snapshots },
    fill: () => setLimit(Number(db.pragma("page_count", { simple: true }))),
    free: () => setLimit(1_000_000),
  };
}

it("raises the alarms of a reading that a full disk refuses, at the pace of danger", async () => {
  const { timers, feeds, venue, notices, snapshots, fill } = startReading();
  await timers.pass(0);
  const stored = snapshots.findLatest(TEST_ACCOUNT)?.id;
  fill();
  venue.wallet = "320";
  await timers.pass(10_000);
  expect(notices.map(({ title }) => title)).toEqual(["Test: maintenance ratio 93.7 % (critical)"]);
  expect(snapshots.findLatest(TEST_ACCOUNT)?.id).toBe(stored);
  expect(feeds.view(TEST_ACCOUNT)).toMatchObject({
    failure: { code: "storage_failed", message: expect.stringContaining("disk is full") },
    nextRunAt: timers.now() + 5_000,
  });
});

it("says that nothing is stored, and goes on by itself when there is room again", async () => {
  const { timers, feeds, notices, snapshots, fill, free } = startReading();
  await timers.pass(0);
  fill();
  await timers.pass(150_000);
  expect(notices).toMatchObject([
    {
      title: "Test: nothing stored for 2 min (warn)",
      body: expect.stringContaining("The disk is full"),
    },
  ]);
  free();
  await timers.pass(10_000);
  expect(feeds.view(TEST_ACCOUNT)).toMatchObject({ state: "live", failure: null });
  expect(snapshots.findLatest(TEST_ACCOUNT)?.snapshot.readAt).toBe(timers.now());
});
