import { expect, it } from "vitest";
import { kucoinRefusal } from "./refusals.ts";

it.each([
  [401, "400003", "credentials_rejected"],
  [401, "400004", "credentials_rejected"],
  [401, "400006", "credentials_rejected"],
  [401, "400002", "clock_off"],
  [200, "260200", "venue_unavailable"],
  [500, "500000", "venue_unavailable"],
  [502, "900001", "venue_unavailable"],
  [400, "900001", "venue_rejected"],
  [200, "429000", "rate_limited"],
])("HTTP %i with code %s is %s", (status, code, expected) => {
  const refusal = kucoinRefusal({ status, headers: {}, body: { code, msg: "raw text" } });
  expect(refusal?.code).toBe(expected);
  expect(refusal?.message).not.toContain("raw text");
});

it("waits until the quota is full again", () => {
  const headers = { "Gw-Ratelimit-Reset": "12000" };
  expect(kucoinRefusal({ status: 429, headers, body: undefined })?.retryAfterMs).toBe(12_000);
  expect(kucoinRefusal({ status: 429, headers: {}, body: undefined })?.retryAfterMs).toBeNull();
});

it.each([{}, null, []])("an answer without a code is hollow: %j", (body) => {
  expect(kucoinRefusal({ status: 200, headers: {}, body })?.code).toBe("bad_venue_data");
});

it.each([
  ["a good answer", 200, { code: "200000", data: [] }],
  ["what is not KuCoin's", 502, undefined],
])("says nothing to %s", (_, status, body) => {
  expect(kucoinRefusal({ status, headers: {}, body })).toBeNull();
});
