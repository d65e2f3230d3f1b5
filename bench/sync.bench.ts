/*
 * 20 accounts × 100 positions of one venue, all read at once by the app as it ships but for Electron,
 * over HTTP from a process of its own, while a window on the overview asks again at every update.
 * `node bench/sync.bench.ts [ROUNDS]`; with --cpu-prof it shows what keeps the event loop busy.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { accountId } from "#shared/domain/ids.ts";
import { createApp } from "../electron/app.ts";
import type { App } from "../electron/ports.ts";
import { createAccountStore } from "../electron/store/account-store.ts";
import { openDatabase } from "../electron/store/open-database.ts";
import { createBenchPorts } from "./bench-ports.ts";
import { startLargeVenue } from "./start-large-venue.ts";

const ACCOUNTS = 20;
const ROUNDS = Number(process.argv[2] ?? 20);
const IDLE_MS = 5_000;
const MB = 2 ** 20;
const ids = Array.from({ length: ACCOUNTS }, (_, index) => `bench-${index}`);

function addAccounts(dataDir: string): void {
  const db = openDatabase({ dataDir, now: 0 });
  const accounts = createAccountStore(db);
  for (const id of ids)
    accounts.append({
      accountId: accountId(id),
      label: id,
      venue: "binanceusdm",
      marginModel: "binance-usdm",
      isDemo: false,
      createdAt: 0,
    });
  db.close();
}

/** What a window on the overview does: asks again at every update, once at a time. */
function watchOverview(app: App): () => number {
  let asked = 0;
  let isAsking = false;
  let isStale = false;
  const ask = async (): Promise<void> => {
    isStale = true;
    if (isAsking) return;
    isAsking = true;
    while (isStale) {
      // The news reaches the window, and its question the app, through a pipe.
      await sleep(1);
      isStale = false;
      asked += 1;
      await app.dispatch("overview.get", {});
    }
    isAsking = false;
  };
  app.subscribe(({ topic }) => {
    if (topic === "risk.updated") void ask();
  });
  return () => asked;
}

const syncAll = (app: App) =>
  Promise.all(ids.map((id) => app.dispatch("accounts.sync", { accountId: id })));

/** Delay of the event loop and the process's own use of the processor while work goes on. */
async function measured(work: () => Promise<unknown>, times = 1) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const cpu = process.cpuUsage();
  const from = performance.now();
  delay.enable();
  for (let done = 0; done < times; done += 1) await work();
  delay.disable();
  const wallMs = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  const ms = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(1);
  return {
    "wall ms": (wallMs / times).toFixed(0),
    "cpu ms": ((user + system) / 1e3 / times).toFixed(0),
    "delay p50 ms": ms(delay.percentile(50)),
    "p99 ms": ms(delay.percentile(99)),
    "max ms": ms(delay.max),
    "resident MB": (process.memoryUsage.rss() / MB).toFixed(0),
    "heap MB": (process.memoryUsage().heapUsed / MB).toFixed(0),
  };
}

/** How much of the work's rows the database holds, in bytes. */
function fileBytes(dataDir: string): number {
  return ["keel.db", "keel.db-wal"].reduce(
    (sum, name) => sum + statSync(join(dataDir, name)).size,
    0,
  );
}

async function bench(): Promise<void> {
  const venue = await startLargeVenue();
  const dataDir = mkdtempSync(join(tmpdir(), "keel-bench-"));
  addAccounts(dataDir);
  const app = createApp(createBenchPorts(dataDir, venue.proxyUrl));
  const asked = watchOverview(app);
  const idle = await measured(() => sleep(IDLE_MS));
  await app.start();
  const first = await measured(() => syncAll(app));
  const more = await measured(() => syncAll(app), ROUNDS);
  console.log(`${ACCOUNTS} accounts × 100 positions; ${asked()} overviews asked meanwhile`);
  console.table({ idle, "first reading of all": first, [`each of ${ROUNDS} more`]: more });
  console.log(`the database and its log: ${(fileBytes(dataDir) / MB).toFixed(1)} MB`);
  await app.stop();
  venue.stop();
  rmSync(dataDir, { recursive: true });
}

await bench();
