import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openDatabase } from "./open-database.ts";
import { createSnapshotStore } from "./snapshot-store.ts";
import { TEST_ACCOUNT } from "./testing/build-snapshot.ts";
import { makeDataDir, openTestDatabase } from "./testing/open-test-database.ts";

const ROUNDS = 24;
const POSITIONS = 40;
const WRITER = fileURLToPath(new URL("./testing/append-until-killed.ts", import.meta.url));

/** Lets the writer acknowledge some snapshots, then kills it in the middle of its work. */
async function appendAndKill(dataDir: string, acknowledgements: number, delayMs: number) {
  const writer = spawn(process.execPath, [WRITER, dataDir, String(POSITIONS)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length !== acknowledgements) continue;
    setTimeout(() => writer.kill("SIGKILL"), delayMs);
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, "exit");
  expect(writer.signalCode).toBe("SIGKILL");
  return acknowledged;
}

it(
  "a killed process loses no acknowledged snapshot and leaves none half",
  { timeout: 120_000 },
  async () => {
    const dataDir = makeDataDir();
    openTestDatabase(dataDir).close();
    for (let round = 0; round < ROUNDS; round += 1) {
      const acknowledged = await appendAndKill(dataDir, 1 + (round % 3), (round * 0.7) % 5);
      const db = openDatabase({ dataDir, now: round });
      const store = createSnapshotStore(db);
      expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
      for (const id of acknowledged) expect(store.find(id)?.positions.length).toBe(POSITIONS);
      expect(halfWritten(db)).toEqual([]);
      expect(store.count(TEST_ACCOUNT)).toBeGreaterThanOrEqual(acknowledged.length);
      db.close();
    }
  },
);

function halfWritten(db: ReturnType<typeof openDatabase>) {
  return db
    .prepare(
      `SELECT snapshot_id FROM snapshot LEFT JOIN snapshot_position USING (snapshot_id)
       GROUP BY snapshot_id HAVING count(ordinal) <> ?`,
    )
    .all(POSITIONS);
}
