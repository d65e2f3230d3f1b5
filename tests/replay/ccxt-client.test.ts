import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { accountId } from "#shared/domain/ids.ts";
import { startDemoVenue } from "../../electron/demo/demo-venue.ts";
import { connectCcxt, createCcxtConnector } from "../../electron/exchange/ccxt-client.ts";
import type { Pace } from "../../electron/exchange/ccxt-exchanges.ts";
import {
  type Connection,
  type ExchangeClient,
  VenueError,
} from "../../electron/exchange/exchange-client.ts";
import type { DemoVenue } from "../../electron/ports.ts";
import { answers, cuts, type FaultyVenue, stalls, startFaultyVenue } from "./faulty-venue.ts";

const ACCOUNT = "/fapi/v3/account";
const BRACKETS = "/fapi/v1/leverageBracket";
const BODIES = path.join(import.meta.dirname, "../../resources/demo");
const HOUR_MS = 3_600_000;
/** A clock that stands still makes every wait exact. */
const START = 1_795_392_000_000;

let demo: DemoVenue;
let venue: FaultyVenue;
let client: ExchangeClient;
let now: number;

beforeAll(async () => {
  demo = await startDemoVenue({ now: () => START, bodiesDir: BODIES });
});
afterAll(() => demo.close());

beforeEach(async () => {
  now = START;
  venue = await startFaultyVenue(demo.proxyUrl);
  client = connect();
});
afterEach(async () => {
  await client.close();
  await venue.close();
});

const CREDENTIAL = { apiKey: "the-key", secret: "the-secret" };
const PACE: Pace = { timeoutMs: 2_000, deadlineMs: 4_000, weightMs: 1 };

function connection(venueId = "binanceusdm"): Connection {
  return {
    accountId: accountId("account"),
    label: "Main",
    venue: venueId,
    marginModel: "binance-usdm",
    proxyUrl: venue.proxyUrl,
  };
}

function connect(pace = PACE, venueId?: string): ExchangeClient {
  return connectCcxt(connection(venueId), CREDENTIAL, () => now, pace);
}

async function failure(): Promise<VenueError> {
  try {
    await client.fetchAccount();
  } catch (error) {
    if (error instanceof VenueError) return error;
    throw error;
  }
  return expect.unreachable("the account was read");
}

/** Straight to the demo behind. */
function ask(endpoint: string): Promise<Response> {
  return fetch(`${demo.proxyUrl}https://fapi.binance.com${endpoint}?timestamp=1&signature=a`, {
    headers: { "x-mbx-apikey": "any" },
  });
}

function countOf(asked: string): number {
  return venue.asked.filter((each) => each === asked).length;
}

describe("what is asked", () => {
  it("asks nothing before the first reading, and markets and tiers once an hour at most", async () => {
    expect(venue.asked).toEqual([]);
    await client.fetchAccount();
    now += HOUR_MS - 1;
    await client.fetchAccount();
    expect([countOf("/fapi/v1/exchangeInfo"), countOf(BRACKETS), countOf(ACCOUNT)]).toEqual([
      1, 1, 2,
    ]);
    now += 1;
    await client.fetchAccount();
    expect([countOf("/fapi/v1/exchangeInfo"), countOf(BRACKETS), countOf(ACCOUNT)]).toEqual([
      1, 2, 3,
    ]);
  });

  it("asks for the markets once for all accounts of a venue", async () => {
    const open = createCcxtConnector({ pace: PACE });
    const clients = [1, 2, 3].map(() => open(connection(), CREDENTIAL, () => now));
    const alone = await client.fetchAccount();
    const [first, ...others] = await Promise.all(clients.map((each) => each.fetchAccount()));
    expect(countOf("/fapi/v1/exchangeInfo")).toBe(2);
    expect([first, ...others].map((each) => each?.positions)).toEqual(
      clients.map(() => alone.positions),
    );
    await Promise.all(clients.map((each) => each.close()));
  });

  it("keeps the tiers it has when they can't be read again", async () => {
    await client.fetchAccount();
    now += HOUR_MS;
    venue.faults.set(BRACKETS, answers(200, {}));
    const snapshot = await client.fetchAccount();
    expect(snapshot.positions[0]?.marginTiers).not.toBeNull();
    expect(snapshot.gaps.map(({ code }) => code)).toEqual(["stale"]);
  });

  it("asks the two old endpoints for the modes when the new one fails", async () => {
    venue.faults.set("/fapi/v1/accountConfig", answers(404, {}));
    const snapshot = await client.fetchAccount();
    expect(snapshot.gaps).toEqual([]);
    expect(snapshot.hedgeMode).toBe(false);
  });

  it("asks account and positions again when a mark changed between them", async () => {
    const schema = z.looseObject({ positions: z.array(z.looseObject({})) });
    const body = z.parse(schema, await (await ask(ACCOUNT)).json());
    const [btc, ...others] = body.positions;
    const earlier = { ...body, positions: [{ ...btc, unrealizedProfit: "19000" }, ...others] };
    venue.faults.set(ACCOUNT, (response) => {
      venue.faults.delete(ACCOUNT);
      answers(200, earlier)(response);
    });
    expect((await client.fetchAccount()).gaps).toEqual([]);
    expect([countOf(ACCOUNT), countOf("/fapi/v3/positionRisk")]).toEqual([2, 2]);
  });

  it("looks for a contract it does not know, once", async () => {
    venue.faults.set(
      "/fapi/v3/positionRisk",
      answers(200, [{ symbol: "NEWUSDT", positionSide: "BOTH", positionAmt: "1" }]),
    );
    expect(await failure()).toMatchObject({ code: "bad_venue_data" });
    expect(countOf("/fapi/v1/exchangeInfo")).toBe(2);
  });

  it("lives without the venue's clock, and asks it again after a failure", async () => {
    venue.faults.set("/fapi/v1/time", answers(500, ""));
    venue.faults.set(ACCOUNT, answers(400, { code: -1021, msg: "Timestamp" }));
    expect(await failure()).toMatchObject({ code: "clock_off" });
    venue.faults.clear();
    await client.fetchAccount();
    await client.fetchAccount();
    expect(countOf("/fapi/v1/time")).toBe(2);
  });
});

describe("failures", () => {
  it("tells a revoked key from a rate limit after good readings", async () => {
    await client.fetchAccount();
    venue.faults.set(ACCOUNT, answers(401, { code: -2015, msg: "Invalid API-key, IP" }));
    expect(await failure()).toMatchObject({ code: "credentials_rejected" });
  });

  it("gives up on a body that stalls", async () => {
    client = connect({ timeoutMs: 500, deadlineMs: 700, weightMs: 1 });
    venue.faults.set(ACCOUNT, stalls());
    expect(await failure()).toMatchObject({ code: "venue_unavailable" });
  });

  it("takes a body that is cut as a broken connection", async () => {
    venue.faults.set(ACCOUNT, cuts());
    expect(await failure()).toMatchObject({ code: "venue_unavailable" });
  });

  it.each([
    ["an empty list of contracts", { symbols: [] }],
    ["no list of contracts", {}],
    ["a list of nonsense", { symbols: [null, 1, "x", {}] }],
    ["a page", "<html>"],
  ])("refuses %s, and asks again at the next reading", async (_, body) => {
    venue.faults.set("/fapi/v1/exchangeInfo", answers(200, body));
    expect(await failure()).toMatchObject({ code: "bad_venue_data" });
    venue.faults.clear();
    expect((await client.fetchAccount()).positions).toHaveLength(8);
  });

  it("never tells the key, the signature, the address or the raw answer", async () => {
    const said: string[] = [];
    for (const status of [200, 400, 401, 404, 429, 500, 503]) {
      venue.faults.set(ACCOUNT, answers(status, { code: -9, msg: "raw the-key signature=1" }));
      const { message, cause } = await failure();
      said.push(message, String(cause));
    }
    expect(said.join()).not.toMatch(/the-key|the-secret|signature=|https?:|raw/);
  });

  it.each([301, 302, 307, 308])("never follows the venue to another place (%i)", async (status) => {
    const elsewhere = await startFaultyVenue(demo.proxyUrl);
    const location = `${elsewhere.proxyUrl}https://fapi.binance.com${ACCOUNT}`;
    venue.faults.set(ACCOUNT, answers(status, "", { location }));
    try {
      const { code, message } = await failure();
      expect(code).toBe("venue_unavailable");
      expect(message).not.toContain("127.0.0.1");
      expect(elsewhere.asked).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  it("refuses a venue it does not know without asking anything", async () => {
    client = connect(PACE, "somewhere");
    expect(await failure()).toMatchObject({ code: "unsupported" });
    expect(venue.asked).toEqual([]);
  });

  it.each(["http://replay.example/", "http://127.0.0.1.example/", "127.0.0.1"])(
    "never sends a signed request to %s",
    async (proxyUrl) => {
      client = connectCcxt({ ...connection(), proxyUrl }, CREDENTIAL, () => now);
      expect(await failure()).toMatchObject({ code: "invalid_input" });
    },
  );

  it("is of no use once closed", async () => {
    await client.close();
    expect(await failure()).toMatchObject({ code: "venue_unavailable" });
  });
});
