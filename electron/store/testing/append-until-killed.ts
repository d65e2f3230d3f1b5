import { writeSync } from "node:fs";
import { openDatabase } from "../open-database.ts";
import { createSnapshotStore } from "../snapshot-store.ts";
import { buildPosition, buildSnapshot } from "./build-snapshot.ts";

/** Appends snapshots for ever and prints the id of each once it is stored. For kill-safety.test.ts. */
const [dataDir, positions] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("usage: append-until-killed.ts DATA_DIR POSITIONS");

const store = createSnapshotStore(openDatabase({ dataDir, now: 0 }));
const book = Array.from({ length: Number(positions) }, () => buildPosition());
for (let readAt = 0; ; readAt += 1) {
  const id = store.append(buildSnapshot({ readAt, positions: book }));
  writeSync(process.stdout.fd, `${id}\n`);
}
