import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addUp, lastLine, readPlaywrightCounts, readVitestCounts, summaryOf } from "./counts.mjs";
import { doesInstallMatch } from "./dependencies.mjs";
import { withLock } from "./lock-file.mjs";
import { missingOf } from "./system-packages.mjs";

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keel-setup-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("doesInstallMatch", () => {
  const lock = (packages) => JSON.stringify({ packages: { "": { name: "keel" }, ...packages } });
  const wanted = lock({
    "node_modules/a": { version: "1.0.0" },
    "node_modules/a-darwin": { version: "1.0.0", optional: true },
  });

  it("is content with what npm installed, other platforms' packages left out", () => {
    expect(doesInstallMatch(wanted, lock({ "node_modules/a": { version: "1.0.0" } }))).toBe(true);
  });

  it.each([
    {},
    { "node_modules/a": { version: "1.0.1" } },
    { "node_modules/a": { version: "1.0.0" }, "node_modules/a-darwin": { version: "0.9.0" } },
  ])("asks for a new install over %j", (installed) => {
    expect(doesInstallMatch(wanted, lock(installed))).toBe(false);
  });
});

describe("missingOf", () => {
  it("takes any one name of a package and trusts only what is fully installed", () => {
    const wanted = [["xvfb"], ["libgtk-3-0t64", "libgtk-3-0"], ["unzip"], ["dbus"]];
    const listing = "installed libgtk-3-0\nconfig-files unzip\ninstalled dbus\n";
    expect(missingOf(wanted, listing)).toEqual([["xvfb"], ["unzip"]]);
  });
});

describe("withLock", () => {
  it("lets one in at a time and leaves nothing behind", async () => {
    const file = join(folder, "setup.lock");
    const events = [];
    const work = (name) => async () => {
      events.push(`${name} in`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} out`);
    };
    await Promise.all([withLock(file, work("a")), withLock(file, work("b"))]);
    expect(events).toEqual(["a in", "a out", "b in", "b out"]);
    expect(() => readFileSync(file)).toThrow("ENOENT");
  });

  it("takes over from a process that is gone", async () => {
    const file = join(folder, "setup.lock");
    // Linux gives out no process number this high.
    writeFileSync(file, "4194305");
    expect(await withLock(file, () => "done")).toBe("done");
  });

  it("is free again after a failure", async () => {
    const file = join(folder, "setup.lock");
    await expect(withLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await withLock(file, () => "done")).toBe("done");
  });
});

describe("counts", () => {
  const write = (report) => {
    const file = join(folder, "report.json");
    writeFileSync(file, JSON.stringify(report));
    return file;
  };

  it("counts a test file that could not be loaded as a failure", () => {
    const file = write({
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
      testResults: [
        { status: "failed", assertionResults: [] },
        { status: "failed", assertionResults: [{}] },
        { status: "passed", assertionResults: [{}] },
      ],
    });
    expect(readVitestCounts(file)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it("counts a test that needed a second try as a failure", () => {
    const file = write({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 3 } });
    expect(readPlaywrightCounts(file)).toEqual({ passed: 7, failed: 2, skipped: 3 });
  });

  it("knows that nothing was counted", () => {
    expect(readVitestCounts(join(folder, "none.json"))).toBeNull();
  });

  it("ends in one plain line", () => {
    const one = { passed: 3, failed: 0, skipped: 0 };
    expect(lastLine(addUp([one, one]))).toBe("6 passed, 0 failed");
    expect(lastLine(addUp([one, { passed: 0, failed: 1, skipped: 2 }]))).toBe(
      "3 passed, 1 failed, 2 skipped",
    );
  });

  it("finds a runner's closing lines, colours or not", () => {
    const output = "test 1\n\u001B[2m Test Files \u001B[22m 1 passed\n Tests 1 passed\n\n hint\n";
    expect(summaryOf(output, /^\s*Test Files /)).toBe(
      "\u001B[2m Test Files \u001B[22m 1 passed\n Tests 1 passed",
    );
    expect(summaryOf("crashed", /^\s*Test Files /)).toContain("did not run to its end");
  });
});
