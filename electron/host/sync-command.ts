import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { app } from "electron";
import { CallError } from "../cli/call-error.ts";
import { syncAccounts } from "../cli/sync.ts";
import { createCcxtConnector } from "../exchange/ccxt-client.ts";
import { createDesktopKeyStore } from "./desktop-key-store.ts";
import { createKnownSecrets, learnFirst } from "./known-secrets.ts";
import type { LaunchOptions } from "./launch-options.ts";
import { redactSecrets } from "./redact-secrets.ts";
import { createSecretVault } from "./secret-vault.ts";

/**
 * `keel sync` inside the app, which alone can open the desktop's key store: no window, no schedule,
 * no alerts. Ends the process with the command's exit status. Electron must be ready. Beside a
 * running app it does nothing and says so: two readers would only ask the venues twice.
 */
export async function runSync(
  args: readonly string[],
  dataDir: string,
  options: LaunchOptions,
  isFirst: boolean,
): Promise<void> {
  const secrets = createKnownSecrets();
  if (!isFirst) return refuse("sync: Keel is running and reads its accounts by itself", 1);
  try {
    const { allowPlainTextKeys, replayUrl } = options;
    const keyStore = createDesktopKeyStore(allowPlainTextKeys);
    const vault = createSecretVault(join(dataDir, "vault"), keyStore);
    const connectExchange = learnFirst(secrets, createCcxtConnector());
    const print = (text: string) => process.stdout.write(secrets.redact(text));
    const reach = { connectExchange, now: Date.now, replayUrl, vault, print, pause: setTimeout };
    app.exit(await syncAccounts([...args, "--data-dir", dataDir], reach));
  } catch (error) {
    const reason = error instanceof CallError ? error.message : `sync: ${String(error)}`;
    refuse(redactSecrets(secrets.redact(reason)), 2);
  }
}

function refuse(reason: string, status: number): void {
  process.stderr.write(`${reason}\n`);
  app.exit(status);
}
