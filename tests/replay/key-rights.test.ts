import { createHash, createHmac } from "node:crypto";
import http from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { OFFERED_VENUES, VENUE_CATALOG, type VenueId } from "#shared/domain/venue-catalog.ts";
import { KEY_RIGHTS } from "../../electron/exchange/key-rights/key-rights.ts";
import { VENUES } from "../../electron/exchange/venues/venues.ts";
import { connectOffered, SECRET } from "./catalog-client.ts";

/* The catalog against the real client: what is offered can be read, and says whom it talks to. */

/** Answers of each venue's address about keys, one that may trade. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  "/sapi/v1/account/apiRestrictions": {
    enableReading: true,
    enableWithdrawals: false,
    enableFutures: true,
  },
  "/v5/user/query-api": {
    retCode: 0,
    result: { readOnly: 0, permissions: { Spot: ["SpotTrade"] } },
  },
  "/api/v5/account/config": { code: "0", data: [{ perm: "read_only,trade" }] },
  "/api/v2/public/auth": { jsonrpc: "2.0", result: { scope: "account:read trade:read_write" } },
  "/api/v4/account/main_keys": [
    { key: "own-k*****", perms: [{ name: "futures", read_only: false }] },
  ],
  "/api/v3/account/info": {
    code: "00000",
    data: { permType: "read-and-write", permissions: ["uta_trade"] },
  },
  "/api/v1/user/api-key": { code: "200000", data: { permission: "General,Futures" } },
  "/api/auth/v1/api-keys/v3/check": {
    apiKey: "own-key",
    permissions: { general: "FULL_ACCESS", transfer: "NO_ACCESS" },
  },
};

type Asked = { readonly host: string; readonly path: string; readonly whole: string };

async function startVenue() {
  const asked: Asked[] = [];
  const server = http.createServer((request, response) => {
    void (async () => {
      const target = decodeURIComponent(String(request.url).slice("/x/".length));
      const { host, pathname } = new URL(target);
      const whole = `${target} ${JSON.stringify(request.headers)} ${await text(request)}`;
      asked.push({ host, path: pathname, whole });
      const answer = ANSWERS[pathname] ?? {};
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { asked, proxyUrl: `http://127.0.0.1:${port}/x/` };
}

async function connect(venue: VenueId) {
  const { asked, proxyUrl } = await startVenue();
  const client = connectOffered(venue, proxyUrl);
  onTestFinished(client.close);
  return { asked, client };
}

describe("the catalog", () => {
  it("offers every venue that Keel reads and no other", () => {
    expect(OFFERED_VENUES.toSorted()).toEqual([...VENUES.keys()].toSorted());
  });

  it("says of each venue whether it tells what a key may do", () => {
    const telling = OFFERED_VENUES.filter((venue) => VENUE_CATALOG[venue].tellsKeyRights);
    expect(telling.toSorted()).toEqual([...KEY_RIGHTS.keys()].toSorted());
  });

  it.each(OFFERED_VENUES)("names every host that %s is asked at", async (venue) => {
    const { asked, client } = await connect(venue);
    const failure = await client.fetchAccount().catch((error: unknown) => error);
    // A host that is not named is stopped before it is asked, and says so.
    expect(String(failure)).not.toContain("stopped");
    expect(JSON.stringify(await client.fetchKeyRights())).not.toContain("stopped");
    const hosts = new Set(asked.map(({ host }) => host));
    expect(VENUE_CATALOG[venue].hosts).toEqual(expect.arrayContaining([...hosts]));
    expect(hosts.size).toBeGreaterThan(0);
  });
});

describe.each([...KEY_RIGHTS.keys()])("rights of a key at %s", (venue) => {
  it("are read through the real client, and no secret goes along", async () => {
    const { asked, client } = await connect(venue as VenueId);
    expect(await client.fetchKeyRights()).toEqual({
      isKnown: true,
      powers: expect.arrayContaining(["trade"]),
    });
    const told = asked.find(({ path }) => path in ANSWERS);
    expect(told?.whole).toContain("own-key");
    expect(asked.map(({ whole }) => whole).join("")).not.toContain(SECRET);
  });
});

/** https://docs.kraken.com/exchange/guides/futures/rest, read 2026-11-24. */
it("the question about a key's rights is signed as Kraken documents it", async () => {
  const { asked, client } = await connect("krakenfutures");
  await client.fetchKeyRights();
  const path = "/api/auth/v1/api-keys/v3/check";
  const digest = createHash("sha256").update(path).digest();
  const signature = createHmac("sha512", Buffer.from(SECRET, "base64")).update(digest);
  const told = asked.find((request) => request.path === path);
  expect(told?.host).toBe("futures.kraken.com");
  expect(told?.whole).toContain(`"authent":"${signature.digest("base64")}"`);
});
