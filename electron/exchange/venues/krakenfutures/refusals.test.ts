import { expect, it } from "vitest";
import { krakenRefusal } from "./refusals.ts";

it.each([
  [200, { result: "error", error: "authenticationError" }, "credentials_rejected"],
  [200, { result: "error", error: "nonceBelowThreshold" }, "clock_off"],
  [200, { result: "error", error: "apiLimitExceeded" }, "rate_limited"],
  [429, undefined, "rate_limited"],
  [503, { result: "error", error: "Unavailable" }, "venue_unavailable"],
  [500, { result: "error", error: "new words" }, "venue_unavailable"],
  [200, { result: "error", error: "accountInactive" }, "account_blocked"],
  [200, { result: "error", error: "new words" }, "venue_rejected"],
  [403, { result: "error", errors: [{ code: 87, message: "x" }] }, "credentials_rejected"],
  [401, { result: "error", error: "new words" }, "credentials_rejected"],
])("HTTP %i with %j is %s", (status, body, code) => {
  const refusal = krakenRefusal({ status, headers: {}, body });
  expect(refusal?.code).toBe(code);
  expect(refusal?.message).not.toContain("new words");
});

it.each([
  ["a good answer", 200, { result: "success" }],
  ["a failure that ccxt knows", 502, undefined],
])("says nothing to %s", (_, status, body) => {
  expect(krakenRefusal({ status, headers: {}, body })).toBeNull();
});
