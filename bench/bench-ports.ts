import { createCcxtConnector } from "../electron/exchange/ccxt-client.ts";
import { createTurns } from "../electron/exchange/turns.ts";
import { type AppPorts, PLAIN_POWER } from "../electron/ports.ts";

/** The app as it ships but for Electron: keys of no use, nothing told, nothing saved. */
export function createBenchPorts(dataDir: string, replayUrl: string | null): AppPorts {
  const silent = () => {};
  const nextTurn = createTurns();
  const none = () => Promise.reject(new Error("not in this measurement"));
  return {
    dataDir,
    now: Date.now,
    log: { debug: silent, info: silent, warn: console.error, error: console.error },
    vault: {
      store: none,
      find: async (id) => ({ apiKey: id, secret: "bench" }),
      remove: none,
      sweep: () => Promise.resolve(),
      refusedBecause: () => null,
    },
    notifier: { notify: () => Promise.resolve() },
    connectExchange: createCcxtConnector({ nextTurn }),
    nextTurn,
    saveFile: async () => false,
    readTemplate: none,
    startDemo: none,
    replayUrl,
    version: "0.0.0",
    power: PLAIN_POWER,
    runtimeNotice: null,
    keysRefusedBecause: null,
  };
}
