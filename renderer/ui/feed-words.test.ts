import { describe, expect, it } from "vitest";
import type { FeedView } from "#shared/views/overview.ts";
import { feedAge, feedRemark, feedSentences, isStale } from "./feed-words.ts";

const live: FeedView = {
  state: "live",
  readAt: 1_000,
  syncing: false,
  failure: null,
  nextRunAt: null,
  pausedAt: null,
};

describe("feed words", () => {
  it("counts the age from the newest reading", () => {
    expect(feedAge(live, 63_000)).toBe("1 min");
    expect(feedAge({ ...live, readAt: null }, 63_000)).toBe("—");
  });

  it("says of when a book is", () => {
    const kept = { ...live, state: "kept" } as const;
    expect(feedAge(kept, 63_000)).toBe("as of 00:00 UTC");
    expect(feedAge(kept, 86_400_000)).toBe("as of 1970-01-01");
    expect(feedRemark(kept, 86_400_000)).toBe("as of 1970-01-01");
    expect(feedRemark(live, 63_000)).toBeNull();
    expect(feedRemark({ ...live, state: "blind" }, 63_000)).toBe("blind");
    expect(feedSentences(kept)[1]).toMatch(/^As of 1970-01-01 00:00:01 UTC/);
  });

  it.each([
    ["live", false],
    ["starting", false],
    ["delayed", true],
    ["offline", true],
    ["blind", true],
    ["kept", false],
    ["paused", true],
  ] as const)("%s is stale: %s", (state, stale) => {
    expect(isStale({ ...live, state })).toBe(stale);
  });

  it("says since when it is paused", () => {
    const sentences = feedSentences({ ...live, state: "paused", pausedAt: 5_000 });
    expect(sentences[1]).toMatch(/^Paused since 1970-01-01 00:00:05 UTC/);
  });

  it("says since when and why", () => {
    const failure = { code: "venue_unavailable", message: "No answer in 10 s.", at: 5_000 };
    const sentences = feedSentences({ ...live, state: "offline", failure });
    expect(sentences).toHaveLength(3);
    expect(sentences[1]).toContain("1970-01-01 00:00:01 UTC");
    expect(sentences[2]).toBe("No answer in 10 s.");
  });
});
