import type { Database } from "better-sqlite3";
import { guardStore } from "./storage-error.ts";

/** Small values by name, as JSON. Who reads one parses it: the file may be older than the reader. */
export type SettingStore = {
  /** `undefined` when it was never set. */
  readonly find: (name: string) => unknown;
  readonly save: (name: string, value: unknown) => void;
};

export function createSettingStore(db: Database): SettingStore {
  const select = db.prepare<[string], { value: string }>(
    "SELECT value FROM setting WHERE name = ?",
  );
  const upsert = db.prepare<[string, string]>(`
    INSERT INTO setting (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`);

  return guardStore<SettingStore>({
    find: (name) => {
      const row = select.get(name);
      const value: unknown = row === undefined ? undefined : JSON.parse(row.value);
      return value;
    },
    save: (name, value) => void upsert.run(name, JSON.stringify(value)),
  });
}
