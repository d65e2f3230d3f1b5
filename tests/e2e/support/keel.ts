import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page, test as base } from "@playwright/test";
import { type Desktop, startDesktop } from "./desktop.ts";

const ROOT = join(import.meta.dirname, "../../..");
const electronPath: unknown = createRequire(import.meta.url)("electron");

export type Keel = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Ends the process as a power cut would. */
  readonly kill: () => Promise<void>;
};

type Fixtures = {
  /** A data folder of the test's own. */
  readonly dataDir: string;
  /** A session bus of the test's own, with a notification server on it. */
  readonly desktop: Desktop;
  /** Starts the app in that folder and on that bus, with more in its environment, its arguments and those of its runtime. */
  readonly launch: (
    env?: Readonly<Record<string, string>>,
    args?: readonly string[],
    runtimeArgs?: readonly string[],
  ) => Promise<Keel>;
};

export const test = base.extend<Fixtures>({
  // Playwright reads what a fixture needs from the pattern.
  // oxlint-disable-next-line no-empty-pattern
  dataDir: async ({}, use) => {
    const dataDir = await mkdtemp(join(tmpdir(), "keel-e2e-"));
    await use(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  },
  // oxlint-disable-next-line no-empty-pattern
  desktop: async ({}, use) => {
    const desktop = await startDesktop();
    await use(desktop);
    await desktop.close();
  },
  launch: async ({ dataDir, desktop }, use) => {
    const running: ElectronApplication[] = [];
    await use(async (env = {}, args = [], runtimeArgs = []) => {
      const app = await _electron.launch({
        executablePath: String(electronPath),
        args: [...runtimeArgs, ROOT, "--data-dir", dataDir, ...args],
        cwd: ROOT,
        env: { ...parentEnv(), DBUS_SESSION_BUS_ADDRESS: desktop.address, ...env },
      });
      running.push(app);
      const page = await app.firstWindow();
      return { app, page, kill: () => kill(app) };
    });
    for (const app of running) await app.close().catch(() => {});
  },
});

export { expect } from "@playwright/test";

async function kill(app: ElectronApplication): Promise<void> {
  const closed = app.waitForEvent("close");
  app.process().kill("SIGKILL");
  await closed;
}

function parentEnv(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** `npm run keel`, in plain Node: standard output and exit status. */
export function keel(
  args: readonly string[],
  input = "",
): { stdout: string; status: number | null } {
  const cli = join(ROOT, "electron", "cli.ts");
  const options = { input, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 } as const;
  const { stdout, status } = spawnSync(process.execPath, [cli, ...args], options);
  return { stdout, status };
}
