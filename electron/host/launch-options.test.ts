import { describe, expect, it } from "vitest";
import { readLaunchOptions } from "./launch-options.ts";

const read = (args: string[], env: Record<string, string> = {}, isPackaged = false) =>
  readLaunchOptions(["electron", ".", ...args], env, isPackaged);

describe("readLaunchOptions", () => {
  it("asks for nothing by itself", () => {
    expect(read([])).toEqual({
      dataDir: null,
      allowPlainTextKeys: false,
      reportsToTerminal: false,
      replayUrl: null,
      devUrl: null,
      syncArgs: null,
    });
  });

  it.each([
    [["sync"], []],
    [["--data-dir", "/tmp/a", "sync", "Main"], ["Main"]],
    [
      ["sync", "--data-dir", "/tmp/a"],
      ["--data-dir", "/tmp/a"],
    ],
    [["--data-dir", "sync"], null],
    [["other", "sync"], null],
  ])("takes %j as a call of sync: %j", (args, syncArgs) => {
    expect(read(args).syncArgs).toEqual(syncArgs);
  });

  it("finds the command of a packaged app, which has no path of its own", () => {
    expect(readLaunchOptions(["/opt/keel", "sync", "Main"], {}, true).syncArgs).toEqual(["Main"]);
    expect(readLaunchOptions(["/opt/keel"], {}, true).syncArgs).toBeNull();
  });

  it.each([[["--data-dir", "/tmp/a"]], [["--data-dir=/tmp/a"]]])(
    "reads a data folder: %j",
    (args) => {
      expect(read(args, { KEEL_DATA_DIR: "/tmp/b" }).dataDir).toBe("/tmp/a");
    },
  );

  it("takes the data folder of the environment when none is given", () => {
    expect(read([], { KEEL_DATA_DIR: "/tmp/b" }).dataDir).toBe("/tmp/b");
    expect(read(["--data-dir"], {}).dataDir).toBeNull();
  });

  describe.each([
    ["a replay", "KEEL_REPLAY_URL", "replayUrl"],
    ["a development server", "ELECTRON_RENDERER_URL", "devUrl"],
  ] as const)("%s", (_, variable, option) => {
    it.each(["http://127.0.0.1:8787/a/", "http://localhost:8787/a/"])("is taken at %s", (url) => {
      expect(read([], { [variable]: url })[option]).toBe(url);
    });

    it.each([
      "http://192.168.0.1/",
      "http://127.0.0.1.example.com/",
      "http://localhost.example.com/",
      "http://127.0.0.1@example.com/",
      "https://example.com/#127.0.0.1",
      "file:///127.0.0.1",
      "",
      "127.0.0.1",
    ])("is not taken at %j", (url) => {
      expect(read([], { [variable]: url })[option]).toBeNull();
    });

    it("is not taken in a packaged app", () => {
      expect(read([], { [variable]: "http://127.0.0.1:1/" }, true)[option]).toBeNull();
    });
  });
});
