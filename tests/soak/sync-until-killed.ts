import { writeSync } from "node:fs";
import path from "node:path";
import { accountId } from "#shared/domain/ids.ts";
import { createApp } from "../../electron/app.ts";
import { startDemoVenue } from "../../electron/demo/demo-venue.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { createTurns } from "../../electron/exchange/turns.ts";
import { openDatabase } from "../../electron/store/open-database.ts";
import { createSnapshotStore } from "../../electron/store/snapshot-store.ts";
import { PLAIN_POWER } from "../../electron/ports.ts";

/*
 * The app as it ships, but for Electron: reads the demo's venue without a pause for ever and prints
 * id and time of each snapshot once the app says it is stored. For kill.test.ts.
 */
const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("usage: sync-until-killed.ts DATA_DIR");

const PACE = { timeoutMs: 10_000, deadlineMs: 25_000, weightMs: 0.05 };
const bodiesDir = path.join(import.meta.dirname, "../../resources/demo");
const silent = () => {};
const none = () => Promise.reject(new Error("the demo has no key"));

const app = createApp({
  dataDir,
  now: Date.now,
  log: { debug: silent, info: silent, warn: console.error, error: console.error },
  vault: {
    store: none,
    find: none,
    remove: none,
    sweep: async () => {},
    refusedBecause: () => null,
  },
  notifier: { notify: () => Promise.resolve() },
  connectExchange: (connection, credential, now) => connectCcxt(connection, credential, now, PACE),
  saveFile: async () => false,
  readTemplate: async () => "",
  startDemo: () => startDemoVenue({ now: Date.now, bodiesDir }),
  replayUrl: null,
  version: "0.0.0",
  power: PLAIN_POWER,
  nextTurn: createTurns(),
  runtimeNotice: null,
  keysRefusedBecause: null,
});
const snapshots = createSnapshotStore(openDatabase({ dataDir, now: Date.now() }));
app.subscribe(({ topic, id }) => {
  const stored =
    topic === "risk.updated" && id !== null ? snapshots.findLatest(accountId(id)) : null;
  if (stored) acknowledge(`${stored.id} ${stored.snapshot.readAt}\n`);
});

/** With nobody left to listen there is nobody left to kill this process either. */
function acknowledge(line: string): void {
  try {
    writeSync(process.stdout.fd, line);
  } catch {
    process.exit(1);
  }
}

await app.start();
for (;;) await app.dispatch("accounts.sync", { accountId: null });
