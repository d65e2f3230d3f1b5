import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { APPLICATION_ID } from "../../electron/store/migrations/0010-initial.ts";
import { mountSmallDisk } from "../../electron/store/testing/small-disk.ts";
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

test("a file in the place of the data folder is said in the window and left as it was", async ({
  launch,
  dataDir,
}) => {
  rmdirSync(dataDir);
  writeFileSync(dataDir, "not a folder");
  const { page } = await launch();
  await expect(page.getByText(/data folder can't be/).first()).toBeVisible();
  expect(readFileSync(dataDir, "utf8")).toBe("not a folder");
});

test("a log that finds the disk full stops nothing", async ({ launch, dataDir }) => {
  mkdirSync(join(dataDir, "logs"));
  symlinkSync("/dev/full", join(dataDir, "logs", "keel.log"));
  const { app, page } = await launch();
  await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
  expect(app.process().exitCode).toBeNull();
});

test("a disk that fills up is said, and what follows is stored (skipped without root)", async ({
  launch,
  dataDir,
}) => {
  const unmount = mountSmallDisk(dataDir, 24 * 1024);
  test.skip(unmount === null, "only root may mount a small disk");
  try {
    const { app, page } = await launch();
    await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
    await page.keyboard.press("2");
    const row = page.locator("[data-testid^='account-']").first();
    const filler = join(dataDir, "filler");
    fill(filler);
    await expect(row).toContainText("The disk is full", { timeout: 30_000 });
    expect(app.process().exitCode).toBeNull();
    rmSync(filler);
    await row.getByRole("button", { name: "Sync now" }).click();
    await expect(row).not.toContainText("The disk is full");
    await expect(row).toContainText("live");
    await app.close();
  } finally {
    unmount?.();
  }
});

/** Takes what space there is, to the last page. */
function fill(file: string): void {
  const page = Buffer.alloc(4096);
  const filler = openSync(file, "w");
  try {
    for (;;) writeSync(filler, page);
  } catch (error) {
    if (Reflect.get(Object(error), "code") !== "ENOSPC") throw error;
  } finally {
    closeSync(filler);
  }
}
