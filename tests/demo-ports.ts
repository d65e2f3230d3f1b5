import path from "node:path";
import { startDemoVenue } from "../electron/demo/demo-venue.ts";
import type { ConnectExchange } from "../electron/exchange/exchange-client.ts";
import { createTurns } from "../electron/exchange/turns.ts";
import { type AppPorts, PLAIN_POWER } from "../electron/ports.ts";

const BODIES = path.join(import.meta.dirname, "../resources/demo");

/** The world of an app that reads nothing but its demo: for tests that run one in a process of its own. */
export function createDemoPorts(dataDir: string, connectExchange: ConnectExchange): AppPorts {
  const silent = () => {};
  const none = () => Promise.reject(new Error("the demo has no key"));
  return {
    dataDir,
    now: Date.now,
    log: { debug: silent, info: silent, warn: console.error, error: console.error },
    vault: {
      store: none,
      find: none,
      remove: none,
      sweep: async () => {},
      refusedBecause: () => null,
    },
    notifier: { notify: () => Promise.resolve() },
    connectExchange,
    saveFile: async () => false,
    readTemplate: async () => "",
    startDemo: () => startDemoVenue({ now: Date.now, bodiesDir: BODIES }),
    replayUrl: null,
    version: "0.0.0",
    power: PLAIN_POWER,
    nextTurn: createTurns(),
    runtimeNotice: null,
    keysRefusedBecause: null,
  };
}
