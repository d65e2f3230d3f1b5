/*
 * The same as sync.bench.ts in the built app with its window on the overview: delay of the main
 * process's event loop while 20 accounts × 100 positions are read at once.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { startLargeVenue } from "./start-large-venue.ts";

const ROOT = join(import.meta.dirname, "..");
const ACCOUNTS = 20;
const ROUNDS = Number(process.argv[2] ?? 20);
const electronPath: unknown = createRequire(import.meta.url)("electron");

async function addAccounts(page: Page): Promise<readonly string[]> {
  const replies = await page.evaluate(async (count) => {
    const answers: unknown[] = [];
    for (let index = 0; index < count; index += 1) {
      const input = {
        ...{ venue: "binanceusdm", marginModel: "binance-usdm", label: `Bench ${index}` },
        ...{ apiKey: `bench-${index}`, secret: "bench" },
      };
      answers.push(await Reflect.get(globalThis, "keel").invoke("accounts.add", input));
    }
    return answers;
  }, ACCOUNTS);
  return replies.map((reply) => {
    const { ok, value } = reply as { ok: boolean; value: { accountId: string } };
    if (!ok) throw new Error(JSON.stringify(reply));
    return value.accountId;
  });
}

function startMeter(app: ElectronApplication): Promise<void> {
  return app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule("node:perf_hooks");
    const delay = monitorEventLoopDelay({ resolution: 1 });
    Reflect.set(globalThis, "benchDelay", delay);
    delay.enable();
  });
}

function readMeter(app: ElectronApplication) {
  return app.evaluate(({ app: electron }) => {
    const delay = Reflect.get(globalThis, "benchDelay");
    delay.disable();
    const ms = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(1);
    const megabytes = (kind: string) => {
      const found = electron.getAppMetrics().find(({ type }) => type === kind);
      return ((found?.memory.workingSetSize ?? 0) / 1024).toFixed(0);
    };
    return {
      "delay p50 ms": ms(delay.percentile(50)),
      "p99 ms": ms(delay.percentile(99)),
      "max ms": ms(delay.max),
      "main MB": megabytes("Browser"),
      "window MB": megabytes("Tab"),
      "heap MB": (process.memoryUsage().heapUsed / 2 ** 20).toFixed(0),
    };
  });
}

async function measured(app: ElectronApplication, work: () => Promise<unknown>, times = 1) {
  await startMeter(app);
  const from = performance.now();
  for (let done = 0; done < times; done += 1) await work();
  const wallMs = (performance.now() - from) / times;
  // A collection of garbage there may take Playwright's own promise with it.
  const report = await readMeter(app).catch(() => readMeter(app));
  return { "wall ms": wallMs.toFixed(0), ...report };
}

const venue = await startLargeVenue();
const dataDir = await mkdtemp(join(tmpdir(), "keel-bench-"));
const app = await _electron.launch({
  executablePath: String(electronPath),
  args: [ROOT, "--data-dir", dataDir, "--allow-plain-text-keys"],
  env: { ...(process.env as Record<string, string>), KEEL_REPLAY_URL: venue.proxyUrl },
});
try {
  const page = await app.firstWindow();
  await page
    .locator("[data-testid=equity-value][data-value]:not([data-value=''])")
    .first()
    .waitFor();
  const idle = await measured(app, () => page.waitForTimeout(5_000));
  const ids = await addAccounts(page);
  const syncAll = () =>
    page.evaluate(
      (all) =>
        Promise.all(
          all.map((id) =>
            Reflect.get(globalThis, "keel").invoke("accounts.sync", { accountId: id }),
          ),
        ),
      ids,
    );
  const first = await measured(app, syncAll);
  const more = await measured(app, syncAll, ROUNDS);
  console.log(`${ACCOUNTS} accounts × 100 positions in the built app, its window on the overview`);
  console.table({ "the demo alone": idle, "all at once": first, [`each of ${ROUNDS} more`]: more });
} finally {
  await app.close();
  venue.stop();
  await rm(dataDir, { recursive: true, force: true });
}
