import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { startDemoVenue } from "../../electron/demo/demo-venue.ts";
import { createCcxtConnector } from "../../electron/exchange/ccxt-client.ts";
import type { Pace } from "../../electron/exchange/ccxt-exchanges.ts";
import { type VenueClient, VenueError } from "../../electron/exchange/exchange-client.ts";
import type { Venue } from "../../electron/exchange/venue.ts";
import { binanceUsdm } from "../../electron/exchange/venues/binanceusdm.ts";
import { VENUES } from "../../electron/exchange/venues/venues.ts";
import type { DemoVenue } from "../../electron/ports.ts";
import { answers, type FaultyVenue, startFaultyVenue } from "./faulty-venue.ts";

/* A venue that asks to wait: who keeps to it, for how long, and what is still sent. */

const ACCOUNT = "/fapi/v3/account";
const BODIES = path.join(import.meta.dirname, "../../resources/demo");
/** A clock that stands still makes every wait exact. */
const START = 1_795_392_000_000;
const PACE: Pace = { timeoutMs: 2_000, deadlineMs: 4_000, weightMs: 1 };
/** The secret in Base64, as Kraken's are. */
const KEY = { secret: "dGhlLXNlY3JldA==", passphrase: "the-passphrase" };
const MINUTE_MS = 60_000;
const BUSY = { code: -1003, msg: "" };

let demo: DemoVenue;
let venue: FaultyVenue;
let now: number;
let clients: VenueClient[];

beforeAll(async () => {
  demo = await startDemoVenue({ now: () => START, bodiesDir: BODIES });
});
afterAll(() => demo.close());

beforeEach(async () => {
  now = START;
  clients = [];
  venue = await startFaultyVenue(demo.proxyUrl);
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(clients.map((each) => each.close()));
  await venue.close();
});

/** Connects accounts of one program, each with a key of its own unless one is given. */
function createProgram(pace = PACE, venues: ReadonlyMap<string, Venue> = VENUES) {
  const connectExchange = createCcxtConnector({ pace, venues });
  return (
    id = "account",
    venueId = "binanceusdm",
    marginModel: MarginModelId = "binance-usdm",
    apiKey = `the key of ${id}`,
  ) => {
    const { proxyUrl } = venue;
    const connection = {
      accountId: accountId(id),
      label: id,
      venue: venueId,
      marginModel,
      proxyUrl,
    };
    const client = connectExchange(connection, { ...KEY, apiKey }, () => now);
    clients.push(client);
    return client;
  };
}

async function failureOf(client: VenueClient): Promise<VenueError> {
  try {
    await client.fetchAccount();
  } catch (error) {
    if (error instanceof VenueError) return error;
    throw error;
  }
  return expect.unreachable("the account was read");
}

const tellsToWait = (status: number, seconds: string) =>
  answers(status, BUSY, { "retry-after": seconds });

describe("one account", () => {
  it("sends nothing until the wait is over", async () => {
    const client = createProgram()();
    venue.faults.set(ACCOUNT, tellsToWait(429, "37"));
    expect(await failureOf(client)).toMatchObject({ code: "rate_limited", retryAfterMs: 37_000 });
    const before = client.report()?.sentLastMinute;
    now += 36_000;
    expect(await failureOf(client)).toMatchObject({ code: "rate_limited", retryAfterMs: 1_000 });
    expect(client.report()?.sentLastMinute).toBe(before);
    now += 1_000;
    venue.faults.clear();
    expect((await client.fetchAccount()).positions).toHaveLength(8);
  });

  it.each([
    ["with a time", { "retry-after": "37" }, 37_000],
    ["without one", {}, 10_000],
  ])(
    "stops what still waits for its turn when something is told to wait %s",
    async (_, headers, waitMs) => {
      const asked = ["fapiPrivateV3GetAccount", "fapiPrivateV3GetPositionRisk"];
      const outcomes: unknown[] = [];
      const createReader: Venue["createReader"] = ({ call }) => {
        return async () => {
          vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
          const calls = asked.map((endpoint) => call(endpoint));
          await setImmediate(); // both wait for their turn
          vi.advanceTimersByTime(MINUTE_MS); // behind the clock, which weighs 1
          await Promise.allSettled(calls.slice(0, 1));
          vi.advanceTimersByTime(5 * MINUTE_MS); // behind the first, which weighs 5
          outcomes.push(...(await Promise.allSettled(calls)));
          throw new VenueError("bad_venue_data", "both have ended");
        };
      };
      // One whose requests are spread.
      const { exchange, weightMs, refusal } = binanceUsdm;
      const venues = new Map([["binanceusdm", { exchange, weightMs, refusal, createReader }]]);
      // No turn comes unless the test lets the time for it pass.
      const pace = { ...PACE, deadlineMs: 60 * MINUTE_MS, weightMs: MINUTE_MS };
      const client = createProgram(pace, venues)();
      venue.faults.set(ACCOUNT, answers(429, BUSY, headers));
      await failureOf(client);
      const codes = outcomes.map((outcome) => Reflect.get(Object(outcome), "reason"));
      expect(codes).toMatchObject(asked.map(() => ({ code: "rate_limited" })));
      expect(codes[1]).toMatchObject({ retryAfterMs: waitMs });
      expect(venue.asked.slice(-1)).toEqual([ACCOUNT]);
    },
  );

  it("forgets a wait when the clock was set back behind it", async () => {
    const client = createProgram()();
    venue.faults.set(ACCOUNT, tellsToWait(418, "86400"));
    await failureOf(client);
    now -= 1;
    venue.faults.clear();
    expect((await client.fetchAccount()).positions).toHaveLength(8);
  });

  it("waits until a ban ends by the venue's clock, an hour behind the computer's", async () => {
    // ccxt compares the clocks by the computer's own.
    now = Date.now();
    const venueNow = now - 3_600_000;
    venue.faults.set("/fapi/v1/time", answers(200, { serverTime: venueNow }));
    const msg = `Way too many requests; IP banned until ${venueNow + 600_000}.`;
    venue.faults.set(ACCOUNT, answers(418, { code: -1003, msg }));
    const { retryAfterMs } = await failureOf(createProgram()());
    expect(retryAfterMs).toBeGreaterThan(300_000);
    expect(retryAfterMs).toBeLessThan(900_000);
  });
});

describe("accounts of one address", () => {
  it("send nothing into the ban that another one was told of", async () => {
    const connect = createProgram();
    venue.faults.set(ACCOUNT, tellsToWait(418, "600"));
    await failureOf(connect("first"));
    for (const other of ["second", "third"].map((id) => connect(id))) {
      expect(await failureOf(other)).toMatchObject({ code: "rate_limited", retryAfterMs: 600_000 });
      expect(other.report()?.sentLastMinute).toBe(0);
    }
  });

  it("and an account that is connected anew keep to it", async () => {
    const connect = createProgram();
    venue.faults.set(ACCOUNT, tellsToWait(418, "600"));
    const old = connect();
    await failureOf(old);
    await old.close();
    const anew = connect();
    expect(await failureOf(anew)).toMatchObject({ retryAfterMs: 600_000 });
    expect(anew.report()?.sentLastMinute).toBe(0);
  });

  it("keep to what Bybit told the address, but each to what it told one account", async () => {
    const connect = createProgram();
    const bybit = (id: string) => connect(id, "bybit", "bybit-unified");
    const told = async (fault: ReturnType<typeof answers>) => {
      venue.faults.set("*", fault);
      await failureOf(bybit("first"));
      const second = bybit("second");
      await failureOf(second);
      return second.report()?.sentLastMinute;
    };
    const slowDown = { retCode: 10006, retMsg: "Too many visits.", result: {} };
    expect(await told(answers(200, slowDown))).toBeGreaterThan(0);
    now += 600_000;
    expect(await told(answers(403, "access too frequent"))).toBe(0);
  });
});

describe("a key that is tried again", () => {
  it.each([
    ["bybit", "bybit-unified"],
    ["okx", "okx-multi"],
    ["gate", "gate-unified"],
    ["bitget", "bitget-cross"],
    ["kucoinfutures", "kucoin-cross"],
    ["krakenfutures", "kraken-flex"],
    ["deribit", "deribit-standard"],
  ] as const)("keeps to what %s told it, as a new account too", async (venueId, model) => {
    const connect = createProgram();
    venue.faults.set("*", answers(429, "", { "retry-after": "600" }));
    await failureOf(connect("first", venueId, model, "the-key"));
    const again = connect("second", venueId, model, "the-key");
    expect(await failureOf(again)).toMatchObject({ code: "rate_limited", retryAfterMs: 600_000 });
    expect(again.report()?.sentLastMinute).toBe(0);
  });
});

/** The wait that any venue is told by its header, over real HTTP. */
describe("Retry-After", () => {
  it.each([
    ["okx", "okx-multi", 429],
    ["deribit", "deribit-standard", 429],
    ["bitget", "bitget-cross", 503],
    ["krakenfutures", "kraken-flex", 429],
    ["mexc", "generic-cross", 429],
    ["bingx", "generic-cross", 503],
  ] as const)("is kept at %s (%s, HTTP %i)", async (venueId, model, status) => {
    const client = createProgram()("account", venueId, model);
    venue.faults.set("*", answers(status, "", { "retry-after": "37" }));
    expect((await failureOf(client)).retryAfterMs).toBe(37_000);
    now += 36_999;
    const before = client.report()?.sentLastMinute;
    expect(await failureOf(client)).toMatchObject({ code: "rate_limited", retryAfterMs: 1 });
    expect(client.report()?.sentLastMinute).toBe(before);
  });
});
