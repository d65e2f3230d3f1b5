import { expect, it } from "vitest";
import { okxRefusal } from "./refusals.ts";

it.each([
  [401, "50111", "credentials_rejected"],
  [401, "50119", "credentials_rejected"],
  [401, "50120", "credentials_rejected"],
  [401, "50110", "credentials_rejected"],
  [401, "50102", "clock_off"],
  [429, "50011", "rate_limited"],
  [429, undefined, "rate_limited"],
  [200, "50013", "rate_limited"],
  [200, "50001", "venue_unavailable"],
  [500, "50026", "venue_unavailable"],
  [503, "99999", "venue_unavailable"],
  [404, undefined, "venue_unavailable"],
  [451, undefined, "place_refused"],
  [400, "51000", "venue_rejected"],
  [200, "constructor", "venue_rejected"],
])("HTTP %s with code %s is %s", (status, code, expected) => {
  const body = code === undefined ? undefined : { code, msg: "secret raw text" };
  const refusal = okxRefusal({ status, headers: {}, body });
  expect(refusal?.code).toBe(expected);
  expect(refusal?.message).not.toContain("raw text");
});

it.each([
  ["a good answer", 200, { code: "0", data: [] }],
  ["a failure that ccxt knows", 502, undefined],
  ["a page, which is refused where it is read", 200, undefined],
])("says nothing to %s", (_, status, body) => {
  expect(okxRefusal({ status, headers: {}, body })).toBeNull();
});

it.each([[{}], [null], ["text"], [[]], [{ code: 0 }]])("takes %j for a hollow answer", (body) => {
  expect(okxRefusal({ status: 200, headers: {}, body })?.code).toBe("bad_venue_data");
});
