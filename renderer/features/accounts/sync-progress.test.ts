import { expect, it } from "vitest";
import type { FeedView } from "#shared/views/overview.ts";
import { syncProgress } from "./sync-progress.ts";

const FEED: FeedView = {
  ...{ state: "live", readAt: null, syncing: false, failure: null },
  ...{ nextRunAt: null, pausedAt: null },
};
const account = (feed: Partial<FeedView>, kind: object = {}) => ({
  ...{ isBook: false, isPaused: false, ...kind },
  feed: { ...FEED, ...feed },
});
const failure = (at: number) => ({ code: "venue_unavailable", message: "Down.", at });

it("counts what was read or tried since, of what is read at all", () => {
  const accounts = [
    account({ readAt: 90 }),
    account({ readAt: 100 }),
    account({ readAt: 50, failure: failure(101) }),
    account({ readAt: 50, failure: failure(99) }),
    account({}),
    account({ readAt: 200 }, { isBook: true }),
    account({ readAt: 200 }, { isPaused: true }),
  ];
  expect(syncProgress(accounts, 100)).toEqual({ done: 2, all: 5 });
});
