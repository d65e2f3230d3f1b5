/*
 * What a window's questions cost over a long history: 20 accounts, a reading every 10 s, 60,480 of
 * each account a week. `node bench/history.bench.ts [DAYS]`.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { accountId } from "#shared/domain/ids.ts";
import { createApp } from "../electron/app.ts";
import { createAccountStore } from "../electron/store/account-store.ts";
import { DATABASE_FILE, openDatabase } from "../electron/store/open-database.ts";
import { createBenchPorts } from "./bench-ports.ts";

const DAYS = Number(process.argv[2] ?? 7);
const ACCOUNTS = 20;
const INTERVAL_MS = 10_000;
const DAY_MS = 86_400_000;
const REPEATS = 20;
const QUESTIONS = [
  ["overview.get", {}],
  ["accounts.list", {}],
  ["overview.equityHistory", { range: "1h" }],
  ["overview.equityHistory", { range: "24h" }],
  ["overview.equityHistory", { range: "7d" }],
  ["overview.equityHistory", { range: "all" }],
] as const;

const dataDir = mkdtempSync(join(tmpdir(), "keel-bench-"));
try {
  fill();
  await measure();
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

/** Snapshots without positions, in the order in which they would have been read. */
function fill(): void {
  const db = openDatabase({ dataDir, now: 0 });
  db.pragma("synchronous = OFF");
  const accounts = createAccountStore(db);
  for (let index = 0; index < ACCOUNTS; index += 1)
    accounts.append({
      accountId: accountId(`bench-${String(index).padStart(2, "0")}`),
      label: `Account ${index}`,
      venue: "binanceusdm",
      marginModel: "binance-usdm",
      isDemo: false,
      createdAt: 0,
    });
  db.exec(`
    WITH RECURSIVE reading (at) AS (
      SELECT 0 UNION ALL SELECT at + ${INTERVAL_MS} FROM reading WHERE at < ${DAYS * DAY_MS}
    )
    INSERT INTO snapshot (account_id, read_at, label, venue, margin_model, valuation_currency)
    SELECT account_id, at, label, venue, margin_model, 'USD' FROM reading CROSS JOIN account;
    INSERT INTO snapshot_balance (snapshot_id, ordinal, asset, wallet_balance)
    SELECT snapshot_id, 0, 'USD', '1000' FROM snapshot`);
  const { rows } = db.prepare<[], { rows: number }>("SELECT count(*) AS rows FROM snapshot").get()!;
  db.close();
  const megabytes = statSync(join(dataDir, DATABASE_FILE)).size / 2 ** 20;
  console.log(`${rows} snapshots of ${ACCOUNTS} accounts, ${megabytes.toFixed(0)} MB`);
}

/** The app without its start: what is stored is asked for and nothing is read. */
async function measure(): Promise<void> {
  let now = DAYS * DAY_MS;
  const app = createApp({ ...createBenchPorts(dataDir, null), now: () => now });
  for (const [channel, input] of QUESTIONS) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const ask = async () => {
      const startedAt = performance.now();
      const reply = await app.dispatch(channel, input);
      if (!reply.ok) throw new Error(`${channel}: ${reply.error.message}`);
      return performance.now() - startedAt;
    };
    delay.enable();
    const first = await ask();
    const later: number[] = [];
    const usedBefore = process.cpuUsage();
    for (let count = 0; count < REPEATS; count += 1) {
      now += INTERVAL_MS;
      await sleep(2);
      later.push(await ask());
    }
    const used = process.cpuUsage(usedBefore);
    await sleep(2);
    delay.disable();
    later.sort((one, other) => one - other);
    const median = later[Math.floor(REPEATS / 2)]?.toFixed(1);
    console.log(
      `${channel} ${"range" in input ? input.range : ""}: first ${first.toFixed(1)} ms, ` +
        `then median ${median} ms (processor ${((used.user + used.system) / 1000 / REPEATS).toFixed(1)} ms), ` +
        `longest hold of the event loop ${(delay.max / 1e6).toFixed(1)} ms`,
    );
  }
  await app.stop();
}
