import { expect, it } from "vitest";
import type { DangerLevel, FeedState } from "#shared/views/overview.ts";
import { bookLevel } from "./book-level.ts";

const levelOf = (feed: FeedState, account: DangerLevel, position: DangerLevel) =>
  bookLevel({
    accounts: [{ accountId: "a", level: account, feed: { state: feed } }],
    positions: [{ accountId: "a", level: position }],
  });

it("is the worst of the ratios and of the distances", () => {
  expect(levelOf("live", "safe", "act")).toBe("act");
  expect(levelOf("live", "critical", "safe")).toBe("critical");
  expect(levelOf("live", "safe", "safe")).toBe("safe");
});

it("is not safe when an account cannot be seen", () => {
  expect(levelOf("blind", "safe", "safe")).toBe("unknown");
});

it("leaves out an account that is paused", () => {
  expect(levelOf("paused", "critical", "act")).toBeNull();
  const accounts = [
    { accountId: "a", level: "critical", feed: { state: "paused" } },
    { accountId: "b", level: "watch", feed: { state: "live" } },
  ] as const;
  expect(bookLevel({ accounts, positions: [] })).toBe("watch");
});

it("is not there without accounts", () => {
  expect(bookLevel({ accounts: [], positions: [] })).toBeNull();
});
