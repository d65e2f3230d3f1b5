import { describe, expect, it } from "vitest";
import { INSISTENCE } from "#shared/domain/insistence.ts";
import { VenueError } from "../exchange/exchange-client.ts";
import { startApp } from "./testing/start-app.ts";

const KEY = {
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  label: "Main",
  apiKey: "test-key-000",
  secret: "test-secret-000",
} as const;
const ADDRESS = {
  venue: "hyperliquid",
  marginModel: "hyperliquid",
  label: "Wallet",
  walletAddress: `0x${"a".repeat(40)}`,
} as const;

describe("what is asked of a venue", () => {
  it.each([
    ["an account kind of another venue", { ...KEY, marginModel: "okx-single" }],
    ["no account kind", { ...KEY, marginModel: undefined }],
    ["a passphrase that the venue has not", { ...KEY, passphrase: "words" }],
    ["no passphrase where there must be one", { ...KEY, venue: "okx", marginModel: "okx-single" }],
    ["an address instead of a key", { ...ADDRESS, venue: "bybit", marginModel: "bybit-unified" }],
    ["a key instead of an address", { ...KEY, venue: "hyperliquid", marginModel: "hyperliquid" }],
    ["a venue that Keel does not read", { ...KEY, venue: "mtgox" }],
    ["a generic model", { ...KEY, marginModel: "generic-cross" }],
    ["insisting without a word", { ...KEY, insists: true }],
  ])("refuses %s", async (_, input) => {
    const { call, world } = await startApp();
    const asked = world.connections.length;
    const reply = await call("accounts.add", input as never);
    expect(reply).toMatchObject({ ok: false, error: { code: "invalid_input" } });
    expect(JSON.stringify(reply)).not.toContain("test-");
    expect([world.connections.length, world.vault.size]).toEqual([asked, 0]);
  });

  it("keeps a passphrase with its key", async () => {
    const { ask, world } = await startApp();
    const okx = { ...KEY, venue: "okx", marginModel: "okx-multi", passphrase: "words" } as const;
    const { accountId } = await ask("accounts.add", okx);
    const { apiKey, secret } = KEY;
    expect(world.vault.get(accountId)).toEqual({ apiKey, secret, passphrase: "words" });
    expect((await ask("accounts.list", {})).accounts).toMatchObject([{ marginModel: "okx-multi" }]);
  });
});

describe("a key that can do more than read", () => {
  const powers = ["trade", "withdraw"] as const;

  it("is refused in words and leaves nothing behind", async () => {
    const { call, ask, world } = await startApp();
    world.keyRights = { isKnown: true, powers };
    expect(await call("accounts.add", KEY)).toEqual({
      ok: false,
      error: {
        code: "key_too_powerful",
        message: "This key can place orders and withdraw funds.",
        powers,
      },
    });
    expect(world.vault.size).toBe(0);
    expect((await ask("accounts.list", {})).accounts).toMatchObject([{ isDemo: true }]);
  });

  it("is taken when the trader insists, and its powers stay on record", async () => {
    const { ask, world, dataDir, timers, stop } = await startApp();
    world.keyRights = { isKnown: true, powers };
    await ask("accounts.add", { ...KEY, insists: { sentence: INSISTENCE, powers } });
    await stop();
    const again = await startApp({ dataDir, timers, vault: world.vault });
    expect((await again.ask("accounts.list", {})).accounts).toMatchObject([
      { keyRights: { isKnown: true, powers } },
    ]);
  });

  it.each([
    ["without the sentence", { sentence: "yes", powers }],
    ["for what was not shown", { sentence: INSISTENCE, powers: ["trade"] }],
    ["for what was not known", { sentence: INSISTENCE, powers: null }],
  ] as const)("is refused %s", async (_, insists) => {
    const { call, world } = await startApp();
    world.keyRights = { isKnown: true, powers };
    expect(await call("accounts.add", { ...KEY, insists })).toMatchObject({
      error: { code: "key_too_powerful", powers },
    });
    expect(world.vault.size).toBe(0);
  });
});

describe("a key whose rights are not told", () => {
  const unread = { isKnown: false, reason: "The venue did not say." } as const;

  it("is refused where its venue tells them, and taken when that is accepted in words", async () => {
    const { call, ask, world } = await startApp();
    world.keyRights = unread;
    expect(await call("accounts.add", KEY)).toEqual({
      ok: false,
      error: { code: "key_rights_unread", message: unread.reason },
    });
    expect(world.vault.size).toBe(0);
    await ask("accounts.add", { ...KEY, insists: { sentence: INSISTENCE, powers: null } });
    expect((await ask("accounts.list", {})).accounts).toMatchObject([{ keyRights: unread }]);
  });

  it("is taken where its venue never tells, with the reason on record", async () => {
    const { ask, world } = await startApp();
    world.keyRights = unread;
    await ask("accounts.add", { ...KEY, venue: "bingx", marginModel: "generic-cross" });
    expect((await ask("accounts.list", {})).accounts).toMatchObject([
      { keyRights: { isKnown: false, reason: "The venue did not say." } },
    ]);
  });
});

describe("an account that is read by its address", () => {
  it("needs no key store and no runtime that is fit for keys", async () => {
    const { ask, timers, world } = await startApp({
      ports: { keysRefusedBecause: "Not on this runtime." },
    });
    await ask("accounts.add", ADDRESS);
    await timers.pass(0);
    const { walletAddress, venue } = ADDRESS;
    expect(world.vault.size).toBe(0);
    expect((await ask("accounts.list", {})).accounts).toMatchObject([
      { venue, walletAddress, keyRights: null, feed: { state: "live" } },
    ]);
  });

  it("is read by it after a restart", async () => {
    const { ask, timers, dataDir, stop } = await startApp();
    await ask("accounts.add", ADDRESS);
    await stop();
    const again = await startApp({ dataDir, timers });
    await timers.pass(0);
    expect((await again.ask("accounts.list", {})).accounts).toMatchObject([
      { feed: { state: "live", failure: null } },
    ]);
  });

  it("is not kept when the venue does not know it", async () => {
    const { call, ask, world } = await startApp();
    world.venue = () => new VenueError("invalid_input", "No such address.");
    expect(await call("accounts.add", ADDRESS)).toMatchObject({
      error: { code: "invalid_input" },
    });
    expect((await ask("accounts.list", {})).accounts).toMatchObject([{ isDemo: true }]);
  });
});

describe("a name", () => {
  it("is given once, also to two accounts that are tried out together", async () => {
    const { call, ask, world } = await startApp();
    const replies = await Promise.all([call("accounts.add", KEY), call("accounts.add", KEY)]);
    expect(replies).toMatchObject([{ ok: true }, { ok: false, error: { code: "conflict" } }]);
    expect((await ask("accounts.list", {})).accounts).toMatchObject([{ label: "Main" }]);
    expect(world.vault.size).toBe(1);
  });
});
