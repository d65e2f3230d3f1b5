import { EventEmitter, once } from "node:events";
import { writeSync } from "node:fs";
import { createApp } from "../../electron/app.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { createDemoPorts } from "../demo-ports.ts";

/** The app as it ships, but for Electron, until the demo was read twice. */
const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("usage: run-demo.ts DATA_DIR");

const app = createApp(createDemoPorts(dataDir, connectCcxt));
const news = new EventEmitter();
app.subscribe(({ topic }) => void news.emit(topic));
const first = once(news, "risk.updated");
await app.start();
await first;
await once(news, "risk.updated");
writeSync(1, "stored\n");
await app.stop();
