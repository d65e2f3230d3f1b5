import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { type ExchangeClient, VenueError } from "../../electron/exchange/exchange-client.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { answers, cuts, type FaultyVenue, stalls, startFaultyVenue } from "./faulty-venue.ts";
import { type ReplayServer, startReplayServer } from "./replay-server.ts";

/*
 * A venue that Keel knows nothing of but what ccxt does: BingX, in the words of its documentation,
 * from HTTP to the assessment. The account: 20,000 USDT, 0.5 BTC long and 0.1 short, 4 ETH short.
 */

const CREDENTIAL = { apiKey: "the-key", secret: "the-secret" };
const PACE = { timeoutMs: 500, deadlineMs: 2_000, weightMs: 1 };
const READ_AT = 1_795_392_000_500;

let server: ReplayServer;
let venue: FaultyVenue;
let client: ExchangeClient;

beforeAll(async () => {
  server = await startReplayServer(path.join(import.meta.dirname, "composed"));
});
afterAll(() => server.close());

function connect(proxyUrl: string): ExchangeClient {
  const connection = {
    ...{ accountId: accountId("account"), label: "Main", venue: "bingx" },
    ...{ marginModel: "generic-cross" as const, proxyUrl },
  };
  return connectCcxt(connection, CREDENTIAL, () => READ_AT, PACE);
}

beforeEach(async () => {
  venue = await startFaultyVenue(server.proxyUrl("bingx"));
  client = connect(venue.proxyUrl);
});
afterEach(async () => {
  await client.close();
  await venue.close();
});

const CROSS = { marginMode: "cross", isolatedMargin: null, leverage: "10" };
const BTC = { instrument: "BTC/USDT:USDT", kind: "linear", contractSize: "1", markPrice: "65000" };

describe("an account at BingX", () => {
  it("is read with everything that ccxt tells of it", async () => {
    expect(plainSnapshot(await client.fetchAccount())).toMatchObject({
      venue: "bingx",
      marginModel: "generic-cross",
      readAt: READ_AT,
      venueAt: null,
      // 64,935 dollars and 65,000 USDT for a bitcoin.
      prices: { USDT: "0.999", BTC: "64935", ETH: "2497.5" },
      hedgeMode: true,
      // ccxt adds up 17,570 available and 4,680 used. If 2,800 of it is profit, this is the cash.
      balances: [{ asset: "USDT", walletBalance: "19450", borrowed: null }],
      positions: [
        { ...BTC, ...CROSS, side: "long", quantity: "0.5", entryPrice: "60000" },
        { ...BTC, ...CROSS, side: "short", quantity: "0.1", entryPrice: "64000" },
        {
          ...{ instrument: "ETH/USDT:USDT", ...CROSS, side: "short", quantity: "4" },
          ...{ markPrice: "2500", funding: { rate: "-0.00005", intervalHours: "8" } },
        },
      ],
      openOrders: [{ instrument: "BTC/USDT:USDT", side: "buy", quantity: "0.1", price: "55000" }],
      reported: { equity: null, maintenanceMargin: null },
      gaps: [
        { code: "rule_unknown", path: "reported" },
        { code: "rule_unknown", path: "balances[0].walletBalance" },
      ],
    });
  });

  it("is assessed by the venue's tiers, with less equity than there is rather than more", async () => {
    const assessment = assessAccount(await client.fetchAccount());
    // 22,250 USDT; the venue's own equity is 22,800.
    expect(assessment.equity.value?.toFixed()).toBe("22227.75");
    // (32,500 + 6,500) × 0.4 % + 10,000 × 0.5 %, at 0.999
    expect(assessment.maintenanceMargin.value?.toFixed()).toBe("205.794");
    expect(assessment.reconciliation.filter(({ agrees }) => agrees)).toHaveLength(3);
  });

  it("counts an inverse contract by its dollars, and says what is not told of it", async () => {
    await client.close();
    client = connect(server.proxyUrl("bingx-inverse"));
    const snapshot = await client.fetchAccount();
    expect(snapshot.positions[3]).toMatchObject({
      kind: "inverse",
      settle: "SOL",
      marginTiers: null,
    });
    expect(
      snapshot.positions[3]?.quantity.times(snapshot.positions[3].contractSize).toFixed(),
    ).toBe("1000");
    expect(snapshot.gaps.map(({ code, path: at }) => `${code} ${at}`)).toContain(
      "mode_unread marginModel",
    );
    const { maintenanceMargin } = assessAccount(snapshot);
    expect(maintenanceMargin.value).toBeNull();
    expect(maintenanceMargin.gaps.map(({ code }) => code)).toEqual(["tiers_missing"]);
  });

  it("looks once for a contract that it does not know", async () => {
    const row = { symbol: "NEW-USDT", positionSide: "LONG", positionAmt: "1", avgPrice: "1" };
    venue.faults.set(POSITIONS, answers(200, { code: 0, data: [row] }));
    await expect(client.fetchAccount()).rejects.toMatchObject({ code: "bad_venue_data" });
    const asked = venue.asked.filter((each) => each === "/openApi/swap/v2/quote/contracts");
    expect(asked).toHaveLength(2);
    // What is not held any more may have left the list.
    const flat = { ...row, positionAmt: "0" };
    venue.faults.set(POSITIONS, answers(200, { code: 0, data: [flat] }));
    const before = venue.asked.length;
    expect((await client.fetchAccount()).positions).toEqual([]);
    expect(venue.asked.slice(before)).not.toContain("/openApi/swap/v2/quote/contracts");
  });

  it("loads its contracts without the key, and once", async () => {
    await client.fetchAccount();
    await client.fetchAccount();
    const countOf = (asked: string) => venue.asked.filter((each) => each === asked).length;
    expect(countOf("/openApi/swap/v2/quote/contracts")).toBe(1);
    expect(countOf("/openApi/swap/v1/maintMarginRatio")).toBe(2);
    expect(countOf("/openApi/swap/v2/user/positions")).toBe(2);
  });
});

const BALANCE = "/openApi/swap/v3/user/balance";
const POSITIONS = "/openApi/swap/v2/user/positions";
const BAD_BODIES: readonly [string, ReturnType<typeof answers>][] = [
  ["nothing", answers(200, "")],
  ["an empty object", answers(200, {})],
  ["null", answers(200, null)],
  ["a page", answers(200, "<html>captcha</html>")],
  ["rows of nonsense", answers(200, { code: 0, data: [null, 1, "x"] })],
];

describe("bad answers", () => {
  describe.each([BALANCE, POSITIONS, "/openApi/cswap/v1/user/positions"])("at %s", (endpoint) => {
    it.each(BAD_BODIES)("%s: the reading fails", async (_, fault) => {
      venue.faults.set(endpoint, fault);
      await expect(client.fetchAccount()).rejects.toMatchObject({ code: "bad_venue_data" });
      venue.faults.clear();
      expect((await client.fetchAccount()).positions).toHaveLength(3);
    });

    it.each([
      ["a body that is cut", cuts(), "venue_unavailable"],
      ["a body that stalls", stalls(), "venue_unavailable"],
      ["a gateway's page", answers(502, "<html>"), "venue_unavailable"],
      ["too many requests", answers(429, ""), "rate_limited"],
    ] as const)("%s: the reading fails", async (_, fault, code) => {
      venue.faults.set(endpoint, fault);
      await expect(client.fetchAccount()).rejects.toMatchObject({ code });
    });
  });

  it("of a kind of contract that the account is not open for leaves a gap", async () => {
    const refusal = answers(200, { code: 100004, msg: "Permission denied" });
    venue.faults.set("/openApi/cswap/v1/user/positions", refusal);
    const { gaps, positions } = await client.fetchAccount();
    expect(positions).toHaveLength(3);
    expect(gaps[0]).toMatchObject({ code: "source_failed", path: "positions" });
    expect(gaps[0]?.message).toMatch(/inverse contracts could not be read/);
  });

  it("of a kind of contract that was read before fail the reading", async () => {
    await client.fetchAccount();
    const refusal = answers(200, { code: 100004, msg: "Permission denied" });
    for (const endpoint of ["/openApi/cswap/v1/user/positions", "/openApi/cswap/v1/user/balance"]) {
      venue.faults.set(endpoint, refusal);
      await expect(client.fetchAccount()).rejects.toBeInstanceOf(VenueError);
      venue.faults.clear();
    }
    expect((await client.fetchAccount()).positions).toHaveLength(3);
  });

  it("to what the account is readable without leave gaps", async () => {
    venue.faults.set("/openApi/swap/v1/maintMarginRatio", answers(200, { code: 0, data: [] }));
    venue.faults.set("/openApi/swap/v2/trade/openOrders", answers(500, ""));
    venue.faults.set("/openApi/cswap/v1/market/ticker", answers(200, {}));
    const { gaps, positions, prices } = await client.fetchAccount();
    expect(positions.map(({ marginTiers }) => marginTiers)).toEqual([null, null, null]);
    expect([...prices.keys()]).toEqual([]);
    expect(gaps.filter(({ code }) => code === "source_failed").map(({ path: at }) => at)).toEqual([
      "positions",
      "positions",
      "prices",
      "openOrders",
    ]);
  });

  it("that tell of no coin at all are not taken for an empty account", async () => {
    venue.faults.set(BALANCE, answers(200, { code: 0, data: [] }));
    await expect(client.fetchAccount()).rejects.toMatchObject({ code: "bad_venue_data" });
  });

  it("that refuse the key say so", async () => {
    venue.faults.set(BALANCE, answers(200, { code: 100001, msg: "Signature verification failed" }));
    await expect(client.fetchAccount()).rejects.toMatchObject({ code: "credentials_rejected" });
  });
});
