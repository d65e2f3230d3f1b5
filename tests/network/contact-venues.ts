import { writeSync } from "node:fs";
import { accountId } from "#shared/domain/ids.ts";
import { VENUE_CATALOG, VENUE_IDS } from "#shared/domain/venue-catalog.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";

/*
 * Reads an account and the rights of its key at every venue, with no replay between. Prints which
 * venue it is about; under record-connections.ts nothing reaches them.
 */

const CREDENTIAL = {
  apiKey: "planted-key",
  secret: "cGxhbnRlZC1zZWNyZXQ=",
  passphrase: "planted",
  walletAddress: "0x0000000000000000000000000000000000000001",
};
const PACE = { timeoutMs: 2_000, deadlineMs: 4_000, weightMs: 0.05 };

for (const venue of Object.values(VENUE_IDS).flat()) {
  writeSync(1, `venue ${venue}\n`);
  const connection = {
    accountId: accountId(venue),
    label: venue,
    venue,
    marginModel: VENUE_CATALOG[venue].models[0]?.id ?? "generic-cross",
    proxyUrl: null,
  };
  const client = connectCcxt(connection, CREDENTIAL, Date.now, PACE);
  const read = await Promise.allSettled([client.fetchAccount(), client.fetchKeyRights()]);
  if (read[0]?.status === "fulfilled") throw new Error(`${venue} was read without a network`);
  await client.close();
}
