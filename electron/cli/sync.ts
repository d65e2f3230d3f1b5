import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { oneLine } from "#shared/domain/one-line.ts";
import { groupBy } from "../engine/group-by.ts";
import { createCcxtConnector } from "../exchange/ccxt-client.ts";
import { limitGroupOf, startGapMs } from "../exchange/limit-group.ts";
import type { AppPorts } from "../ports.ts";
import { type ConfiguredAccount, createAccountStore, isBook } from "../store/account-store.ts";
import { DATABASE_FILE, openDatabase } from "../store/open-database.ts";
import { createSnapshotStore, type SnapshotStore } from "../store/snapshot-store.ts";
import { StorageError } from "../store/storage-error.ts";
import { connectAccount } from "../sync/connect-account.ts";
import { syncAccount } from "../sync/sync-account.ts";
import { toSyncFailure } from "../sync/sync-failure.ts";
import { CallError } from "./call-error.ts";
import { defaultDataDir } from "./data-dir.ts";

/** How accounts are reached: the venues, their replay in tests, and the key store where it can be opened. */
type Reach = Pick<AppPorts, "connectExchange" | "now" | "replayUrl"> & {
  /** `null` in plain Node: the desktop's key store opens for the app only. */
  readonly vault: AppPorts["vault"] | null;
  /** Takes what standard output gets. */
  readonly print: (text: string) => void;
  readonly pause: (ms: number) => Promise<void>;
};

const PLAIN_NODE: Reach = {
  connectExchange: createCcxtConnector(),
  now: Date.now,
  replayUrl: null,
  vault: null,
  print: (text) => process.stdout.write(text),
  pause: setTimeout,
};

/**
 * `keel sync [ACCOUNT] [--data-dir DIR]`: reads the accounts once and stores what was read. Where
 * the key store can't be opened only accounts that are read by their address are read; the others
 * are named. Returns the exit status: 0 all read, 1 not all.
 */
export async function syncAccounts(args: string[], reach: Reach = PLAIN_NODE): Promise<number> {
  const { dataDir, wanted } = readCall(args);
  if (!existsSync(join(dataDir, DATABASE_FILE)))
    throw new CallError(`${dataDir}: holds no Keel data`);
  const db = open(dataDir);
  try {
    const accounts = choose(createAccountStore(db).list(), wanted);
    const snapshots = createSnapshotStore(db);
    const read = (each: ConfiguredAccount) => readOne(each, snapshots, reach);
    const outcomes = await readAll(accounts, read, reach.pause);
    reach.print(outcomes.map(({ line }) => `${oneLine(line)}\n`).join(""));
    return outcomes.every(({ isRead }) => isRead) ? 0 : 1;
  } finally {
    db.close();
  }
}

function readCall(args: string[]): { dataDir: string; wanted: string | undefined } {
  try {
    const options = { "data-dir": { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [wanted, ...rest] = positionals;
    if (rest.length > 0) throw new CallError("sync: takes one account, or none for all");
    return { dataDir: values["data-dir"] ?? defaultDataDir(), wanted };
  } catch (error) {
    if (error instanceof CallError) throw error;
    throw new CallError(`sync: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function open(dataDir: string) {
  try {
    return openDatabase({ dataDir, now: Date.now() });
  } catch (error) {
    if (error instanceof StorageError) throw new CallError(`${dataDir}: ${error.message}`);
    throw error;
  }
}

/** By label or id; all that a venue is asked for but the demo when none is named. */
function choose(
  accounts: readonly ConfiguredAccount[],
  wanted: string | undefined,
): readonly ConfiguredAccount[] {
  const own = accounts.filter(({ isDemo }) => !isDemo);
  const read = own.filter((account) => !isBook(account));
  if (wanted === undefined && read.length === 0)
    throw new CallError("sync: no account is configured");
  if (wanted === undefined) return read;
  const found = own.filter(({ accountId, label }) => accountId === wanted || label === wanted);
  if (found.length === 0) throw new CallError(`sync: there is no account ${wanted}`);
  return found;
}

type Outcome = {
  /** Whether the venue was asked anything. */
  readonly isAsked: boolean;
  readonly isRead: boolean;
  readonly line: string;
};

/** Accounts that share a limit take turns, a gap apart as in the app; told in the order they were added. */
async function readAll(
  accounts: readonly ConfiguredAccount[],
  read: (account: ConfiguredAccount) => Promise<Outcome>,
  pause: Reach["pause"],
): Promise<readonly Outcome[]> {
  const outcomes = new Map<ConfiguredAccount, Outcome>();
  const readInTurn = async (group: readonly ConfiguredAccount[]): Promise<void> => {
    let isAsked = false;
    for (const account of group) {
      if (isAsked) await pause(startGapMs(account.venue));
      const outcome = await read(account);
      outcomes.set(account, outcome);
      isAsked = outcome.isAsked;
    }
  };
  await Promise.all([...groupBy(accounts, limitGroupOf).values()].map(readInTurn));
  return accounts.flatMap((account) => outcomes.get(account) ?? []);
}

async function readOne(
  account: ConfiguredAccount,
  snapshots: SnapshotStore,
  { vault, ...reach }: Reach,
): Promise<Outcome> {
  const { label, walletAddress, isPaused } = account;
  const notAsked = (reason: string) => ({ ...notRead(label, reason), isAsked: false });
  if (isBook(account)) return notAsked("a book, kept by you: no venue is asked for it.");
  if (isPaused) return notAsked("paused. Resume it in the app.");
  if (walletAddress === null && vault === null) return notAsked(KEY_OUT_OF_REACH);
  const client = connectAccount({ ...reach, vault }, account, reach.replayUrl);
  const { signal } = new AbortController();
  try {
    const stored = await syncAccount({ client, snapshots, now: reach.now, signal });
    const gaps = stored?.snapshot.gaps.length ?? 0;
    const line = `${label}: read and stored${gaps > 0 ? `, ${gaps} gaps` : ""}.`;
    return { isAsked: true, isRead: true, line };
  } catch (error) {
    const { code, message } = toSyncFailure(error, reach.now());
    return notRead(label, `${message} (${code})`);
  } finally {
    await client.close();
  }
}

const KEY_OUT_OF_REACH =
  "its key is in the desktop's key store, which only the app can open: run `npm run keel -- sync`.";

function notRead(label: string, reason: string): Outcome {
  return { isAsked: true, isRead: false, line: `${label}: not read: ${reason}` };
}
