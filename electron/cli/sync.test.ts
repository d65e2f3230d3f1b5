import { describe, expect, it, onTestFinished } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { type ConnectExchange, VenueError } from "../exchange/exchange-client.ts";
import { type AccountChange, createAccountStore } from "../store/account-store.ts";
import { createSnapshotStore } from "../store/snapshot-store.ts";
import { buildSnapshot } from "../store/testing/build-snapshot.ts";
import { openDatabase } from "../store/open-database.ts";
import { makeDataDir } from "../store/testing/open-test-database.ts";
import { syncAccounts } from "./sync.ts";

const ADDRESS = { walletAddress: `0x${"a".repeat(40)}` };

/** A data folder with one account for each list of changes, named A, B … */
function fill(...accounts: readonly (readonly AccountChange[])[]): string {
  const dataDir = makeDataDir();
  const db = openDatabase({ dataDir, now: 0 });
  const store = createAccountStore(db);
  for (const [at, changes] of accounts.entries()) {
    const label = String.fromCodePoint(65 + at);
    const kind = { venue: "hyperliquid", marginModel: "hyperliquid", isDemo: false } as const;
    store.append({ accountId: accountId(`id-${label}`), label, ...kind, createdAt: at }, changes);
  }
  db.close();
  return dataDir;
}

function countSnapshots(dataDir: string, id: string): number {
  const db = openDatabase({ dataDir, now: 0 });
  onTestFinished(() => void db.close());
  return createSnapshotStore(db).count(accountId(id));
}

const connect: ConnectExchange = ({ accountId: id, label }, { walletAddress }) => ({
  fetchAccount: async () => {
    if (label === "B") throw new VenueError("venue_unavailable", "No answer.");
    if (walletAddress !== ADDRESS.walletAddress) throw new Error("another address");
    return buildSnapshot({ accountId: id, label, readAt: Date.now() });
  },
  fetchKeyRights: async () => ({ isKnown: false, reason: "" }),
  report: () => null,
  wake: () => {},
  close: async () => {},
});

async function sync(dataDir: string, ...args: string[]) {
  const lines: string[] = [];
  const pauses: number[] = [];
  const status = await syncAccounts([...args, "--data-dir", dataDir], {
    ...{ connectExchange: connect, now: Date.now, replayUrl: null, vault: null },
    print: (text) => void lines.push(text),
    pause: async (ms) => void pauses.push(ms),
  });
  return { status, lines, pauses };
}

describe("keel sync", () => {
  it("reads an account by its address and stores the snapshot", async () => {
    const dataDir = fill([ADDRESS]);
    const lines = ["A: read and stored.\n"];
    expect(await sync(dataDir)).toEqual({ status: 0, lines, pauses: [] });
    expect(countSnapshots(dataDir, "id-A")).toBe(1);
  });

  it("names what it can't read and why, and reads the rest", async () => {
    const dataDir = fill([ADDRESS], [ADDRESS], [], [ADDRESS, { isPaused: true }]);
    const { status, lines } = await sync(dataDir);
    expect(status).toBe(1);
    expect(lines.join("").split("\n")).toEqual([
      "A: read and stored.",
      "B: not read: No answer. (venue_unavailable)",
      expect.stringMatching(/^C: not read: its key is in the desktop's key store/),
      expect.stringMatching(/^D: not read: paused/),
      "",
    ]);
    expect(countSnapshots(dataDir, "id-A")).toBe(1);
  });

  it("sends no control characters of a label to the terminal", async () => {
    const dataDir = fill([ADDRESS, { label: "A\u001B[2J\n" }]);
    expect((await sync(dataDir)).lines).toEqual(["A?[2J?: read and stored.\n"]);
  });

  it("leaves a gap behind each account that it asked for", async () => {
    const dataDir = fill([], [ADDRESS], [ADDRESS], [{ isPaused: true }, ADDRESS], [ADDRESS]);
    const { pauses } = await sync(dataDir);
    // Hyperliquid's 3.1 s and a quarter: after B, which fails, and after C.
    expect(pauses).toEqual([3_875, 3_875]);
  });

  it("reads the one that is named, by label or id", async () => {
    const dataDir = fill([ADDRESS], [ADDRESS]);
    expect((await sync(dataDir, "A")).status).toBe(0);
    expect((await sync(dataDir, "id-A")).status).toBe(0);
    expect(countSnapshots(dataDir, "id-A")).toBe(2);
  });

  it.each([
    ["an account that is not there", ["Z"]],
    ["two accounts", ["A", "B"]],
    ["an option that is none", ["--all"]],
  ])("refuses %s as a wrong call", async (_, args) => {
    await expect(sync(fill([ADDRESS]), ...args)).rejects.toThrow(/^sync: /);
  });

  it("asks no venue for a book, and says so of one that is named", async () => {
    const dataDir = fill([ADDRESS]);
    const db = openDatabase({ dataDir, now: 0 });
    const kind = { venue: "bybit", marginModel: "bybit-unified", isDemo: false } as const;
    const book = { accountId: accountId("book"), label: "Book", ...kind, createdAt: 9 };
    createAccountStore(db).appendBook(book, "main");
    db.close();
    expect(await sync(dataDir)).toMatchObject({ status: 0, lines: ["A: read and stored.\n"] });
    expect(await sync(dataDir, "Book")).toMatchObject({
      status: 1,
      lines: [expect.stringContaining("Book: not read: a book")],
    });
  });

  it("refuses a folder without data, and one without accounts", async () => {
    await expect(sync("/nowhere")).rejects.toThrow("holds no Keel data");
    await expect(sync(fill())).rejects.toThrow("no account is configured");
  });
});
