import { expect, it } from "vitest";
import { EVENT_TOPICS } from "#shared/contract/events.ts";
import { isStaleAfter } from "./invalidation.ts";

const overview = ["overview.get", {}];
const marginOf = (accountId: string) => ["margin.get", { accountId }];

it("reads the overview again after a new snapshot", () => {
  expect(isStaleAfter({ topic: "risk.updated", id: "a" }, overview)).toBe(true);
});

it("reads only the margin of the account that changed", () => {
  expect(isStaleAfter({ topic: "risk.updated", id: "a" }, marginOf("a"))).toBe(true);
  expect(isStaleAfter({ topic: "risk.updated", id: "a" }, marginOf("b"))).toBe(false);
  expect(isStaleAfter({ topic: "accounts.changed", id: null }, marginOf("b"))).toBe(true);
});

it("leaves alone what an event does not speak of", () => {
  expect(isStaleAfter({ topic: "settings.changed", id: null }, overview)).toBe(false);
  expect(isStaleAfter({ topic: "risk.updated", id: "a" }, ["settings.get", {}])).toBe(false);
});

it("knows every topic", () => {
  for (const topic of EVENT_TOPICS)
    expect(() => isStaleAfter({ topic, id: null }, overview)).not.toThrow();
});
