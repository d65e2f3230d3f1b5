import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { syncAccounts } from "../../electron/cli/sync.ts";
import { parsePortfolio } from "../../electron/document/parse-portfolio.ts";
import { toAssessmentDocument } from "../../electron/document/to-assessment.ts";
import { toPortfolioDocument } from "../../electron/document/to-portfolio.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import { assessPortfolio } from "../../electron/engine/assess-portfolio.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { createAccountStore } from "../../electron/store/account-store.ts";
import { openDatabase } from "../../electron/store/open-database.ts";
import { createSnapshotStore } from "../../electron/store/snapshot-store.ts";
import { makeDataDir } from "../../electron/store/testing/open-test-database.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { startReplayServer } from "./replay-server.ts";
import { atOnce } from "../../electron/document/steps.ts";

/* A generic account outside the window: read by the command, stored, exported and read back. */

const ID = accountId("bingx-account");
const CREDENTIAL = { apiKey: "the-key", secret: "the-secret" };

function prepare(): string {
  const dataDir = makeDataDir();
  const db = openDatabase({ dataDir, now: 0 });
  const kind = { venue: "bingx", marginModel: "generic-cross", isDemo: false } as const;
  createAccountStore(db).append({ accountId: ID, label: "BingX", ...kind, createdAt: 0 }, []);
  db.close();
  return dataDir;
}

async function syncFromReplay(dataDir: string): Promise<number> {
  const server = await startReplayServer(path.join(import.meta.dirname, "composed"));
  onTestFinished(server.close);
  const nothing = () => Promise.resolve();
  const find = () => Promise.resolve(CREDENTIAL);
  return syncAccounts(["--data-dir", dataDir], {
    connectExchange: (connection, credential, now) =>
      connectCcxt(connection, credential, now, {
        ...{ timeoutMs: 2_000, deadlineMs: 8_000, weightMs: 1 },
      }),
    now: Date.now,
    replayUrl: server.proxyUrl("bingx"),
    vault: { find, store: nothing, remove: nothing, sweep: nothing, refusedBecause: () => null },
    print: () => {},
    pause: nothing,
  });
}

function readStored(dataDir: string): AccountSnapshot | undefined {
  const db = openDatabase({ dataDir, now: 0 });
  onTestFinished(() => void db.close());
  return createSnapshotStore(db).findLatest(ID)?.snapshot;
}

function assessed(snapshots: readonly AccountSnapshot[]) {
  return toAssessmentDocument(assessPortfolio(snapshots.map(assessAccount), "USD"), 0);
}

it("is read by `keel sync` and comes through export and import digit for digit", async () => {
  const dataDir = prepare();
  expect(await syncFromReplay(dataDir)).toBe(0);
  const stored = readStored(dataDir);
  expect(stored).toMatchObject({ venue: "bingx", marginModel: "generic-cross" });
  const snapshots = stored ? [stored] : [];
  const parsed = atOnce(parsePortfolio(JSON.stringify(toPortfolioDocument(snapshots, 0))));
  if (!parsed.ok) throw new Error(`${parsed.path}: ${parsed.reason}`);
  expect(parsed.portfolio.accounts[0]).toMatchObject({ venue: "bingx" });
  expect(assessed(parsed.portfolio.accounts)).toEqual(assessed(snapshots));
});
