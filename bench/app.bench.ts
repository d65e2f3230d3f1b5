/*
 * Start to the first figure and resident memory of all processes, each beside a bare Electron
 * window in the same run. Needs the built app and a display; `npm run bench` provides both.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { _electron } from "@playwright/test";

const ROOT = join(import.meta.dirname, "..");
const RUNS = 7;
/** Idle time before memory is read, so that start-up garbage is gone. */
const SETTLE_MS = 3_000;
const electronPath: unknown = createRequire(import.meta.url)("electron");

type Subject = {
  readonly name: string;
  readonly args: (dataDir: string) => string[];
  readonly ready: string;
};
type Run = { readonly startMs: number; readonly residentMb: number; readonly processes: number };

const SUBJECTS: readonly Subject[] = [
  {
    name: "bare window",
    args: (dataDir) => [join(import.meta.dirname, "bare-window"), `--user-data-dir=${dataDir}`],
    ready: "[data-testid=ready]",
  },
  {
    name: "Keel, demo",
    args: (dataDir) => [ROOT, "--data-dir", dataDir],
    ready: "[data-testid=equity-value][data-value]:not([data-value=''])",
  },
];

async function measure({ args, ready }: Subject): Promise<Run> {
  const dataDir = await mkdtemp(join(tmpdir(), "keel-bench-"));
  const from = performance.now();
  const app = await _electron.launch({ executablePath: String(electronPath), args: args(dataDir) });
  const page = await app.firstWindow();
  await page.locator(ready).first().waitFor();
  const startMs = performance.now() - from;
  await sleep(SETTLE_MS);
  const metrics = await app.evaluate(({ app: electron }) => electron.getAppMetrics());
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
  const residentKb = metrics.reduce((sum, { memory }) => sum + memory.workingSetSize, 0);
  return { startMs, residentMb: residentKb / 1024, processes: metrics.length };
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => (sorted[index] ?? Number.NaN).toFixed(0);
  return `${at(Math.floor(sorted.length / 2))} (${at(0)}–${at(sorted.length - 1)})`;
}

const runs = new Map<string, Run[]>(SUBJECTS.map(({ name }) => [name, []]));
for (let run = 0; run < RUNS; run += 1)
  for (const subject of SUBJECTS) runs.get(subject.name)?.push(await measure(subject));

console.log(`median (min–max) of ${RUNS} runs, taken in turn`);
for (const [name, measured] of runs) {
  const start = spread(measured.map((each) => each.startMs));
  const resident = spread(measured.map((each) => each.residentMb));
  console.log(
    `${name.padEnd(12)}  start ${start} ms  resident ${resident} MB in ${measured[0]?.processes} processes`,
  );
}
