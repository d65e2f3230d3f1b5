import { expect, it } from "vitest";
import { gateRefusal } from "./refusals.ts";

const NOW = 1_795_392_000_000;

it.each([
  [401, "INVALID_KEY", "credentials_rejected"],
  [403, "FORBIDDEN", "credentials_rejected"],
  [403, "REQUEST_EXPIRED", "clock_off"],
  [400, "USER_NOT_FOUND", "not_found"],
  [429, "TOO_MANY_REQUESTS", "rate_limited"],
  [429, undefined, "rate_limited"],
  [500, "SERVER_ERROR", "venue_unavailable"],
  [400, "SOMETHING_NEW", "venue_rejected"],
  [404, undefined, "venue_unavailable"],
  [403, undefined, "place_refused"],
  [451, undefined, "place_refused"],
  [502, undefined, "venue_unavailable"],
])("HTTP %s with label %s is %s", (status, label, expected) => {
  const body = label === undefined ? undefined : { label, message: "secret raw text" };
  const refusal = gateRefusal({ status, headers: {}, body }, NOW);
  expect(refusal?.code).toBe(expected);
  expect(refusal?.message).not.toContain("raw text");
});

it.each([
  ["an object", { total: "1" }],
  ["a list", [{ contract: "BTC_USDT" }]],
  ["a page, which the schema refuses", undefined],
])("says nothing to %s", (_, body) => {
  expect(gateRefusal({ status: 200, headers: {}, body }, NOW)).toBeNull();
});

it("a label that is no code is not repeated", () => {
  const body = { label: "Key abc123 of <b>user</b>" };
  expect(gateRefusal({ status: 400, headers: {}, body }, NOW)).toBeNull();
});

it("waits until the limit is lifted", () => {
  const wait = (reset: string) => {
    const headers = { "X-Gate-Ratelimit-Reset-Timestamp": reset };
    return gateRefusal({ status: 429, headers, body: undefined }, NOW)?.retryAfterMs;
  };
  expect([wait("1795392007"), wait("1795391999"), wait("soon")]).toEqual([7_000, 0, null]);
});
