import type { Database } from "better-sqlite3";
import { guardStorage } from "./storage-error.ts";

/** Runs work of several stores as one: all of it is kept, or nothing when it throws. */
export type Transact = <Result>(work: () => Result) => Result;

export function createTransact(db: Database): Transact {
  return (work) => guardStorage(() => db.transaction(work).immediate());
}
