import { writeSync } from "node:fs";
import { accountId } from "#shared/domain/ids.ts";
import { createApp } from "../../electron/app.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { openDatabase } from "../../electron/store/open-database.ts";
import { createSnapshotStore } from "../../electron/store/snapshot-store.ts";
import { createDemoPorts } from "../demo-ports.ts";

/*
 * The app as it ships, but for Electron: reads the demo's venue without a pause for ever and prints
 * id and time of each snapshot once the app says it is stored. For kill.test.ts.
 */
const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("usage: sync-until-killed.ts DATA_DIR");

const PACE = { timeoutMs: 10_000, deadlineMs: 25_000, weightMs: 0.05 };

const app = createApp(
  createDemoPorts(dataDir, (connection, credential, now) =>
    connectCcxt(connection, credential, now, PACE),
  ),
);
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
