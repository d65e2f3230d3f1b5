import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../electron/store/open-database.ts";
import { createSnapshotStore } from "../../electron/store/snapshot-store.ts";
import { makeDataDir } from "../../electron/store/testing/open-test-database.ts";
import { createRandom, type Random } from "./random.ts";

/*
 * Power cuts at random points of a real reading: venue over HTTP, ccxt, store. KEEL_SOAK_KILLS
 * makes it longer, KEEL_SOAK_SEED another one.
 */

const KILLS = Number(process.env["KEEL_SOAK_KILLS"] ?? 30);
const SEED = Number(process.env["KEEL_SOAK_SEED"] ?? 1);
/** Data folders that live through the kills side by side. */
const CHAINS = 4;
const READER = fileURLToPath(new URL("./sync-until-killed.ts", import.meta.url));
/** Nothing of the demo's book ever opens or closes. */
const POSITIONS = 8;
const ORDERS = 2;
/** A start to the first snapshot takes about this long, side by side. */
const START_MS = 1_500;
/** Compiled code is kept between starts: most of a start is compiling. */
const ENV = { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), "keel-kill-test-code") };
/** A reading takes about this long. */
const READING_MS = 40;

type Acknowledged = { readonly id: number; readonly readAt: number };

/** After some snapshots, or in the middle of the start; then anywhere in what comes next. */
function chooseMoment(random: Random) {
  return random.chance(0.2)
    ? { snapshots: 0, delayMs: random.next() * START_MS }
    : { snapshots: random.int(1, 4), delayMs: random.next() * READING_MS };
}

async function syncAndKill(dataDir: string, random: Random): Promise<readonly Acknowledged[]> {
  const { snapshots, delayMs } = chooseMoment(random);
  const reader = spawn(process.execPath, [READER, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
    env: ENV,
  });
  onTestFinished(() => void reader.kill("SIGKILL"));
  const killSoon = () => setTimeout(() => reader.kill("SIGKILL"), delayMs);
  const ended = once(reader, "exit");
  const acknowledged: Acknowledged[] = [];
  if (snapshots === 0) killSoon();
  for await (const line of createInterface({ input: reader.stdout })) {
    const [id, readAt] = line.split(" ").map(Number);
    acknowledged.push({ id: id ?? Number.NaN, readAt: readAt ?? Number.NaN });
    if (acknowledged.length === snapshots) killSoon();
  }
  await ended;
  expect(reader.signalCode).toBe("SIGKILL");
  return acknowledged;
}

/** Opens as the app does at its next start. */
function expectAllThere(dataDir: string, acknowledged: readonly Acknowledged[]): void {
  const db = openDatabase({ dataDir, now: Date.now() });
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(db.pragma("foreign_key_check")).toEqual([]);
  const store = createSnapshotStore(db);
  const found = acknowledged.map(({ id }) => ({ id, readAt: store.find(id)?.readAt }));
  expect(found).toEqual(acknowledged);
  const ids = db.prepare<[], number>("SELECT snapshot_id FROM snapshot").pluck().all();
  const parts = ids.map((id) => {
    const snapshot = store.find(id);
    return [snapshot?.positions.length, snapshot?.openOrders.length];
  });
  expect(parts).toEqual(ids.map(() => [POSITIONS, ORDERS]));
  db.close();
}

it(
  `${KILLS} kills in the middle of readings lose no snapshot and leave none half`,
  { timeout: 60_000 + KILLS * 2_000 },
  async () => {
    const survive = async (chain: number): Promise<number> => {
      const random = createRandom(SEED * CHAINS + chain);
      const dataDir = makeDataDir();
      const all: Acknowledged[] = [];
      for (let kill = chain; kill < KILLS; kill += CHAINS) {
        all.push(...(await syncAndKill(dataDir, random)));
        expectAllThere(dataDir, all);
      }
      return all.length;
    };
    const counts = await Promise.all(Array.from({ length: CHAINS }, (_, chain) => survive(chain)));
    console.log(`acknowledged and found again: ${counts.join(" + ")} snapshots`);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  },
);
