import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { decimal } from "#shared/domain/decimal.ts";
import { accountId } from "#shared/domain/ids.ts";
import { connectCcxt } from "../exchange/ccxt-client.ts";
import type { ExchangeClient } from "../exchange/exchange-client.ts";
import type { DemoVenue } from "../ports.ts";
import { startDemoVenue } from "./demo-venue.ts";

const START = 1_795_392_000_000;
const BODIES = path.join(import.meta.dirname, "../../resources/demo");

let now: number;
let venue: DemoVenue;
let client: ExchangeClient;

beforeEach(async () => {
  now = START;
  venue = await startDemoVenue({ now: () => now, bodiesDir: BODIES });
  client = connectCcxt(
    {
      accountId: accountId("demo"),
      label: "Demo",
      venue: "binanceusdm",
      marginModel: "binance-usdm",
      proxyUrl: venue.proxyUrl,
    },
    { apiKey: "any", secret: "any" },
    () => now,
    { timeoutMs: 2_000, deadlineMs: 4_000, weightMs: 1 },
  );
});
afterEach(async () => {
  await client.close();
  await venue.close();
});

it("is read by the unmodified client without a gap", async () => {
  const snapshot = await client.fetchAccount();
  expect(snapshot.gaps).toEqual([]);
  expect(snapshot.hedgeMode).toBe(false);
  expect(snapshot.venueAt).toBe(START);
  expect(snapshot.prices.get("USDT")?.toFixed()).toMatch(/^0\.999[78]/);
  expect(snapshot.openOrders).toHaveLength(2);
  const held = snapshot.positions.map(
    ({ base, side, marginMode }) => `${base} ${side} ${marginMode}`,
  );
  expect(held).toEqual([
    "BTC long cross",
    "ETH long cross",
    "SOL long cross",
    "XRP long cross",
    "DOGE short cross",
    "LTC short cross",
    "BNB long cross",
    "LINK long isolated",
  ]);
  for (const position of snapshot.positions) {
    expect(position.leverage).not.toBeNull();
    expect(position.marginTiers?.length).toBeGreaterThan(4);
  }
  expect(snapshot.positions[6]?.reported.liquidationPrice).toBeNull();
  const fundings = snapshot.positions.map(({ funding }) => funding);
  expect(fundings.map((told) => told?.intervalHours?.toFixed())).toEqual([
    "8",
    "8",
    "4",
    "8",
    "4",
    "8",
    "8",
    "8",
  ]);
  expect(fundings.map((told) => told?.rate.toFixed())).toContain("-0.000035");
  expect(fundings[0]?.nextAt).toBe(START + 8 * 3_600_000);
});

it("tells account and positions of one moment", async () => {
  now = START + 70_500;
  const { positions, reported } = await client.fetchAccount();
  const cross = positions.filter(({ marginMode }) => marginMode === "cross");
  const maintenance = cross.map((position) => Number(position.reported.maintenanceMargin));
  const total = maintenance.reduce((left, right) => left + right);
  expect(total).toBeCloseTo(Number(reported.maintenanceMargin), 6);
});

it("moves with time, stands while paused and goes on where it stood", async () => {
  const btc = async () => (await client.fetchAccount()).positions[0]?.markPrice?.toFixed();
  now += 40_000;
  const before = await btc();
  venue.pause();
  now += 30_000;
  expect(venue.isPaused()).toBe(true);
  expect(await btc()).toBe(before);
  venue.resume();
  expect(venue.isPaused()).toBe(false);
  expect(await btc()).toBe(before);
  now += 5_000;
  expect(decimal((await btc()) ?? "0").lt(before ?? "0")).toBe(true);
});

describe("refuses as the venue does", () => {
  const ask = async (address: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${venue.proxyUrl}${address}`, { headers });
    const { code } = z.parse(z.looseObject({ code: z.optional(z.int()) }), await response.json());
    return [response.status, code];
  };
  const ACCOUNT = "https://fapi.binance.com/fapi/v3/account";
  const KEY = { "x-mbx-apikey": "any" };

  it.each([
    ["a path it does not have", "https://fapi.binance.com/fapi/v1/nothing", KEY, [404, -5000]],
    ["a name of every object", "https://fapi.binance.com/constructor", KEY, [404, -5000]],
    ["another host", "https://api.binance.com/fapi/v3/account", KEY, [404, -5000]],
    ["broken encoding", "https%3A%2F%2Ffapi.binance.com%", KEY, [404, -5000]],
    ["no key", `${ACCOUNT}?timestamp=1&signature=a`, {}, [401, -2014]],
    ["no timestamp", `${ACCOUNT}?signature=a`, KEY, [400, -1102]],
    ["no signature", `${ACCOUNT}?timestamp=1`, KEY, [400, -1102]],
  ])("%s", async (_, address, headers, expected) => {
    expect(await ask(address, headers)).toEqual(expected);
  });

  it("answers a signed address, raw or encoded", async () => {
    const address = `${ACCOUNT}?timestamp=1&signature=a`;
    expect(await ask(address, KEY)).toEqual([200, undefined]);
    expect(await ask(encodeURIComponent(address), KEY)).toEqual([200, undefined]);
  });

  it("sends nothing that would trade", async () => {
    const response = await fetch(`${venue.proxyUrl}https://fapi.binance.com/fapi/v1/openOrders`, {
      method: "POST",
      headers: KEY,
    });
    expect(response.status).toBe(404);
  });
});

it("answers premiumIndex and the clock without a key", async () => {
  const ask = async (endpoint: string): Promise<unknown> =>
    (await fetch(`${venue.proxyUrl}https://fapi.binance.com/fapi/v1/${endpoint}`)).json();
  expect(await ask("time")).toEqual({ serverTime: START });
  expect(await ask("premiumIndex")).toContainEqual(
    expect.objectContaining({ symbol: "BTCUSDT", time: START }),
  );
});
