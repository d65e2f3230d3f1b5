/* Two large books, shown for what they would do and imported, by the app as it ships but for Electron. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { createApp } from "../electron/app.ts";
import { buildBook } from "../electron/document/testing/build-book.ts";
import { createBenchPorts } from "./bench-ports.ts";

const SIZES = [
  { accounts: 1_000, positions: 30 },
  { accounts: 20, positions: 1_000 },
  { accounts: 1, positions: 20_000 },
];

/** How long it took, and the longest the event loop had to wait meanwhile. */
async function measured(work: () => Promise<{ readonly ok: boolean }>) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // The first delay is told from the second look on.
  await sleep(50);
  const from = performance.now();
  const reply = await work();
  const wallMs = performance.now() - from;
  // The delay of the last turn is noticed in the next.
  await sleep(50);
  delay.disable();
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  const ms = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(0);
  return {
    "wall ms": wallMs.toFixed(0),
    "p99 ms": ms(delay.percentile(99)),
    "longest ms": ms(delay.max),
  };
}

for (const size of SIZES) {
  const dataDir = mkdtempSync(join(tmpdir(), "keel-bench-"));
  const ports = createBenchPorts(dataDir, null);
  // The demo is not part of it.
  const app = createApp({ ...ports, log: { ...ports.log, warn: () => {}, error: () => {} } });
  const text = buildBook(size);
  const preview = await measured(() => app.dispatch("books.preview", { text }));
  const again = await measured(() => app.dispatch("books.preview", { text }));
  const imported = await measured(() => app.dispatch("books.import", { text }));
  console.log(
    `${size.accounts} accounts × ${size.positions} positions, ${(text.length / 1e6).toFixed(1)} MB`,
  );
  console.table({ preview, "preview again": again, import: imported });
  await app.stop();
  rmSync(dataDir, { recursive: true });
}
