import * as ccxt from "ccxt";
import { expect, it } from "vitest";
import { VenueError } from "./exchange-client.ts";
import { toVenueError } from "./venue-errors.ts";

const RAW = "binanceusdm GET https://fapi.binance.com/x?signature=abc {...}";

it.each([
  [ccxt.AuthenticationError, "credentials_rejected"],
  [ccxt.PermissionDenied, "credentials_rejected"],
  [ccxt.AccountSuspended, "account_blocked"],
  [ccxt.RestrictedLocation, "place_refused"],
  [ccxt.DDoSProtection, "rate_limited"],
  [ccxt.RateLimitExceeded, "rate_limited"],
  [ccxt.InvalidNonce, "clock_off"],
  [ccxt.OnMaintenance, "venue_unavailable"],
  [ccxt.ExchangeNotAvailable, "venue_unavailable"],
  [ccxt.RequestTimeout, "venue_unavailable"],
  [ccxt.NetworkError, "venue_unavailable"],
  [ccxt.NotSupported, "unsupported"],
  [ccxt.BadResponse, "bad_venue_data"],
  [ccxt.NullResponse, "bad_venue_data"],
  [ccxt.BadRequest, "venue_rejected"],
  [ccxt.ExchangeError, "venue_rejected"],
])("%o is %s and loses ccxt's text", (Class, code) => {
  const failure = toVenueError(new Class(RAW), ccxt);
  expect(failure.code).toBe(code);
  expect(failure.message).not.toContain("signature");
  expect(failure.cause).toBeUndefined();
});

it.each([
  ["UND_ERR_SOCKET", "venue_unavailable"],
  ["ECONNRESET", "venue_unavailable"],
  ["Z_DATA_ERROR", "bad_venue_data"],
  ["ERR__ERROR_FORMAT_PADDING_2", "bad_venue_data"],
  ["CERT_HAS_EXPIRED", "venue_unavailable"],
  ["CERT_NOT_YET_VALID", "venue_unavailable"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "venue_unavailable"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "venue_unavailable"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "venue_unavailable"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "venue_unavailable"],
  ["UND_ERR_INVALID_ARG", "credentials_rejected"],
  ["ERR_INVALID_ARG_TYPE", "unexpected"],
  ["ERR_ASSERTION", "unexpected"],
])("an error with code %s is %s", (code, expected) => {
  expect(toVenueError(Object.assign(new Error("x"), { code }), ccxt).code).toBe(expected);
});

it("keeps the cause of a fault of the program", () => {
  const fault = new TypeError("x is undefined");
  expect(toVenueError(fault, ccxt)).toMatchObject({ code: "unexpected", cause: fault });
});

it("leaves a VenueError as it is", () => {
  const failure = new VenueError("rate_limited", "wait", { retryAfterMs: 5 });
  expect(toVenueError(failure, ccxt)).toBe(failure);
});
