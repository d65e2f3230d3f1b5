import { expect, it } from "vitest";
import { bitgetRefusal } from "./refusals.ts";

it.each([
  [400, "40006", "credentials_rejected"],
  [400, "40009", "credentials_rejected"],
  [400, "40012", "credentials_rejected"],
  [403, "40014", "credentials_rejected"],
  [403, "40018", "credentials_rejected"],
  [400, "40037", "credentials_rejected"],
  [400, "40008", "clock_off"],
  [429, "429", "rate_limited"],
  [200, 429, "rate_limited"],
  [429, undefined, "rate_limited"],
  [400, "40015", "venue_unavailable"],
  [500, "99999", "venue_unavailable"],
  [404, undefined, "venue_unavailable"],
  [451, undefined, "place_refused"],
  [400, "40084", "venue_rejected"],
  [200, "constructor", "venue_rejected"],
])("HTTP %s with code %s is %s", (status, code, expected) => {
  const body = code === undefined ? undefined : { code, msg: "secret raw text" };
  const refusal = bitgetRefusal({ status, headers: {}, body });
  expect(refusal?.code).toBe(expected);
  expect(refusal?.message).not.toMatch(/raw text|constructor/);
});

it.each([
  ["a good answer", 200, { code: "00000", data: [] }],
  ["a hollow answer, which is refused where it is read", 200, {}],
  ["a failure that ccxt knows", 502, undefined],
])("says nothing to %s", (_, status, body) => {
  expect(bitgetRefusal({ status, headers: {}, body })).toBeNull();
});
