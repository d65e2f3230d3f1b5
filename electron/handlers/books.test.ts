import { describe, expect, it } from "vitest";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { openDatabase } from "../store/open-database.ts";
import { countSnapshots, startApp, START_AT, type TestApp } from "./testing/start-app.ts";

const HOUR_MS = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

/** One long BTC on 600 USDT: maintenance 300 of 600, so the ratio is one half. */
function account(own: object = {}) {
  return {
    id: "main",
    label: "Ledger",
    venue: "binanceusdm",
    marginModel: "binance-usdm",
    balances: [{ asset: "USDT", walletBalance: "600", collateralWeight: "1" }],
    positions: [
      {
        instrument: "BTC/USDT:USDT",
        kind: "linear",
        base: "BTC",
        quote: "USDT",
        settle: "USDT",
        side: "long",
        quantity: "1",
        contractSize: "1",
        entryPrice: "30000",
        markPrice: "30000",
        marginMode: "cross",
        leverage: "100",
        marginTiers: [{ floor: "0", cap: null, maintenanceRate: "0.01" }],
      },
    ],
    ...own,
  };
}

function book(accounts: readonly object[] = [account()], own: object = {}): string {
  return JSON.stringify({
    format: "keel.portfolio",
    version: 1,
    asOf: iso(START_AT - HOUR_MS),
    valuationCurrency: "USD",
    prices: { BTC: "30000", USDT: "1" },
    accounts,
    ...own,
  });
}

const later = (seconds: number) => ({ asOf: iso(START_AT - HOUR_MS + seconds * 1_000) });

const actions = async (app: TestApp, text: string) => {
  const preview = await app.ask("books.preview", { text });
  if (!preview.ok) throw new Error(preview.faults[0]?.reason);
  return preview.readings.map(({ action }) => action);
};

const names = async ({ ask }: TestApp) =>
  (await ask("accounts.list", {})).accounts.map(({ label }) => label);

describe("books.preview", () => {
  it("says what is in the file and what it comes to, and stores nothing", async () => {
    const app = await startApp();
    expect(await app.ask("books.preview", { text: book() })).toMatchObject({
      ok: true,
      asOf: START_AT - HOUR_MS,
      readings: [
        {
          action: "new",
          label: "Ledger",
          readAt: START_AT - HOUR_MS,
          keptAt: null,
          balanceCount: 1,
          positionCount: 1,
          equity: { value: "600", unit: "USD" },
          maintenanceMarginRatio: { value: "0.5" },
          level: "watch",
          gaps: [],
        },
      ],
    });
    expect(await names(app)).toEqual(["Demo"]);
  });

  it.each([
    ["text", "not a book", "line 1", ""],
    ["a zip", "PK\u0003\u0004\u0000\u0000", "line 1", ""],
    ["endless nesting", "[".repeat(1_000_000), "document", "is not"],
    ["nesting that is JSON", `{"accounts":${"[".repeat(9e5)}${"]".repeat(9e5)}}`, "", ""],
    [
      "a wrong amount",
      book().replace('"600"', '"6 00"'),
      "accounts[0].balances[0].walletBalance",
      "decimal",
    ],
    [
      "another currency",
      book([account()], { valuationCurrency: "EUR" }),
      "valuationCurrency",
      "USD",
    ],
    ["nothing", book([]), "accounts", "at least 1"],
    ["tomorrow", book([account()], { asOf: iso(START_AT + 24 * HOUR_MS) }), "asOf", "future"],
    [
      "an account of tomorrow",
      book([account({ readAt: iso(START_AT + 24 * HOUR_MS) })]),
      "accounts[0].readAt",
      "future",
    ],
  ])("refuses %s with its place, and import stores nothing", async (_, text, path, reason) => {
    const app = await startApp();
    const preview = await app.ask("books.preview", { text });
    if (preview.ok) throw new Error("was taken");
    expect(preview.faults[0]?.path).toContain(path);
    expect(preview.faults[0]?.reason).toContain(reason);
    expect(await app.call("books.import", { text })).toMatchObject({
      ok: false,
      error: { code: "invalid_input" },
    });
    expect(await names(app)).toEqual(["Demo"]);
  });
});

describe("books.import", () => {
  it("adds accounts that are shown with their time, read by nobody and told about by nothing", async () => {
    const app = await startApp();
    const { ask, timers, world } = app;
    const critical = account({ balances: [{ asset: "USDT", walletBalance: "310" }] });
    const { readings } = await ask("books.import", { text: book([critical]) });
    expect(readings).toMatchObject([{ action: "new", label: "Ledger" }]);
    await timers.pass(24 * HOUR_MS);
    const feed = { state: "kept", readAt: START_AT - HOUR_MS, syncing: false, nextRunAt: null };
    expect(await ask("overview.get", {})).toMatchObject({
      demo: { active: false },
      accounts: [{ label: "Ledger", level: "critical", equity: { value: "310" }, feed }],
      alerts: [],
    });
    expect((await ask("accounts.list", {})).accounts).toMatchObject([
      { isBook: true, isPaused: false, feed, keyRights: null },
    ]);
    expect([world.notices, world.connections.length]).toEqual([[], 1]); // the demo's, before
  });

  it("can't be read, paused or resumed, and says so", async () => {
    const { ask, call } = await startApp();
    const { readings } = await ask("books.import", { text: book() });
    const { accountId } = readings[0]!;
    for (const reply of [
      await call("accounts.sync", { accountId }),
      await call("accounts.pause", { accountId, isPaused: true }),
    ])
      expect(reply).toMatchObject({ error: { code: "unsupported" } });
    await ask("accounts.sync", { accountId: null });
  });

  it("keeps the order of the document", async () => {
    const app = await startApp();
    const labels = ["Zinc", "Ash", "Mid", "Bay", "Yard", "Cape"];
    const accounts = labels.map((label) => account({ id: label, label }));
    await app.ask("books.import", { text: book(accounts) });
    expect(await names(app)).toEqual(labels);
  });

  it("survives a restart as a book", async () => {
    const first = await startApp();
    await first.ask("books.import", { text: book() });
    await first.stop();
    const { dataDir, timers } = first;
    const second = await startApp({ dataDir, timers });
    await timers.pass(HOUR_MS);
    expect(second.world.connections).toEqual([]);
    expect((await second.ask("overview.get", {})).accounts).toMatchObject([
      { label: "Ledger", feed: { state: "kept" }, equity: { value: "600" } },
    ]);
  });

  it("appends a newer reading to the same book and leaves an older one out", async () => {
    const app = await startApp();
    const newer = account({ balances: [{ asset: "USDT", walletBalance: "900" }] });
    expect(await actions(app, book())).toEqual(["new"]);
    await app.ask("books.import", { text: book() });
    expect(await actions(app, book())).toEqual(["same"]);
    expect(await actions(app, book([newer]))).toEqual(["correction"]);
    expect(await actions(app, book([newer], later(1)))).toEqual(["newer"]);
    await app.ask("books.import", { text: book([newer], later(1)) });
    expect(await actions(app, book())).toEqual(["older"]);
    await app.ask("books.import", { text: book() });
    const [only] = (await app.ask("accounts.list", {})).accounts;
    expect(await countSnapshots(app.ask, only!.accountId)).toBe(2);
    expect((await app.ask("overview.get", {})).consolidated.equity.value).toBe("900");
    await app.ask("books.import", { text: book([account()], later(1)) });
    expect((await app.ask("overview.get", {})).consolidated.equity.value).toBe("600");
  });

  it("keeps a name given in Keel until the document changes its own", async () => {
    const app = await startApp();
    const { ask } = app;
    const { readings } = await ask("books.import", { text: book() });
    await ask("accounts.rename", { accountId: readings[0]!.accountId, label: "Cold" });
    await ask("books.import", { text: book([account()], later(1)) });
    expect(await names(app)).toEqual(["Cold"]);
    const { text } = await ask("books.get", { accountId: readings[0]!.accountId });
    expect(JSON.parse(text)).toMatchObject({ accounts: [{ id: "main", label: "Cold" }] });
    expect((await ask("overview.get", {})).accounts).toMatchObject([
      { label: "Cold", feed: { state: "kept" } },
    ]);
    const renamed = book([account({ label: "Vault" })], later(1));
    expect(await actions(app, renamed)).toEqual(["correction"]);
    await ask("books.import", { text: renamed });
    expect(await names(app)).toEqual(["Vault"]);
  });

  it("never touches an account of a venue: its id and name make a book of their own", async () => {
    const app = await startApp();
    const { ask, timers, world } = app;
    const key = { venue: "binanceusdm", marginModel: "binance-usdm", apiKey: "k", secret: "s" };
    const { accountId } = await ask("accounts.add", { ...key, label: "Ledger" } as never);
    await timers.pass(1_000);
    const text = book([account({ id: accountId })]);
    expect(await ask("books.preview", { text })).toMatchObject({
      readings: [{ action: "new", label: "Ledger (book)", besides: "Ledger" }],
    });
    await ask("books.import", { text });
    expect(await names(app)).toEqual(["Ledger", "Ledger (book)"]);
    expect(await actions(app, text)).toEqual(["same"]);
    expect(world.vault.size).toBe(1);
    // Both are exported, and what is exported comes back as it was.
    await ask("books.export", { accountId: null, format: "json", at: null });
    const ids = JSON.parse(world.saved[0]!.text).accounts.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it("takes two accounts of one document for two books, whatever their ids", async () => {
    const app = await startApp();
    const { readings } = await app.ask("books.import", { text: book() });
    const other = account({
      id: readings[0]!.accountId,
      label: "Other",
      balances: [{ asset: "USDT", walletBalance: "900" }],
    });
    const text = book([account(), other], later(1));
    expect(await actions(app, text)).toEqual(["newer", "new"]);
    await app.ask("books.import", { text });
    expect(await actions(app, text)).toEqual(["same", "same"]);
    expect((await app.ask("overview.get", {})).accounts).toMatchObject([
      { label: "Ledger", equity: { value: "600" } },
      { label: "Other", equity: { value: "900" } },
    ]);
  });

  it("is all or nothing", async () => {
    const { ask, call, dataDir } = await startApp();
    const db = openDatabase({ dataDir, now: 0 });
    db.exec(`CREATE TRIGGER full BEFORE INSERT ON snapshot WHEN NEW.label = 'Second'
      BEGIN SELECT RAISE(ABORT, 'full'); END`);
    db.close();
    const text = book([account(), account({ id: "2", label: "Second" })]);
    expect(await call("books.import", { text })).toMatchObject({ ok: false });
    expect((await ask("accounts.list", {})).accounts).toMatchObject([{ isDemo: true }]);
    const file = new Database(
      join(
        dataDir,
        readdirSync(dataDir).find((name) => name === "keel.db")!,
      ),
    );
    expect(file.prepare("SELECT count(*) AS n FROM account_book").get()).toEqual({ n: 0 });
    file.close();
  });

  it("is no profit: what was added is not counted as a change of the day", async () => {
    const { ask, timers } = await startApp();
    const key = { venue: "binanceusdm", marginModel: "binance-usdm", apiKey: "k", secret: "s" };
    await ask("accounts.add", { ...key, label: "Live" } as never);
    await timers.pass(60_000);
    await ask("books.import", {
      text: book([account()], { asOf: iso(START_AT - 72 * HOUR_MS) }),
    });
    expect((await ask("overview.get", {})).consolidated.equityChange?.amount).toBe("0");
  });
});

describe("books.get", () => {
  it("gives a book back to be edited, and nothing of a venue's account", async () => {
    const { ask, call } = await startApp();
    const { accounts } = await ask("accounts.list", {});
    expect(await call("books.get", { accountId: accounts[0]!.accountId })).toMatchObject({
      error: { code: "unsupported" },
    });
    const { readings } = await ask("books.import", { text: book() });
    const { text } = await ask("books.get", { accountId: readings[0]!.accountId });
    expect(JSON.parse(text)).toMatchObject({
      asOf: "2026-11-22T23:00:00Z",
      accounts: [{ id: "main", label: "Ledger", positions: [{ quantity: "1" }] }],
    });
  });
});

describe("books.template", () => {
  it("hands over a book to fill in that can be imported as it is", async () => {
    const { ask, world } = await startApp();
    expect(await ask("books.template", {})).toEqual({ isSaved: true });
    const [{ name, text }] = world.saved as [{ name: string; text: string }];
    expect(name).toBe("keel-template.csv");
    expect(await ask("books.preview", { text })).toMatchObject({ ok: true });
  });
});

describe("books.export", () => {
  it("hands over the book as it stands, which comes back digit for digit elsewhere", async () => {
    const here = await startApp();
    const second = account({ id: "2", label: "Second", prices: { BTC: "30001", DOGE: "0.1" } });
    await here.ask("books.import", { text: book([account(), second]) });
    expect(await here.ask("books.export", { accountId: null, format: "json", at: null })).toEqual({
      isSaved: true,
    });
    const [saved] = here.world.saved;
    expect(saved?.name).toBe("keel-book-2026-11-23.json");
    expect(await actions(here, saved!.text)).toEqual(["same", "same"]);
    const there = await startApp();
    await there.ask("books.import", { text: saved!.text });
    const figures = async ({ ask }: TestApp) => {
      const { consolidated, accounts, positions } = await ask("overview.get", {});
      return JSON.stringify({ consolidated, accounts, positions }).replaceAll(
        /"accountId":"[^"]+"/g,
        "",
      );
    };
    expect(await figures(there)).toBe(await figures(here));
  });

  it("takes one account, a time, and no for an answer", async () => {
    const { ask, call, world } = await startApp();
    const { readings } = await ask("books.import", {
      text: book([account({ label: "Öl / ../x" }), account({ id: "2", label: "Second" })]),
    });
    const { accountId } = readings[0]!;
    await ask("books.export", { accountId, format: "json", at: START_AT });
    expect(world.saved[0]?.name).toBe("Öl-x-2026-11-23.json");
    expect(JSON.parse(world.saved[0]!.text).accounts).toHaveLength(1);
    expect(
      await call("books.export", { accountId, format: "json", at: START_AT - 2 * HOUR_MS }),
    ).toMatchObject({ error: { code: "not_found" } });
    for (const at of [8.64e15 + 1, -1])
      expect(await call("books.export", { accountId, format: "json", at })).toMatchObject({
        error: { code: "invalid_input" },
      });
    world.savesFiles = false;
    expect(await ask("books.export", { accountId, format: "csv", at: null })).toEqual({
      isSaved: false,
    });
  });
});
