import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { app, BrowserWindow } from "electron";
import { createApp } from "./app.ts";
import { createAppPorts } from "./host/app-ports.ts";
import { registerAppScheme, serveApp } from "./host/app-protocol.ts";
import { APP_ORIGIN } from "./host/asset-path.ts";
import { closeNetwork } from "./host/close-network.ts";
import { surviveFaults, surviveLostTerminal } from "./host/faults.ts";
import { connectWindow } from "./host/ipc-transport.ts";
import { createKnownSecrets, type KnownSecrets } from "./host/known-secrets.ts";
import { readLaunchOptions } from "./host/launch-options.ts";
import { createLogFile } from "./host/log-file.ts";
import { setMenu } from "./host/menu.ts";
import { chooseRuntimeFolder, toSessionFolder } from "./host/runtime-folder.ts";
import { runSync } from "./host/sync-command.ts";
import { reportToTerminal } from "./host/terminal-report.ts";
import { lockDownContents, openWindow } from "./host/window.ts";
import type { App, Log } from "./ports.ts";
import { secureProcess } from "./secure-process.ts";

const STOP_LIMIT_MS = 5_000;
const options = readLaunchOptions(process.argv, process.env, app.isPackaged);

secureProcess();
surviveLostTerminal();
app.setName("Keel");
app.setAppUserModelId("invalid.example.keel");
const dataDir = options.dataDir ?? app.getPath("userData");
const runtimeDir = chooseRuntimeFolder(dataDir);
app.setPath("userData", runtimeDir);
app.setPath("sessionData", toSessionFolder(runtimeDir));

const { syncArgs } = options;
const isFirst = app.requestSingleInstanceLock();
if (syncArgs !== null) launchSync(syncArgs);
else if (isFirst) launch();
else app.quit();

function launchSync(args: readonly string[]): void {
  closeNetwork(null, () => {});
  app.on("ready", () => void runSync(args, dataDir, options, isFirst));
}

function launch(): void {
  const secrets = createKnownSecrets();
  const log = createLogFile({
    folder: join(dataDir, "logs"),
    now: Date.now,
    maxBytes: 5_000_000,
    redactKnown: secrets.redact,
    echo: (line) => process.stderr.write(`${line}\n`),
  });
  surviveFaults(log);
  registerAppScheme();
  closeNetwork(options.devUrl, (host) => log.warn("request refused", { host }));
  lockDownContents(log);
  app.on("second-instance", focusWindow);
  app.on("window-all-closed", () => app.quit());
  app.on("ready", () => void run(log, secrets));
}

async function run(log: Log, secrets: KnownSecrets): Promise<void> {
  log.info("started", { version: app.getVersion(), electron: process.versions.electron });
  setMenu();
  serveApp(join(import.meta.dirname, "../renderer"));
  const keel = createApp(createAppPorts(dataDir, options, focusWindow, { log, secrets }));
  stopBeforeQuit(keel);
  const { devUrl } = options;
  const window = openWindow(devUrl ?? `${APP_ORIGIN}/index.html`, dataDir, log);
  connectWindow(window, keel, devUrl === null ? APP_ORIGIN : new URL(devUrl).origin, log);
  if (options.reportsToTerminal) {
    const print = (text: string) => process.stdout.write(secrets.redact(text));
    reportToTerminal(keel, window, dataDir, print);
  }
  await keel.start();
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized() === true) window.restore();
  window?.show();
  window?.focus();
}

/** Lets a running snapshot reach the disk before the process ends, within limits. */
function stopBeforeQuit(keel: App): void {
  app.once("before-quit", (event) => {
    event.preventDefault();
    void stopAndQuit(keel);
  });
}

async function stopAndQuit(keel: App): Promise<void> {
  try {
    await Promise.race([keel.stop(), wait(STOP_LIMIT_MS)]);
  } finally {
    app.quit();
  }
}
