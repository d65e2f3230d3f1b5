import { beforeAll, describe, expect, it } from "vitest";
import type { ErrorCode } from "#shared/contract/reply.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { ExchangeClient } from "../../electron/exchange/exchange-client.ts";
import { createAccountStore } from "../../electron/store/account-store.ts";
import { createSnapshotStore, type SnapshotStore } from "../../electron/store/snapshot-store.ts";
import { openTestDatabase } from "../../electron/store/testing/open-test-database.ts";
import { syncAccount } from "../../electron/sync/sync-account.ts";
import {
  connectRecorded,
  errorCases,
  fetchRecorded,
  isThere,
  type RecordedServer,
  type RecordedVenue,
} from "./recorded-account.ts";

/** What any venue may answer, and does in the same words. */
const GENERIC: Readonly<Record<string, ErrorCode>> = {
  "gateway-502-html": "venue_unavailable",
  "gateway-504-html": "venue_unavailable",
  "empty-body-200": "bad_venue_data",
  "empty-object-200": "bad_venue_data",
  "null-200": "bad_venue_data",
  "truncated-json-200": "bad_venue_data",
  "html-200": "bad_venue_data",
  "connection-reset": "venue_unavailable",
  hang: "venue_unavailable",
};

type Failures = {
  readonly server: RecordedServer;
  readonly venue: RecordedVenue;
  readonly account: string;
  /** Folder of the venue's own cases, where it is not named as the venue. */
  readonly cases?: string;
  /** The code that each of the venue's own cases becomes; the window's next step is chosen by it. */
  readonly codes?: Readonly<Record<string, ErrorCode>>;
  /** How long a case asks to wait, in milliseconds. */
  readonly waits?: Readonly<Record<string, number>>;
};

/**
 * Every recorded failure becomes its code, no message holds an address or an answer, and the last
 * good snapshot stays the newest.
 */
export function describeFailures(
  title: string,
  { server, venue, account, cases = venue.venue, codes = {}, waits = {} }: Failures,
): void {
  describe.skipIf(!isThere)(`recorded failures of ${title} (skipped without ../shared)`, () => {
    let good: AccountSnapshot;
    beforeAll(async () => {
      good = await fetchRecorded(server, venue, account);
    });
    it.each(errorCases(cases))("%s", async (errorCase) => {
      const snapshots = storeBook(venue, good);
      const client = connectRecorded(server, venue, account, { errorCase, timeoutMs: 500 });
      const failing = syncOnce(client, snapshots);
      const code = { ...GENERIC, ...codes }[errorCase];
      await expect(failing).rejects.toMatchObject({ code });
      await expect(failing).rejects.not.toHaveProperty("message", expect.stringContaining("http"));
      const retryAfterMs = waits[errorCase];
      if (retryAfterMs !== undefined) await expect(failing).rejects.toMatchObject({ retryAfterMs });
      expect(snapshots.findLatest(good.accountId)?.snapshot).toEqual(good);
    });
  });
}

/** A database that holds the account's last good snapshot. */
function storeBook({ venue, marginModel }: RecordedVenue, good: AccountSnapshot): SnapshotStore {
  const db = openTestDatabase();
  const { accountId, label } = good;
  const account = { accountId, label, venue, marginModel, isDemo: false, createdAt: 0 };
  createAccountStore(db).append(account);
  const snapshots = createSnapshotStore(db);
  snapshots.append(good);
  return snapshots;
}

async function syncOnce(client: ExchangeClient, snapshots: SnapshotStore): Promise<void> {
  const { signal } = new AbortController();
  try {
    await syncAccount({ client, snapshots, now: Date.now, signal });
  } finally {
    await client.close();
  }
}
