import { EventEmitter, once } from "node:events";
import { writeSync } from "node:fs";
import path from "node:path";
import { createApp } from "../../electron/app.ts";
import { startDemoVenue } from "../../electron/demo/demo-venue.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { createTurns } from "../../electron/exchange/turns.ts";
import { PLAIN_POWER } from "../../electron/ports.ts";

/** The app as it ships, but for Electron, until the demo was read twice. */
const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("usage: run-demo.ts DATA_DIR");

const bodiesDir = path.join(import.meta.dirname, "../../resources/demo");
const silent = () => {};
const none = () => Promise.reject(new Error("the demo has no key"));
const app = createApp({
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
  connectExchange: connectCcxt,
  saveFile: async () => false,
  readTemplate: async () => "",
  startDemo: () => startDemoVenue({ now: Date.now, bodiesDir }),
  replayUrl: null,
  version: "0.0.0",
  power: PLAIN_POWER,
  nextTurn: createTurns(),
  runtimeNotice: null,
  keysRefusedBecause: null,
});
const news = new EventEmitter();
app.subscribe(({ topic }) => void news.emit(topic));
const first = once(news, "risk.updated");
await app.start();
await first;
await once(news, "risk.updated");
writeSync(1, "stored\n");
await app.stop();
