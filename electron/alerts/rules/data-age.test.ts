import { describe, expect, it } from "vitest";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { type FeedReading, readDataAge, UNREAD_AFTER_MS } from "./data-age.ts";

const NOW = 10_000_000;

function read(feed: Partial<FeedReading>) {
  const live = { label: "A", state: "live", readAt: NOW, failure: null } as const;
  return readDataAge({ ...live, triedAt: 0, paceMs: 10_000, ...feed }, NOW);
}
const failing = (code: ErrorCode, since: number) => ({ code, message: "No answer.", since });

describe("level", () => {
  it("is safe while the feed is live and nothing before the first reading", () => {
    expect(read({})).toMatchObject({ level: "safe", fallLevel: "safe" });
    expect(read({ state: "starting", readAt: null })).toMatchObject({
      level: null,
      fallLevel: null,
    });
  });

  it("warns when the reading is too old, not before", () => {
    const late = { state: "delayed", readAt: NOW - UNREAD_AFTER_MS } as const;
    expect(read({ ...late, readAt: late.readAt + 1 })).toMatchObject({ level: "safe" });
    expect(read(late)).toMatchObject({ level: "warn" });
  });

  it("warns after three readings that were due where they are far apart", () => {
    const slow = { state: "delayed", readAt: NOW - 369_000 } as const;
    expect(read({ ...slow, paceMs: 123_001 })).toMatchObject({ level: "safe" });
    expect(read({ ...slow, paceMs: 123_000 })).toMatchObject({ level: "warn" });
  });

  it.each([
    ["old", NOW - 8 * 3_600_000, "A: no reading for 8 h 0 min"],
    ["ahead of a clock that was set back", NOW + 3_600_000, "A: no reading for 2 min"],
  ])("warns of a reading that is %s once new ones have failed for long", (_, readAt, title) => {
    const blind = { state: "blind", readAt } as const;
    const triedAt = NOW - UNREAD_AFTER_MS;
    expect(read({ ...blind, triedAt: triedAt + 1 })).toMatchObject({ level: "safe" });
    expect(read({ ...blind, triedAt })).toMatchObject({ level: "warn", title });
  });

  it("counts no failure from before the computer slept", () => {
    const failure = failing("venue_unavailable", NOW - 3_600_000);
    const slept = { state: "offline", readAt: NOW - 3_600_000, failure } as const;
    expect(read({ ...slept, triedAt: NOW - 1_000 })).toMatchObject({
      level: "safe",
      fallLevel: "warn",
    });
  });

  it("warns of an account that was never read once it fails for long", () => {
    const never = { state: "offline", readAt: null } as const;
    const since = NOW - UNREAD_AFTER_MS;
    expect(read({ ...never, failure: failing("venue_unavailable", since + 1) }).level).toBe("safe");
    expect(read({ ...never, failure: failing("venue_unavailable", since) }).level).toBe("warn");
  });

  it("warns when readings are stored and judging them fails for long", () => {
    const failure = failing("unexpected", NOW - UNREAD_AFTER_MS);
    expect(read({ state: "delayed", failure }).level).toBe("warn");
  });

  it.each(["credentials_rejected", "account_blocked", "place_refused", "unsupported"] as const)(
    "warns at once of %s, which passes by no waiting",
    (code) => {
      expect(read({ state: "delayed", failure: failing(code, NOW) }).level).toBe("warn");
    },
  );

  it("clears only when the feed is live again", () => {
    expect(read({ state: "delayed" })).toMatchObject({ level: "safe", fallLevel: "warn" });
  });
});

it("says for how long, why and what it means", () => {
  const failure = failing("venue_unavailable", NOW - 200_000);
  expect(read({ state: "offline", readAt: NOW - 240_000, failure })).toMatchObject({
    rule: "data-age",
    subject: "feed",
    title: "A: no reading for 4 min",
    body: "No answer. Its figures are old. What happens meanwhile is not seen: look at the venue itself.",
  });
});

it("says that what is read is judged where it can't be stored", () => {
  const failure = { ...failing("storage_failed", NOW - 200_000), isJudged: true } as const;
  expect(read({ state: "delayed", readAt: NOW - 240_000, failure })).toMatchObject({
    level: "warn",
    title: "A: nothing stored for 4 min",
    body: "No answer. The figures shown are old; alarms are raised by what is read all the same.",
  });
});

it("promises no alarms where the disk kept the account from being read", () => {
  const failure = failing("storage_failed", NOW - 200_000);
  expect(read({ state: "delayed", readAt: NOW - 240_000, failure })).toMatchObject({
    title: "A: no reading for 4 min",
    body: expect.stringContaining("What happens meanwhile is not seen"),
  });
});
