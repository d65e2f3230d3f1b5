import { describe, expect, it } from "vitest";
import { BLIND_AFTER_MS, feedState } from "./feed-state.ts";
import type { SyncFailure } from "./sync-failure.ts";

const NOW = 100_000_000;
const failed = (code: SyncFailure["code"]): SyncFailure => ({
  code,
  message: "",
  at: NOW,
  retryAfterMs: null,
});

function stateAt(ageMs: number | null, failure: SyncFailure | null = null) {
  const readAt = ageMs === null ? null : NOW - ageMs;
  return feedState({ readAt, failure, now: NOW, intervalMs: 10_000 });
}

describe("feedState", () => {
  it.each([
    [0, null, "live"],
    [30_000, null, "live"],
    [30_001, null, "delayed"],
    [BLIND_AFTER_MS - 1, null, "delayed"],
    [BLIND_AFTER_MS, null, "blind"],
    [0, failed("venue_unavailable"), "delayed"],
    [30_001, failed("venue_unavailable"), "offline"],
    [30_001, failed("credentials_rejected"), "delayed"],
    [BLIND_AFTER_MS, failed("venue_unavailable"), "blind"],
    [null, null, "starting"],
    [null, failed("credentials_rejected"), "offline"],
  ] as const)("age %s, failure %o: %s", (age, failure, state) => {
    expect(stateAt(age, failure)).toBe(state);
  });

  it("does not trust a reading from the future", () => {
    expect(stateAt(-5_000)).toBe("live");
    expect(stateAt(-60_000)).toBe("delayed");
    expect(stateAt(-BLIND_AFTER_MS)).toBe("blind");
  });
});
