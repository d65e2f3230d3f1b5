import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { accountId } from "#shared/domain/ids.ts";
import { OFFERED_VENUES, type VenueId } from "#shared/domain/venue-catalog.ts";
import { createAccountStore } from "../../electron/store/account-store.ts";
import { createSnapshotStore } from "../../electron/store/snapshot-store.ts";
import { buildPosition, buildSnapshot } from "../../electron/store/testing/build-snapshot.ts";
import { openTestDatabase } from "../../electron/store/testing/open-test-database.ts";
import { syncAccount } from "../../electron/sync/sync-account.ts";
import { connectOffered, modelOf } from "./catalog-client.ts";
import { answers, cuts, type Fault, stalls } from "./faulty-venue.ts";

/*
 * What any venue may answer to everything, by the real client of every venue that can be added: it
 * becomes its code, and the last good snapshot stays.
 */

const HTML = "<!doctype html><html><body>Just a moment</body></html>";
const JSON_TYPE = { "content-type": "application/json" };

const BAD_ANSWERS: Readonly<Record<string, { readonly fault: Fault; readonly code: ErrorCode }>> = {
  "a gateway without a venue": { fault: answers(502, HTML), code: "venue_unavailable" },
  "a gateway out of patience": { fault: answers(504, HTML), code: "venue_unavailable" },
  "an empty body": { fault: answers(200, "", JSON_TYPE), code: "bad_venue_data" },
  "an empty object": { fault: answers(200, "{}", JSON_TYPE), code: "bad_venue_data" },
  "an empty list": { fault: answers(200, "[]", JSON_TYPE), code: "bad_venue_data" },
  null: { fault: answers(200, "null", JSON_TYPE), code: "bad_venue_data" },
  "half an answer": { fault: answers(200, '{"data":[{"x', JSON_TYPE), code: "bad_venue_data" },
  "a page instead of data": { fault: answers(200, HTML), code: "bad_venue_data" },
  "a connection that breaks": {
    fault: (response) => response.destroy(),
    code: "venue_unavailable",
  },
  "a body that breaks off": { fault: cuts(), code: "venue_unavailable" },
  "a body that stalls": { fault: stalls(), code: "venue_unavailable" },
};

let proxyUrl = "";
let answer: Fault = answers(200, "{}");
const server = http.createServer((_request, response) => answer(response));
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  proxyUrl = `http://127.0.0.1:${port}/x/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A store that holds one good snapshot of the account. */
function storeGood(venue: VenueId) {
  const db = openTestDatabase();
  const id = accountId("a");
  const kind = { venue, marginModel: modelOf(venue) };
  createAccountStore(db).append({
    ...kind,
    accountId: id,
    label: "A",
    isDemo: false,
    createdAt: 0,
  });
  const snapshots = createSnapshotStore(db);
  const good = buildSnapshot({ ...kind, accountId: id, label: "A", positions: [buildPosition()] });
  snapshots.append(good);
  return { snapshots, good };
}

describe.each(OFFERED_VENUES)("an account at %s", (venue) => {
  it.each(Object.entries(BAD_ANSWERS))("keeps what it had after %s", async (_, { fault, code }) => {
    answer = fault;
    const { snapshots, good } = storeGood(venue);
    const client = connectOffered(venue, proxyUrl, 150);
    onTestFinished(client.close);
    const { signal } = new AbortController();
    const failing = syncAccount({ client, snapshots, now: Date.now, signal });
    await expect(failing).rejects.toMatchObject({ code });
    expect(snapshots.findLatest(good.accountId)?.snapshot).toEqual(good);
    expect(snapshots.count(good.accountId)).toBe(1);
  });
});
