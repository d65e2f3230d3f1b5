import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeDataDir } from "../store/testing/open-test-database.ts";
import { saveWholeFile } from "./write-whole-file.ts";

describe("saveWholeFile", () => {
  it("replaces what was there, for its owner only, and leaves nothing beside it", async () => {
    const folder = makeDataDir();
    const file = join(folder, "book.json");
    writeFileSync(file, "older, and longer than what comes", { mode: 0o644 });
    await saveWholeFile(file, "new é");
    expect(readFileSync(file, "utf8")).toBe("new é");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["book.json"]);
  });

  it.each([
    ["a folder that is gone", "gone/book.json", "not there any more"],
    ["a file in the place of a folder", "file/book.json", "not there any more"],
    ["a folder of that name", "folder", "A folder has that name"],
    ["a name no disk takes", `${"x".repeat(300)}.json`, "too long"],
  ])("%s: refused in words, without a path, and nothing is left", async (_, name, words) => {
    const folder = makeDataDir();
    writeFileSync(join(folder, "file"), "kept");
    mkdirSync(join(folder, "folder"));
    const written = saveWholeFile(join(folder, name), "text");
    const reason = expect.stringMatching(new RegExp(`^(?!.*${folder}).*${words}`, "s"));
    await expect(written).rejects.toMatchObject({ code: "storage_failed", message: reason });
    expect(readdirSync(folder)).toEqual(["file", "folder"]);
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("kept");
  });
});
