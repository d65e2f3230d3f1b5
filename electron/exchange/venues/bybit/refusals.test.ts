import { expect, it } from "vitest";
import { bybitRefusal } from "./refusals.ts";

const NOW = 1_795_392_000_000;

it.each([
  [200, 10003, "credentials_rejected"],
  [200, 10002, "clock_off"],
  [200, 10006, "rate_limited"],
  [200, 10016, "venue_unavailable"],
  [200, 10024, "place_refused"],
  [200, 10028, "unsupported"],
  [200, 99999, "venue_rejected"],
  [429, undefined, "rate_limited"],
  [403, undefined, "rate_limited"],
  [404, undefined, "venue_unavailable"],
  [502, undefined, "venue_unavailable"],
])("HTTP %s with code %s is %s", (status, retCode, expected) => {
  const body = retCode === undefined ? undefined : { retCode, retMsg: "secret raw text" };
  const refusal = bybitRefusal({ status, headers: {}, body }, NOW);
  expect(refusal?.code).toBe(expected);
  expect(refusal?.message).not.toContain("raw text");
});

it.each([
  ["a good answer", { retCode: 0, result: {} }, null],
  ["the same with numbers as text", { retCode: "0", result: {} }, null],
  ["a page, which the schema refuses", undefined, null],
  ["an object without a code", {}, "bad_venue_data"],
  ["null", null, "bad_venue_data"],
])("%s", (_, body, expected) => {
  expect(bybitRefusal({ status: 200, headers: {}, body }, NOW)?.code ?? null).toBe(expected);
});

it.each([
  [10006, false],
  [10009, true],
  [10018, true],
])("code %i is about the address: %s", (retCode, isOfAddress) => {
  const refusal = bybitRefusal({ status: 200, headers: {}, body: { retCode } }, NOW);
  expect(refusal).toMatchObject({ code: "rate_limited", isOfAddress });
});

it("waits until the limit is reset", () => {
  const wait = (reset: string) => {
    const headers = { "X-Bapi-Limit-Reset-Timestamp": reset };
    return bybitRefusal({ status: 200, headers, body: { retCode: 10006 } }, NOW)?.retryAfterMs;
  };
  expect([wait(String(NOW + 700)), wait(String(NOW - 1)), wait("soon")]).toEqual([700, 0, null]);
});

it("tells a blocked country from too many requests", () => {
  const forbidden = (text: string) =>
    bybitRefusal({ status: 403, headers: {}, body: undefined, text }, NOW);
  expect(forbidden("block access from your country.")?.code).toBe("place_refused");
  expect(forbidden("access too frequent")).toMatchObject({
    retryAfterMs: 600_000,
    isOfAddress: true,
  });
});
