import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { startDemoVenue } from "../../electron/demo/demo-venue.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import type { Pace } from "../../electron/exchange/ccxt-exchanges.ts";
import type { VenueClient } from "../../electron/exchange/exchange-client.ts";
import type { DemoVenue } from "../../electron/ports.ts";
import { answers, type Fault, type FaultyVenue, startFaultyVenue } from "./faulty-venue.ts";

/*
 * What the unmodified client learns beside the answers, over real HTTP.
 */

const ACCOUNT = "/fapi/v3/account";
const ORDERS = "/fapi/v1/openOrders";
const BODIES = path.join(import.meta.dirname, "../../resources/demo");
const START = 1_795_392_000_000;
const PACE: Pace = { timeoutMs: 2_000, deadlineMs: 4_000, weightMs: 1 };

let demo: DemoVenue;
let venue: FaultyVenue;
let client: VenueClient;
let now: number;

beforeAll(async () => {
  demo = await startDemoVenue({ now: () => START, bodiesDir: BODIES });
});
afterAll(() => demo.close());
beforeEach(async () => {
  now = START;
  venue = await startFaultyVenue(demo.proxyUrl);
  client = connectCcxt(
    {
      accountId: accountId("account"),
      label: "Main",
      venue: "binanceusdm",
      marginModel: "binance-usdm",
      proxyUrl: venue.proxyUrl,
    },
    { apiKey: "the-key", secret: "the-secret" },
    () => now,
    PACE,
  );
});
afterEach(async () => {
  await client.close();
  await venue.close();
});

/** Lets the clock run on while the venue takes its time over one answer. */
function slowly(ms: number, body: unknown, headers: Record<string, string> = {}): Fault {
  return (response) => {
    now += ms;
    answers(200, body, headers)(response);
  };
}

async function gapCodes(): Promise<readonly string[]> {
  const { gaps } = await client.fetchAccount();
  return gaps.map(({ code }) => code);
}

describe("one moment", () => {
  it("marks a reading whose answers came in more than five seconds apart", async () => {
    venue.faults.set(ORDERS, slowly(5_001, []));
    expect(await gapCodes()).toEqual(["not_one_moment"]);
    venue.faults.set(ORDERS, slowly(5_000, []));
    expect(await gapCodes()).toEqual([]);
  });

  it("marks a reading with an answer that the venue gave long before the others", async () => {
    const headers = { date: new Date(Date.now() - 60_000).toUTCString() };
    venue.faults.set(ORDERS, answers(200, [], headers));
    expect(await gapCodes()).toEqual(["not_one_moment"]);
  });
});

describe("the report", () => {
  it("is nothing before the first reading", () => {
    expect(client.report()).toBeNull();
  });

  it("tells the room, also of an answer that refuses", async () => {
    venue.faults.set(ORDERS, answers(200, [], { "x-mbx-used-weight-1m": "600" }));
    await client.fetchAccount();
    expect(client.report()?.room).toMatchObject({ left: 1_800, limit: 2_400 });
    const told = { "x-mbx-used-weight-1m": "2405", "retry-after": "5" };
    venue.faults.set(ACCOUNT, answers(429, { code: -1003, msg: "" }, told));
    await expect(client.fetchAccount()).rejects.toMatchObject({ code: "rate_limited" });
    expect(client.report()?.room).toMatchObject({ left: 0 });
  });

  it("weighs a reading as the venue does and counts what was sent", async () => {
    await client.fetchAccount();
    const asked = venue.asked.length;
    expect(client.report()).toMatchObject({ readingMs: expect.any(Number), sentLastMinute: asked });
    await client.fetchAccount();
    // Without markets and brackets, at one millisecond for each unit of weight; openOrders alone is 40.
    expect(client.report()?.readingMs).toBeGreaterThanOrEqual(55);
    expect(client.report()?.readingMs).toBeLessThanOrEqual(80);
    now += 60_000;
    expect(client.report()?.sentLastMinute).toBe(0);
  });

  it("tells how far the clocks are apart, and compares them again in time", async () => {
    venue.faults.set("/fapi/v1/time", (response) =>
      answers(200, { serverTime: Date.now() + 2_300 })(response),
    );
    await client.fetchAccount();
    const { clock } = client.report() ?? {};
    expect(clock?.isCorrected).toBe(true);
    expect(clock?.offsetMs).toBeGreaterThan(-2_400);
    expect(clock?.offsetMs).toBeLessThan(-1_500);
    const compared = () => venue.asked.filter((each) => each === "/fapi/v1/time").length;
    now += 10 * 60_000 - 1;
    await client.fetchAccount();
    expect(compared()).toBe(1);
    now += 1;
    await client.fetchAccount();
    expect(compared()).toBe(2);
    client.wake();
    await client.fetchAccount();
    expect(compared()).toBe(3);
  });

  it("names the tables of rules with age and hash", async () => {
    await client.fetchAccount();
    now += 1_000;
    await client.fetchAccount();
    const { rules } = client.report() ?? {};
    const names = rules?.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["contracts", "leverage bracket"]));
    for (const { readAt, hash } of rules ?? []) {
      expect(readAt).toBe(START);
      expect(hash).toMatch(/^[0-9a-f]{8}$/);
    }
  });
});

it("ends what hangs when the computer wakes, and reads again on new sockets", async () => {
  await client.fetchAccount();
  let isAsked = (): void => {};
  const asked = new Promise<void>((resolve) => (isAsked = resolve));
  venue.faults.set(ACCOUNT, () => isAsked());
  const hanging = client.fetchAccount();
  await asked;
  client.wake();
  await expect(hanging).rejects.toMatchObject({ code: "venue_unavailable" });
  venue.faults.clear();
  expect((await client.fetchAccount()).positions).toHaveLength(8);
});
