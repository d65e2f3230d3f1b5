import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createKnownSecrets } from "./known-secrets.ts";
import { createLogFile } from "./log-file.ts";
import { redactSecrets } from "./redact-secrets.ts";

const KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
const SIGNATURE = "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";
const BASE64 = "kQH5HW/8p1uGOVjbgWA7Fun/mGO8lsSUXNsu3eow76s+84Q18fWxnyRzBHCd3pd/nE9qa99HAZtu";

const secrets = createKnownSecrets();
const redactKnown = secrets.redact;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keel-log-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (maxBytes = 1_000_000, echo: (line: string) => void = () => {}) =>
  createLogFile({ folder, now: () => Date.UTC(2026, 10, 23), maxBytes, echo, redactKnown });
const written = (name = "keel.log") => readFileSync(join(folder, name), "utf8");

describe("createLogFile", () => {
  it("writes one JSON line per message, in order, and goes on where it stopped", () => {
    open().info("first", { accountId: "a-1", count: 2 });
    open().debug("second");
    expect(written()).toBe(
      '{"at":"2026-11-23T00:00:00.000Z","level":"info","message":"first","accountId":"a-1","count":2}\n' +
        '{"at":"2026-11-23T00:00:00.000Z","level":"debug","message":"second"}\n',
    );
  });

  it("keeps one line per message whatever is in it", () => {
    open().warn("two\nlines", { reason: 'a "quoted"\nreason' });
    expect(written().trimEnd().split("\n")).toHaveLength(1);
  });

  it("puts a full file aside and keeps two at most", () => {
    const log = open(200);
    for (let n = 0; n < 20; n += 1) log.info(`message ${n}`);
    expect(readdirSync(folder).toSorted()).toEqual(["keel.log", "keel.old.log"]);
    expect(written()).toContain("message 19");
    expect(written().length).toBeLessThanOrEqual(200);
    expect(written("keel.old.log").length).toBeLessThanOrEqual(200);
  });

  it("echoes warnings and errors, redacted, and nothing else", () => {
    const echoed: string[] = [];
    const log = open(1_000_000, (line) => echoed.push(line));
    log.debug("d");
    log.info("i");
    log.warn("w", { reason: `apiKey=${KEY}` });
    log.error("e");
    expect(echoed.map((line) => JSON.parse(line).message)).toEqual(["w", "e"]);
    expect(echoed.join("")).not.toContain(KEY);
  });

  describe("where nothing can be kept", () => {
    const messages = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).message);

    it("goes on beside a full disk and echoes every line", () => {
      symlinkSync("/dev/full", join(folder, "keel.log"));
      const echoed: string[] = [];
      const log = open(1_000_000, (line) => echoed.push(line));
      log.info("i", { reason: `apiKey=${KEY}` });
      log.error("e");
      expect(messages(echoed)).toEqual(["i", "e"]);
      expect(echoed.join("")).not.toContain(KEY);
    });

    it("goes on without a folder, and keeps again once there can be one", () => {
      const place = join(folder, "logs");
      writeFileSync(place, "a file in the folder's place");
      const echoed: string[] = [];
      const echo = (line: string) => void echoed.push(line);
      const log = createLogFile({
        folder: place,
        now: () => 0,
        maxBytes: 1_000,
        echo,
        redactKnown,
      });
      log.info("lost");
      rmSync(place);
      log.info("kept");
      expect(messages(echoed)).toEqual(["lost"]);
      expect(messages(written("logs/keel.log").trimEnd().split("\n"))).toEqual(["kept"]);
    });

    it("goes on when a full file can't be put aside", () => {
      mkdirSync(join(folder, "keel.old.log", "not empty"), { recursive: true });
      const echoed: string[] = [];
      const log = open(100, (line) => echoed.push(line));
      log.info("first");
      log.info("second, which is too long to stand beside the first");
      expect(messages(echoed)).toEqual(["second, which is too long to stand beside the first"]);
    });
  });

  it("writes no planted secret, wherever it stands", () => {
    const log = open();
    log.error(`GET https://fapi.example/fapi/v2/account?timestamp=1&signature=${SIGNATURE} failed`);
    log.error("failed", { url: `https://x/?apiKey=short1&recvWindow=5&secret=short2` });
    log.error("failed", { stack: `Error: {"apiKey":"short3","secret":"short4"}` });
    log.error("failed", { stack: `headers: X-MBX-APIKEY: short5, { secret: 'short6' }` });
    log.error("failed", { stack: `Authorization: Bearer short7` });
    log.error("failed", {
      cause: `TypeError: {"secret":"short9"}\n at sign (okx.js?sign=${BASE64})`,
    });
    log.error(`${KEY} ${BASE64} ${SIGNATURE}`, { apiKey: "short8", secretKey: "short9" });
    log.error("-----BEGIN PRIVATE KEY-----\nMC4CAQAwshort0\n-----END PRIVATE KEY-----");
    expect(written()).not.toMatch(/short\d/);
    for (const secret of [KEY, SIGNATURE, BASE64]) expect(written()).not.toContain(secret);
  });
});

describe("a secret that is known", () => {
  // None of them looks like a secret by itself.
  const CREDENTIAL = {
    apiKey: "plain-key",
    secret: '-----BEGIN+planted/?secret "1"\nline-----',
    passphrase: "correct horse",
  };
  const values = Object.values(CREDENTIAL);
  secrets.learn(CREDENTIAL);

  const FORMS: readonly [string, (value: string) => string][] = [
    ["as it is", (value) => value],
    ["as JSON", (value) => JSON.stringify(value)],
    ["in an address", (value) => `https://venue.example/?x=${encodeURIComponent(value)}&y=1`],
    ["in base64", (value) => Buffer.from(value).toString("base64")],
    ["in base64 for addresses", (value) => Buffer.from(value).toString("base64url")],
    ["in hex", (value) => Buffer.from(value).toString("hex")],
    ["in capital hex", (value) => Buffer.from(value).toString("hex").toUpperCase()],
  ];

  it.each(FORMS)("is taken out %s", (_, form) => {
    const echoed: string[] = [];
    const log = open(1_000_000, (line) => echoed.push(line));
    for (const value of values) log.error(`at ${form(value)}.`, { reason: form(value) });
    for (const text of [written(), echoed.join("\n")]) {
      for (const value of values)
        expect(text).not.toContain(JSON.stringify(form(value)).slice(1, -1));
      expect(text.match(/\[redacted\]/g)).toHaveLength(6);
    }
  });

  it("is taken out whole where one stands inside another, and too short ones leave words alone", () => {
    const { learn, redact } = createKnownSecrets();
    learn({ apiKey: "planted", secret: "planted-secret", passphrase: "a" });
    learn({ apiKey: "", secret: "" });
    expect(redact("a planted-secret, a planted key")).toBe("a [redacted], a [redacted] key");
  });
});

describe("redactSecrets", () => {
  it.each([
    "operation failed on accounts.add for 018f3c1e-7b1a-7c2e-9f00-1a2b3c4d5e6f",
    "at createApp (/home/somebody/projects/keel/electron/app.ts:32:17)",
    "BTC/USDT:USDT at 31967.27, 0.000000000000000000000000000000000001",
    "https://fapi.example/fapi/v2/account?timestamp=1795400588641&recvWindow=5000",
  ])("leaves %j as it is", (text) => {
    expect(redactSecrets(text)).toBe(text);
  });
});
