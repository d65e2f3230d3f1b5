import { expect, it } from "vitest";
import type { AccountOverviewView, FeedState } from "#shared/views/overview.ts";
import { countFeeds, orderFeeds } from "./strip-feeds.ts";

const unknown = { value: null, unit: "USD", gaps: [] };

function accounts(...states: FeedState[]): AccountOverviewView[] {
  return states.map((state, place) => ({
    accountId: `${place}`,
    label: `${place}`,
    venue: "binanceusdm",
    marginModel: "binance-usdm",
    isDemo: false,
    feed: { state, readAt: 0, syncing: false, failure: null, nextRunAt: null, pausedAt: null },
    equity: unknown,
    maintenanceMarginRatio: unknown,
    marginBuffer: unknown,
    freeCollateral: unknown,
    effectiveLeverage: unknown,
    level: "safe",
    pools: [],
    gaps: [],
  }));
}

it("puts what is not read as promised first and keeps the rest in order", () => {
  const ordered = orderFeeds(accounts("live", "delayed", "live", "blind"));
  expect(ordered.map(({ accountId }) => accountId)).toEqual(["3", "1", "0", "2"]);
});

it("counts accounts once they no longer fit", () => {
  expect(countFeeds(accounts("live", "live", "live", "blind"))).toBeNull();
  expect(countFeeds(accounts("live", "live", "live", "live", "live"))).toBe("5 accounts, all live");
  expect(countFeeds(accounts("live", "starting", "blind", "live", "live"))).toBe(
    "5 accounts, 2 not live",
  );
});

it("counts books apart: nothing in them can be live", () => {
  expect(countFeeds(accounts("live", "kept", "live", "kept", "live"))).toBe(
    "3 accounts, all live, 2 books",
  );
  expect(countFeeds(accounts("live", "paused", "live", "paused", "kept"))).toBe(
    "2 accounts, all live, 2 paused, 1 book",
  );
  expect(countFeeds(accounts("kept", "kept", "kept", "kept", "kept"))).toBe("5 books");
  expect(countFeeds(accounts("kept", "kept", "blind", "kept", "kept"))).toBe(
    "1 account, 1 not live, 4 books",
  );
});
