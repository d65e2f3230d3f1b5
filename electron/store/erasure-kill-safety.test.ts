import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createErasureStore } from "./erasure-store.ts";
import { openDatabase } from "./open-database.ts";
import { createSnapshotStore } from "./snapshot-store.ts";
import { addFilledAccount } from "./testing/fill-account.ts";
import { makeDataDir } from "./testing/open-test-database.ts";

const ERASER = fileURLToPath(new URL("./testing/erase-until-killed.ts", import.meta.url));
const SNAPSHOTS = 900;
const POSITIONS = 30;

/** Lets the eraser say some words, then kills it a little later; whether that came before its end. */
async function eraseAndKill(dataDir: string, words: number, delayMs: number): Promise<boolean> {
  const eraser = spawn(process.execPath, [ERASER, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = 0;
  createInterface({ input: eraser.stdout }).on("line", () => {
    said += 1;
    if (said === words) setTimeout(() => eraser.kill("SIGKILL"), delayMs);
  });
  await once(eraser, "exit");
  return eraser.signalCode === "SIGKILL";
}

function fill(dataDir: string) {
  const db = openDatabase({ dataDir, now: 0 });
  const leaves = addFilledAccount(db, { mark: 71, snapshots: SNAPSHOTS, positions: POSITIONS });
  const stays = addFilledAccount(db, { mark: 24, snapshots: 50, positions: POSITIONS });
  leaves.readAll();
  stays.readAll();
  createErasureStore(db).append(leaves.accountId, 1);
  db.close();
  return { leaves: leaves.accountId, stays: stays.accountId };
}

it(
  "an eraser killed at any point leaves whole snapshots, and the next one ends its work",
  { timeout: 120_000 },
  async () => {
    const dataDir = makeDataDir();
    const { leaves, stays } = fill(dataDir);
    const left: number[] = [];
    for (let round = 0, isKilled = true; isKilled; round += 1) {
      isKilled = await eraseAndKill(dataDir, 1 + (round % 3), (round * 3.7) % 11);
      const db = openDatabase({ dataDir, now: round });
      const store = createSnapshotStore(db);
      expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
      expect(db.pragma("foreign_key_check")).toEqual([]);
      expect(halfErased(db)).toEqual([]);
      expect(store.count(stays)).toBe(50);
      left.push(store.count(leaves));
      db.close();
    }
    expect(left.length).toBeGreaterThan(3);
    expect(left.some((count) => count > 0 && count < SNAPSHOTS)).toBe(true);
    const db = openDatabase({ dataDir, now: 0 });
    const erasures = createErasureStore(db);
    expect([erasures.listUnfinished(), erasures.hasTraces()]).toEqual([[], false]);
    expect(db.prepare("SELECT account_id FROM account").all()).toEqual([{ account_id: stays }]);
    db.close();
  },
);

function halfErased(db: ReturnType<typeof openDatabase>) {
  return db
    .prepare(
      `SELECT snapshot_id FROM snapshot LEFT JOIN snapshot_position USING (snapshot_id)
       GROUP BY snapshot_id HAVING count(ordinal) <> ?`,
    )
    .all(POSITIONS);
}
