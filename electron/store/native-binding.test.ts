import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { chooseBinding } from "./native-binding.ts";
import { makeDataDir } from "./testing/open-test-database.ts";

const FILE = `better_sqlite3-13.2.0-napi9-${process.platform}-${process.arch}.node`;

it("leaves the prebuilt binding to a runtime that can load it", () => {
  expect(chooseBinding({ napi: 10, folders: [] })).toEqual({});
});

it("takes the first binding of our own that is there on an older runtime", () => {
  const [empty, filled] = [makeDataDir(), makeDataDir()];
  writeFileSync(join(filled, FILE), "");
  expect(chooseBinding({ napi: 9, folders: [empty, filled] })).toEqual({
    nativeBinding: join(filled, FILE),
  });
});

it("says what to do when an older runtime has none, before SQLite could crash it", () => {
  expect(() => chooseBinding({ napi: 9, folders: [makeDataDir()] })).toThrow("npm start");
});
