import { describe, expect, it } from "vitest";
import type { FeedState } from "#shared/views/overview.ts";
import { bookFeedOf, bookRemark, conditionOf } from "./overview-condition.ts";
import { accountView, LIVE, overviewView } from "./testing/views.ts";

const fed = (...states: FeedState[]) =>
  states.map((state, place) =>
    accountView({ accountId: `${place}`, label: `Account ${place}`, feed: { ...LIVE, state } }),
  );
const unread = accountView({ label: "New", feed: { ...LIVE, state: "starting", readAt: null } });

describe("conditionOf", () => {
  it("is complete when everything is read and nothing is missing", () => {
    expect(conditionOf(overviewView())).toEqual({ kind: "complete" });
  });

  it("is empty without accounts and waits for the first reading", () => {
    expect(conditionOf(overviewView({ accounts: [] })).kind).toBe("empty");
    expect(conditionOf(overviewView({ accounts: [unread] })).kind).toBe("waiting");
  });

  it("is offline only when no account is read, and says from when the figures are", () => {
    const condition = conditionOf(overviewView({ accounts: fed("offline", "blind") }));
    expect(condition).toMatchObject({ kind: "offline" });
    expect(JSON.stringify(condition)).toContain("1970-01-01 00:00:01 UTC");
    expect(conditionOf(overviewView({ accounts: fed("offline", "live") })).kind).toBe("partial");
  });

  it("is not offline or late for books, which nothing reads", () => {
    expect(conditionOf(overviewView({ accounts: fed("kept", "kept") })).kind).toBe("complete");
    expect(conditionOf(overviewView({ accounts: fed("kept", "live") })).kind).toBe("complete");
    expect(conditionOf(overviewView({ accounts: fed("kept", "offline") })).kind).toBe("offline");
  });

  it("counts what is missing once and names who is late or not read yet", () => {
    const gap = { code: "price_missing", path: "x", message: "No price for FOO." };
    const accounts = [
      accountView({ gaps: [gap, { ...gap, path: "y" }] }),
      ...fed("delayed"),
      unread,
    ];
    const condition = conditionOf(overviewView({ accounts }));
    expect(condition).toMatchObject({ kind: "partial" });
    const text = JSON.stringify(condition);
    expect(text).toContain("1 input is missing; figures that need it are marked");
    expect(text).toContain("Account 0 is not being read as promised");
    expect(text).toContain("New has no reading yet");
  });
});

it("says of a paused account that it is, and of no other that it is late", () => {
  const condition = conditionOf(overviewView({ accounts: fed("paused", "live") }));
  const text = JSON.stringify(condition);
  expect(text).toContain("Account 0 is paused since");
  expect(text).not.toContain("as promised");
  expect(conditionOf(overviewView({ accounts: fed("paused", "offline") })).kind).toBe("offline");
  expect(conditionOf(overviewView({ accounts: fed("paused", "paused") })).kind).toBe("partial");
});

describe("bookRemark", () => {
  it.each([
    [["live"], null],
    [["blind"], "blind"],
    [["kept", "kept"], "as of 1970-01-01"],
    [["kept", "live"], "1 book as of 1970-01-01"],
    [["kept", "kept", "blind"], "blind, 2 books as of 1970-01-01"],
  ] as const)("of %j is %s", (states, remark) => {
    expect(bookRemark(fed(...states), 86_400_000)).toBe(remark);
  });
});

describe("bookFeedOf", () => {
  it.each([
    [["live", "live"], "live"],
    [["live", "starting"], "live"],
    [["live", "blind"], "delayed"],
    [["blind", "blind"], "blind"],
    [["offline", "blind"], "delayed"],
    [["starting"], "starting"],
    [["kept", "kept"], "kept"],
    [["kept", "live"], "live"],
    [["kept", "blind"], "blind"],
    [["kept", "starting"], "kept"],
    [["paused", "live"], "paused"],
    [["paused", "paused"], "paused"],
    [["paused", "live", "blind"], "delayed"],
  ] as const)("%j together are %s", (states, state) => {
    expect(bookFeedOf(fed(...states))).toBe(state);
  });
});
