// Prints milliseconds and resident megabytes that loading some classes takes in a process of its own.
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";

const [file, ...ids] = process.argv.slice(2);
const residentBefore = process.memoryUsage.rss();
const from = performance.now();
const { loadCcxt } = await import(pathToFileURL(file).href);
for (const id of ids) Reflect.construct((await loadCcxt(id)).Class, []);
const tookMs = performance.now() - from;
console.log(`${tookMs} ${(process.memoryUsage.rss() - residentBefore) / 1024 ** 2}`);
