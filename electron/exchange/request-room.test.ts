import { describe, expect, it } from "vitest";
import { readRoom, tightestRoom } from "./request-room.ts";

const URL = "https://fapi.binance.com/fapi/v3/account?timestamp=1";

describe("readRoom", () => {
  it.each([
    [
      "binanceusdm",
      { "X-Mbx-Used-Weight-1m": "432" },
      { left: 1_968, limit: 2_400, unit: "weight", windowMs: 60_000 },
    ],
    [
      "bybit",
      { "X-Bapi-Limit-Status": "49", "X-Bapi-Limit": "50" },
      { left: 49, limit: 50, unit: "requests", windowMs: 1_000 },
    ],
    [
      "gate",
      { "X-Gate-Ratelimit-Requests-Remain": "150", "X-Gate-Ratelimit-Limit": "200" },
      { left: 150, limit: 200, unit: "requests", windowMs: 10_000 },
    ],
    [
      "kucoinfutures",
      { "Gw-Ratelimit-Remaining": "1997", "Gw-Ratelimit-Limit": "2000" },
      { left: 1_997, limit: 2_000, unit: "weight", windowMs: 30_000 },
    ],
  ] as const)("%s", (venue, headers, room) => {
    expect(readRoom(venue, { url: URL, headers })).toEqual(room);
  });

  it("reads each host's own limit, and through the replay", () => {
    const headers = { "x-mbx-used-weight-1m": "1000" };
    const at = (url: string) => readRoom("binanceportfolio", { url, headers })?.limit ?? null;
    expect(at("http://127.0.0.1:1/a/https://papi.binance.com/papi/v1/um/account")).toBe(6_000);
    expect(at("https://dapi.binance.com/dapi/v1/leverageBracket")).toBe(2_400);
    expect(at("https://api.binance.com/sapi/v1/account/apiRestrictions")).toBeNull();
  });

  it("has nothing left where more was used than allowed", () => {
    const headers = { "x-mbx-used-weight-1m": "2405" };
    expect(readRoom("binanceusdm", { url: URL, headers })).toMatchObject({ left: 0 });
  });

  it.each([
    ["binanceusdm", {}],
    ["binanceusdm", { "x-mbx-used-weight-1m": "many" }],
    ["bybit", { "x-bapi-limit-status": "-1", "x-bapi-limit": "50" }],
    ["bybit", { "x-bapi-limit-status": "51", "x-bapi-limit": "50" }],
    ["bybit", { "x-bapi-limit-status": "0", "x-bapi-limit": "0" }],
    ["bybit", { "x-bapi-limit": "50" }],
    ["okx", { "x-bapi-limit-status": "1", "x-bapi-limit": "50" }],
  ])("%s tells nothing by %o", (venue, headers) => {
    expect(readRoom(venue, { url: URL, headers })).toBeNull();
  });
});

it("knows the tightest of several limits by its share", () => {
  const room = (left: number, limit: number) =>
    ({ left, limit, unit: "requests", windowMs: 1_000 }) as const;
  expect(tightestRoom([room(90, 100), room(4, 5), room(900, 1_000)])).toEqual(room(4, 5));
  expect(tightestRoom([])).toBeNull();
});
