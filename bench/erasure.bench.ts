/** Erasing 100 000 snapshots of 20 positions from between another account's, and wiping the file. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountId } from "#shared/domain/ids.ts";
import { createErasureStore } from "../electron/store/erasure-store.ts";
import { DATABASE_FILE, openDatabase } from "../electron/store/open-database.ts";
import { createSnapshotStore } from "../electron/store/snapshot-store.ts";
import { addFilledAccount } from "../electron/store/testing/fill-account.ts";

const SNAPSHOTS = 100_000;
const POSITIONS = 20;

const dataDir = mkdtempSync(join(tmpdir(), "keel-bench-"));
try {
  measure(openDatabase({ dataDir, now: 0 }));
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

function measure(db: ReturnType<typeof openDatabase>): void {
  fill(db);
  const erasures = createErasureStore(db);
  const leaves = accountId("id-1");
  erasures.append(leaves, 0);
  const parts: number[] = [];
  while (erasures.listUnfinished().length > 0) parts.push(time(() => erasures.eraseSome(leaves)));
  const left = createSnapshotStore(db).count(leaves);
  const wiping = time(erasures.wipeTraces);
  const sorted = parts.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  const total = parts.reduce((sum, part) => sum + part, 0);
  console.log(
    `erasing ${SNAPSHOTS} snapshots × ${POSITIONS} positions: ${(total / 1000).toFixed(1)} s in ${parts.length} parts, ` +
      `median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms, longest ${at(1)} ms; ${left} left`,
  );
  console.log(`wiping: ${(wiping / 1000).toFixed(2)} s for the ${megabytes()} MB that stay`);
  db.close();
}

/** What is measured are the deletions, so the rows go in without waiting for the disk. */
function fill(db: ReturnType<typeof openDatabase>): void {
  db.pragma("synchronous = OFF");
  const leaves = addFilledAccount(db, { mark: 1, snapshots: 0, positions: POSITIONS });
  const stays = addFilledAccount(db, { mark: 2, snapshots: 0, positions: POSITIONS });
  for (let readAt = 0; readAt < SNAPSHOTS; readAt += 1) {
    leaves.read(readAt);
    if (readAt % 2 === 0) stays.read(readAt);
  }
  db.pragma("wal_checkpoint(TRUNCATE)");
  console.log(`filled: ${megabytes()} MB`);
  db.pragma("synchronous = FULL");
}

function megabytes(): string {
  return (statSync(join(dataDir, DATABASE_FILE)).size / 1024 ** 2).toFixed(0);
}

function time(run: () => unknown): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}
