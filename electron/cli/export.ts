import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { toCsv } from "../document/csv/to-csv.ts";
import { toPortfolioDocument } from "../document/to-portfolio.ts";
import { createAccountStore } from "../store/account-store.ts";
import { DATABASE_FILE, openDatabase } from "../store/open-database.ts";
import { createSnapshotStore } from "../store/snapshot-store.ts";
import { StorageError } from "../store/storage-error.ts";
import { listStoredBook } from "../store/stored-book.ts";
import { CallError } from "./call-error.ts";
import { defaultDataDir } from "./data-dir.ts";

/** `keel export --format json|csv [--at TIME] [--data-dir DIR]`: the stored book as a portfolio document. */
export async function exportBook(args: string[]): Promise<number> {
  const { format, dataDir, at } = readCall(args);
  if (!existsSync(join(dataDir, DATABASE_FILE)))
    throw new CallError(`${dataDir}: holds no Keel data`);
  const document = toPortfolioDocument(readBook(dataDir, at), at ?? Date.now());
  process.stdout.write(FORMATS[format](document));
  return 0;
}

const FORMATS = {
  json: (document: ReturnType<typeof toPortfolioDocument>) =>
    `${JSON.stringify(document, null, 2)}\n`,
  csv: toCsv,
} as const;

type Call = {
  readonly format: keyof typeof FORMATS;
  readonly dataDir: string;
  /** `null` is now. */
  readonly at: number | null;
};

function readCall(args: string[]): Call {
  const { format, dataDir, at } = parseCall(args);
  if (format !== "json" && format !== "csv")
    throw new CallError("export: --format takes json or csv");
  const time = at === undefined ? null : Date.parse(at);
  if (time !== null && Number.isNaN(time))
    throw new CallError("export: --at takes a time such as 2026-11-22T00:00:00Z");
  return { format, dataDir: dataDir ?? defaultDataDir(), at: time };
}

function parseCall(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        format: { type: "string" },
        at: { type: "string" },
        "data-dir": { type: "string" },
      },
    });
    return { format: values.format, at: values.at, dataDir: values["data-dir"] };
  } catch (error) {
    throw new CallError(`export: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The newest snapshot of each account at that time, or with `null` the one that counts now. */
function readBook(dataDir: string, at: number | null) {
  try {
    const db = openDatabase({ dataDir, now: Date.now() });
    const stores = { accounts: createAccountStore(db), snapshots: createSnapshotStore(db) };
    const book = listStoredBook(stores, at).map(({ snapshot }) => snapshot);
    db.close();
    return book;
  } catch (error) {
    if (error instanceof StorageError) throw new CallError(`${dataDir}: ${error.message}`);
    throw error;
  }
}
