import { expect, it } from "vitest";
import { binanceRefusal } from "./refusals.ts";

const NOW = 1_795_392_000_000;

it.each([
  [429, -1003, "rate_limited"],
  [418, -1003, "rate_limited"],
  [429, undefined, "rate_limited"],
  [403, undefined, "rate_limited"],
  [503, -1008, "rate_limited"],
  [400, -1021, "clock_off"],
  [400, -5028, "clock_off"],
  [400, -1022, "credentials_rejected"],
  [401, -2014, "credentials_rejected"],
  [401, -2015, "credentials_rejected"],
  [401, -1002, "credentials_rejected"],
  [400, -2008, "credentials_rejected"],
  [500, -1000, "venue_unavailable"],
  [503, -1001, "venue_unavailable"],
  [408, -1007, "venue_unavailable"],
  [500, -9999, "venue_unavailable"],
  [404, -5000, "venue_unavailable"],
  [404, undefined, "venue_unavailable"],
  [451, undefined, "place_refused"],
  [400, -1102, "venue_rejected"],
  [200, -4000, "venue_rejected"],
])("HTTP %s with code %s is %s", (status, code, expected) => {
  const body = code === undefined ? undefined : { code, msg: "secret raw text" };
  const refusal = binanceRefusal({ status, headers: {}, body }, NOW);
  expect(refusal?.code).toBe(expected);
  expect(refusal?.message).not.toContain("raw text");
});

it.each([
  ["a good answer", 200, { totalMarginBalance: "1" }],
  ["a list", 200, [{ symbol: "BTCUSDT" }]],
  ["the code of success", 200, { code: 200, msg: "success" }],
  ["a failure that ccxt knows", 502, undefined],
])("says nothing to %s", (_, status, body) => {
  expect(binanceRefusal({ status, headers: {}, body }, NOW)).toBeNull();
});

it.each([
  ["the end of a ban", `Way too much; IP banned until ${NOW + 90_000}.`, 90_000],
  ["a ban that is over", `IP banned until ${NOW - 1}.`, 0],
  ["nothing told", "Too many requests.", null],
])("waits as told: %s", (_, msg, expected) => {
  const refusal = binanceRefusal({ status: 418, headers: {}, body: { code: -1003, msg } }, NOW);
  expect(refusal?.retryAfterMs).toBe(expected);
});

it("says that -2015 does not tell a wrong key from a wrong address", () => {
  const body = { code: -2015, msg: "Invalid API-key, IP, or permissions for action." };
  const refusal = binanceRefusal({ status: 401, headers: {}, body }, NOW);
  expect(refusal?.message).toMatch(/key may be wrong.*address may not be.*permission/);
});
