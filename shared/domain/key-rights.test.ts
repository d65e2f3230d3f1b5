import { expect, it } from "vitest";
import { gainedPowers, powersInWords } from "./key-rights.ts";

const UNREAD = { isKnown: false, reason: "No answer." } as const;

it.each([
  [[], "only read"],
  [["trade"], "place orders"],
  [["withdraw", "trade"], "place orders and withdraw funds"],
  [
    ["manage", "withdraw", "transfer"],
    "move funds between accounts, withdraw funds and change the account's settings",
  ],
] as const)("%j: can %s", (powers, words) => expect(powersInWords(powers)).toBe(words));

it.each([
  ["one more", { isKnown: true, powers: ["trade"] }, ["withdraw"]],
  ["all, where the venue did not say before", UNREAD, ["trade", "withdraw"]],
  ["none, where it was never asked", null, []],
] as const)("gained: %s", (_, before, gained) =>
  expect(gainedPowers(before, { isKnown: true, powers: ["trade", "withdraw"] })).toEqual(gained),
);

it("what can't be read is no gain", () => {
  expect(gainedPowers({ isKnown: true, powers: [] }, UNREAD)).toEqual([]);
});
