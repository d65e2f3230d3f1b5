import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { startApp } from "../handlers/testing/start-app.ts";
import { DATABASE_FILE } from "../store/open-database.ts";
import { makeDataDir } from "../store/testing/open-test-database.ts";
import { mountSmallDisk } from "../store/testing/small-disk.ts";
import { createSecretVault, type KeyStore } from "./secret-vault.ts";

const A = accountId("a-1");
const B = accountId("a-12");
const KEY = { apiKey: "planted-key", secret: "planted-secret" };
const WITH_PASSPHRASE = { ...KEY, passphrase: "planted-passphrase" };

/** Stands in for the desktop's: turns every bit around, and knows its own by the first byte. */
const KEY_STORE: KeyStore = {
  refusedBecause: () => null,
  encrypt: (text) => Buffer.concat([Buffer.of(7), flip(Buffer.from(text))]),
  decrypt: (bytes) => {
    if (bytes[0] !== 7) throw new Error("not encrypted here");
    return flip(bytes.subarray(1)).toString();
  },
};
const flip = (bytes: Buffer) => bytes.map((byte) => byte ^ 0xff) as Buffer;

const open = (folder = join(makeDataDir(), "vault"), keyStore = KEY_STORE) => ({
  folder,
  vault: createSecretVault(folder, keyStore),
});
const failure = (words: string) => ({
  code: "storage_failed",
  message: expect.stringMatching(new RegExp(`^(?!.*/).*${words}`)),
});

describe("createSecretVault", () => {
  it("gives back what it was given, encrypted at rest and for its owner only", async () => {
    const { folder, vault } = open();
    expect(await vault.find(A)).toBeNull();
    await vault.store(A, KEY);
    await vault.store(A, WITH_PASSPHRASE);
    await vault.store(B, KEY);
    expect([await vault.find(A), await vault.find(B)]).toEqual([WITH_PASSPHRASE, KEY]);
    expect(readdirSync(folder).toSorted()).toEqual(["a-1.bin", "a-12.bin"]);
    const file = join(folder, "a-1.bin");
    expect(readFileSync(file, "utf8")).not.toContain("planted");
    expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it("stores nothing where the key store refuses", async () => {
    const refusing = { ...KEY_STORE, refusedBecause: () => "There is no key store." };
    const { folder, vault } = open(makeDataDir(), refusing);
    const refused = { code: "unsupported", message: "There is no key store." };
    await expect(vault.store(A, KEY)).rejects.toMatchObject(refused);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("says so when the key store has changed", async () => {
    const { folder, vault } = open();
    await vault.store(A, KEY);
    writeFileSync(join(folder, "a-1.bin"), "of another desktop");
    await expect(vault.find(A)).rejects.toMatchObject({ code: "credentials_rejected" });
  });

  it("removes a key with what a write cut short has left of it, and nothing of another", async () => {
    const { folder, vault } = open();
    await vault.store(A, KEY);
    await vault.store(B, KEY);
    writeFileSync(join(folder, "a-1.bin.1f0c.part"), "cut short");
    await vault.remove(A);
    expect(readdirSync(folder)).toEqual(["a-12.bin"]);
    await vault.remove(A);
  });

  it("sweeps out what writes cut short have left, and nothing else", async () => {
    const { folder, vault } = open();
    await vault.sweep();
    await vault.store(A, KEY);
    writeFileSync(join(folder, "a-1.bin.1f0c.part"), "cut short");
    writeFileSync(join(folder, "a-12.bin.2e1d.part"), "cut short");
    writeFileSync(join(folder, "note.part"), "not a key");
    await vault.sweep();
    expect(readdirSync(folder).toSorted()).toEqual(["a-1.bin", "note.part"]);
  });

  it("takes no id that could name another place", async () => {
    const { folder, vault } = open(makeDataDir());
    for (const id of ["../a", "", "a/b"].map(accountId)) {
      await expect(vault.store(id, KEY)).rejects.toMatchObject({ code: "invalid_input" });
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("a disk that refuses", () => {
  it("is told as such, and not as a key that is missing", async () => {
    const folder = makeDataDir();
    writeFileSync(join(folder, "vault"), "a file in the folder's place");
    const { vault } = open(join(folder, "vault"));
    await expect(vault.store(A, KEY)).rejects.toMatchObject(failure("could not be kept"));
    await expect(vault.find(A)).rejects.toMatchObject(failure("can't be read"));
    await expect(vault.remove(A)).rejects.toMatchObject(failure("could not be deleted"));
    await expect(vault.sweep()).rejects.toMatchObject(failure("could not be deleted"));
  });

  it("is told for one file, too", async () => {
    const { folder, vault } = open(makeDataDir());
    symlinkSync("a-1.bin", join(folder, "a-1.bin"));
    await expect(vault.find(A)).rejects.toMatchObject(failure("can't be read"));
    mkdirSync(join(folder, "a-12.bin"));
    await expect(vault.store(B, KEY)).rejects.toMatchObject(failure("could not be kept"));
    expect(readdirSync(folder).toSorted()).toEqual(["a-1.bin", "a-12.bin"]);
  });

  it("keeps the key there was when it is full (skipped without root)", async ({ skip }) => {
    const { folder, vault } = open(makeDataDir());
    const unmount = mountSmallDisk(folder, 4);
    skip(unmount === null, "only root may mount a small disk");
    onTestFinished(() => unmount?.());
    await vault.store(A, KEY);
    await expect(vault.store(A, WITH_PASSPHRASE)).rejects.toMatchObject(failure("Free some space"));
    expect(await vault.find(A)).toEqual(KEY);
    expect(readdirSync(folder)).toEqual(["a-1.bin"]);
  });
});

describe("a start of the app", () => {
  const account = { ...KEY, venue: "binanceusdm", marginModel: "binance-usdm" } as const;

  it("keeps keys that an older database does not know, for the newer one to come back", async () => {
    const dataDir = makeDataDir();
    const { folder, vault } = open(join(dataDir, "vault"));
    const start = () => startApp({ dataDir, ports: { vault } });
    const database = join(dataDir, DATABASE_FILE);
    const first = await start();
    await first.ask("accounts.add", { ...account, label: "First" });
    await first.stop();
    copyFileSync(database, join(dataDir, "older.db"));
    const second = await start();
    const { accountId } = await second.ask("accounts.add", { ...account, label: "Second" });
    await second.stop();
    renameSync(database, join(dataDir, "newer.db"));
    renameSync(join(dataDir, "older.db"), database);
    writeFileSync(join(folder, "killed.bin.1f0c.part"), "cut short");

    await (await start()).stop();
    expect(readdirSync(folder).every((name) => name.endsWith(".bin"))).toBe(true);
    renameSync(join(dataDir, "newer.db"), database);
    const { call, timers } = await start();
    await timers.pass(0);
    expect(await call("accounts.sync", { accountId })).toMatchObject({ ok: true });
  });
});
