import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { EventTopic } from "#shared/contract/events.ts";
import type { MarginView } from "#shared/views/margin.ts";
import type { OverviewView } from "#shared/views/overview.ts";
import { createApp } from "./app.ts";
import { startDemoVenue } from "./demo/demo-venue.ts";
import { assessAccount } from "./engine/assess-account.ts";
import { connectCcxt } from "./exchange/ccxt-client.ts";
import { createTurns } from "./exchange/turns.ts";
import { type App, type DemoVenue, PLAIN_POWER } from "./ports.ts";
import { openDatabase } from "./store/open-database.ts";
import { createSnapshotStore } from "./store/snapshot-store.ts";
import { makeDataDir } from "./store/testing/open-test-database.ts";
import { accountId } from "#shared/domain/ids.ts";
import { createSilentLog } from "./sync/testing/silent-log.ts";

const BODIES = join(import.meta.dirname, "../resources/demo");

/** The app as it ships, but for Electron: the demo's venue over HTTP, read by ccxt, real clock. */
function createDemoApp(dataDir: string) {
  const venues: DemoVenue[] = [];
  const app = createApp({
    dataDir,
    now: Date.now,
    log: createSilentLog(),
    vault: {
      store: () => Promise.reject(new Error("the demo has no key")),
      find: () => Promise.reject(new Error("the demo has no key")),
      remove: () => Promise.resolve(),
      sweep: () => Promise.resolve(),
      refusedBecause: () => null,
    },
    notifier: { notify: () => Promise.resolve() },
    connectExchange: connectCcxt,
    saveFile: async () => false,
    readTemplate: async () => "",
    startDemo: async () => {
      const venue = await startDemoVenue({ now: Date.now, bodiesDir: BODIES });
      venues.push(venue);
      return venue;
    },
    replayUrl: null,
    version: "0.0.0",
    power: PLAIN_POWER,
    nextTurn: createTurns(),
    runtimeNotice: null,
    keysRefusedBecause: "no keys in this test",
  });
  onTestFinished(app.stop);
  return { app, venues };
}

function heard(app: App, topic: EventTopic): Promise<string | null> {
  return new Promise((resolve) => {
    const end = app.subscribe((event) => {
      if (event.topic !== topic) return;
      end();
      resolve(event.id);
    });
  });
}

async function ask<Value>(app: App, channel: string, input: object = {}): Promise<Value> {
  const reply = await app.dispatch(channel, input);
  if (!reply.ok) throw new Error(reply.error.message);
  // The contract names the output of each channel; the test states which it expects.
  return reply.value as Value;
}

it("shows the demo, read over HTTP by ccxt, with the engine's figures of what was stored", async () => {
  const dataDir = makeDataDir();
  const { app } = createDemoApp(dataDir);
  const read = heard(app, "risk.updated");
  await app.start();
  const id = accountId((await read) ?? "");
  await ask(app, "demo.pause");
  const overview = await ask<OverviewView>(app, "overview.get");
  const margin = await ask<MarginView>(app, "margin.get", { accountId: id });
  await app.stop();

  const db = openDatabase({ dataDir, now: 0 });
  const stored = createSnapshotStore(db).findLatest(id);
  db.close();
  const assessment = assessAccount(stored!.snapshot);
  expect(overview.accounts).toMatchObject([
    {
      accountId: id,
      isDemo: true,
      gaps: [],
      equity: { value: assessment.equity.value?.toFixed() },
      maintenanceMarginRatio: { value: assessment.maintenanceMarginRatio?.toFixed() },
      marginBuffer: { value: assessment.marginBuffer?.toFixed() },
    },
  ]);
  expect(overview.positions.length).toBe(stored?.snapshot.positions.length);
  expect(overview.positions.length).toBeGreaterThan(3);
  expect(margin.reconciliation.length).toBeGreaterThan(3);
  expect(margin.reconciliation.filter(({ agrees }) => !agrees)).toEqual([]);
});

it("keeps the last figures when the venue goes away, and says so", async () => {
  const { app, venues } = createDemoApp(makeDataDir());
  const read = heard(app, "risk.updated");
  await app.start();
  const id = await read;
  const before = await ask<OverviewView>(app, "overview.get");
  await venues[0]?.close();
  const reply = await app.dispatch("accounts.sync", { accountId: id });
  expect(reply).toMatchObject({ ok: false, error: { code: "venue_unavailable" } });
  const after = await ask<OverviewView>(app, "overview.get");
  expect(after.accounts[0]?.equity).toEqual(before.accounts[0]?.equity);
  expect(after.accounts[0]?.feed).toMatchObject({
    state: "delayed",
    failure: { code: "venue_unavailable" },
  });
});
