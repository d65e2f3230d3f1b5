import { expect, it } from "vitest";
import { VenueError } from "./exchange-client.ts";
import { withToldWait } from "./told-wait.ts";

const NOW = Date.UTC(2026, 10, 28, 12);
const DAY_MS = 24 * 3_600_000;

function told(retryAfter: string, status = 429, refusal: VenueError | null = null) {
  return withToldWait(refusal, { status, headers: { "Retry-After": retryAfter } }, NOW);
}

it.each([
  ["seconds", "37", 37_000],
  ["none", "0", 0],
  ["a date", "Sat, 28 Nov 2026 12:02:00 GMT", 120_000],
  ["a date that is past", "Sat, 28 Nov 2026 11:59:00 GMT", 0],
  ["months", "9999999", 3 * DAY_MS],
  ["a date in another year", "Sun, 28 Nov 2027 12:00:00 GMT", 3 * DAY_MS],
])("waits as the header says: %s", (_, header, expected) => {
  expect(told(header)).toMatchObject({ code: "rate_limited", retryAfterMs: expected });
});

it.each(["", "soon", "-1", "1e3", "0x10", "2026-11-28T12:02:00Z", "Infinity"])(
  "takes %j for no wait",
  (header) => expect(told(header)).toBeNull(),
);

it.each([
  [418, "rate_limited", true],
  [429, "rate_limited", false],
  [503, "venue_unavailable", false],
])("HTTP %i with a wait is %s, of the address: %s", (status, code, isOfAddress) => {
  expect(told("5", status)).toMatchObject({ code, isOfAddress, retryAfterMs: 5_000 });
});

it.each([200, 400, 403, 500, 502])("reads no wait beside HTTP %i", (status) => {
  expect(told("5", status)).toBeNull();
});

it("keeps the venue's own words, and the longer of two waits", () => {
  const refusal = (retryAfterMs: number | null) =>
    new VenueError("rate_limited", "Binance says so.", { retryAfterMs, isOfAddress: true });
  const waits = [null, 1_000, 90_000].map((own) => told("5", 429, refusal(own)));
  expect(waits.map((each) => each?.retryAfterMs)).toEqual([5_000, 5_000, 90_000]);
  expect(waits[0]).toMatchObject({ message: "Binance says so.", isOfAddress: true });
});

it("caps a wait that stands in the venue's words, whatever the status", () => {
  const refusal = new VenueError("rate_limited", "Wait.", { retryAfterMs: 400 * DAY_MS });
  const { retryAfterMs } = withToldWait(refusal, { status: 200, headers: {} }, NOW) ?? refusal;
  expect(retryAfterMs).toBe(3 * DAY_MS);
});
