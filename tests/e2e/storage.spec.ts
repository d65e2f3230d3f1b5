import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { APPLICATION_ID } from "../../electron/store/migrations/0010-initial.ts";
import { expect, test } from "./support/keel.ts";

test("a database of a newer version is refused in words and left as it was", async ({
  launch,
  dataDir,
}) => {
  const file = join(dataDir, "keel.db");
  const db = new Database(file);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma("user_version = 999999");
  db.exec("CREATE TABLE future (x TEXT) STRICT");
  db.close();
  const before = readFileSync(file);
  const { page } = await launch();
  await expect(page.getByText(/newer/i).first()).toBeVisible();
  expect(readFileSync(file).equals(before)).toBe(true);
});

test("a file that is no database is refused in words and left as it was", async ({
  launch,
  dataDir,
}) => {
  const file = join(dataDir, "keel.db");
  const before = Buffer.from("This is not a database, but somebody may want it back.".repeat(100));
  writeFileSync(file, before);
  const { page } = await launch();
  await expect(page.getByText(/database|data file|damaged/i).first()).toBeVisible();
  expect(readFileSync(file).equals(before)).toBe(true);
});
