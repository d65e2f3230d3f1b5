import Database from "better-sqlite3";
import type { ErrorCode } from "#shared/contract/reply.ts";

export type StorageFault =
  | "newer"
  | "foreign"
  | "damaged"
  | "unwritable"
  | "full"
  | "busy"
  | "other";

/** A failure of the database file. The message is a sentence for the trader: no path, no SQL. */
export class StorageError extends Error {
  readonly code: ErrorCode = "storage_failed";
  readonly fault: StorageFault;

  constructor(fault: StorageFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "StorageError";
    this.fault = fault;
  }
}

const FAULTS: readonly {
  readonly codes: RegExp;
  readonly fault: StorageFault;
  readonly message: string;
}[] = [
  {
    codes: /^SQLITE_(FULL|IOERR_WRITE)/,
    fault: "full",
    message:
      "The disk is full: nothing new can be stored. Free some space; Keel then goes on by itself.",
  },
  {
    codes: /^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/,
    fault: "unwritable",
    message:
      "Keel's data folder can't be written. Check the folder's permissions and start Keel again.",
  },
  {
    codes: /^SQLITE_(CORRUPT|NOTADB)/,
    fault: "damaged",
    message:
      "Keel's database is damaged and was left untouched. Move keel.db out of the data folder, or put a copy from its backups folder in its place, and start Keel again.",
  },
  {
    codes: /^SQLITE_(BUSY|LOCKED)/,
    fault: "busy",
    message: "Another program holds Keel's database. Close it and try again.",
  },
  {
    codes: /^SQLITE_IOERR/,
    fault: "other",
    message: "The disk reported an error while Keel was using its database. Check the disk.",
  },
];

/**
 * What a failed call of the database means. `null` for anything that is not the file's fault, a
 * broken constraint among them: that is our mistake and must not be told as a disk problem.
 */
export function toStorageError(error: unknown): StorageError | null {
  if (error instanceof StorageError) return error;
  if (!(error instanceof Database.SqliteError)) return null;
  const known = FAULTS.find(({ codes }) => codes.test(error.code));
  return known === undefined ? null : new StorageError(known.fault, known.message, error);
}

/** Runs one use of the database; a fault of the file comes out as a `StorageError`. */
export function guardStorage<Result>(use: () => Result): Result {
  try {
    return use();
  } catch (error) {
    throw toStorageError(error) ?? error;
  }
}

/** What is read, or `null` where the file does not give it: damage to one thing must not hide the rest. */
export function readableOrNull<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch (error) {
    if (toStorageError(error) === null) throw error;
    return null;
  }
}

type StoreFunction = (...args: never[]) => unknown;

/** The same store with every function guarded. */
export function guardStore<Store extends Record<string, StoreFunction>>(store: Store): Store {
  const guarded = Object.entries<StoreFunction>(store).map(([name, use]) => [
    name,
    (...args: never[]) => guardStorage(() => use(...args)),
  ]);
  // The entries are the store's own functions under their own names, each wrapped once.
  return Object.fromEntries(guarded) as Store;
}
