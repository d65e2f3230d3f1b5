import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { app } from "electron";
import { startDemoVenue } from "../demo/demo-venue.ts";
import { createCcxtConnector } from "../exchange/ccxt-client.ts";
import { createTurns } from "../exchange/turns.ts";
import type { AppPorts, Log } from "../ports.ts";
import { createDesktopKeyStore } from "./desktop-key-store.ts";
import { createDesktopNotifier } from "./desktop-notifier.ts";
import { type KnownSecrets, learnFirst } from "./known-secrets.ts";
import type { LaunchOptions } from "./launch-options.ts";
import { watchPower } from "./power.ts";
import { assessRuntime } from "./runtime.ts";
import { saveFile } from "./save-file.ts";
import { createSecretVault } from "./secret-vault.ts";

/** The real world for `createApp`. Electron must be ready: the key store is not there before. */
export function createAppPorts(
  dataDir: string,
  options: LaunchOptions,
  focusWindow: () => void,
  { log, secrets }: { readonly log: Log; readonly secrets: KnownSecrets },
): AppPorts {
  const { notice, keysRefusedBecause } = assessRuntime(process.versions.electron);
  const resources = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), "resources");
  const bodiesDir = join(resources, "demo");
  const nextTurn = createTurns();
  return {
    dataDir,
    now: Date.now,
    log,
    vault: createSecretVault(
      join(dataDir, "vault"),
      createDesktopKeyStore(options.allowPlainTextKeys),
    ),
    notifier: createDesktopNotifier(focusWindow),
    connectExchange: learnFirst(secrets, createCcxtConnector({ nextTurn })),
    nextTurn,
    startDemo: () => startDemoVenue({ now: Date.now, bodiesDir }),
    saveFile,
    readTemplate: () => readFile(join(resources, "portfolio-template.csv"), "utf8"),
    replayUrl: options.replayUrl,
    version: app.getVersion(),
    power: watchPower(),
    runtimeNotice: notice,
    keysRefusedBecause,
  };
}
