import { writeSync } from "node:fs";
import { createErasureStore } from "../erasure-store.ts";
import { openDatabase } from "../open-database.ts";

/**
 * Does what is left of every erasure and prints a word after each part. For
 * erasure-kill-safety.test.ts.
 */
const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("usage: erase-until-killed.ts DATA_DIR");

const say = (word: string) => writeSync(process.stdout.fd, `${word}\n`);
const erasures = createErasureStore(openDatabase({ dataDir, now: 0 }));
say("open");
for (const accountId of erasures.listUnfinished())
  while (!erasures.eraseSome(accountId)) say("part");
say("erased");
if (erasures.hasTraces()) erasures.wipeTraces();
say("wiped");
