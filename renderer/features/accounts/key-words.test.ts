import { expect, it } from "vitest";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { gainedSentence, keyAgeSentence, keyWords } from "./key-words.ts";

const account = (change: object) => ({
  isDemo: false,
  isBook: false,
  keyRights: null,
  walletAddress: null,
  ...change,
});
const known = (...powers: KeyPower[]) => account({ keyRights: { isKnown: true, powers } });

it.each([
  ["a key that can only read", known(), "view-only", null],
  ["one that can trade", known("trade", "transfer"), "can trade", "power"],
  ["one that can withdraw, whatever else", known("trade", "withdraw"), "can withdraw", "power"],
  ["one that can move funds", known("transfer"), "can transfer", "power"],
  ["one that can change settings", known("manage"), "can change settings", "power"],
  [
    "one whose venue does not say",
    account({ keyRights: { isKnown: false, reason: "Not told." } }),
    "not known",
    "doubt",
  ],
  ["one that was never looked at", account({}), "not known", "doubt"],
  ["an address", account({ walletAddress: "0xab" }), "address", null],
  ["the demo", account({ isDemo: true }), "none", null],
  ["a book", account({ isBook: true }), "none", null],
] as const)("%s", (_, given, word, concern) =>
  expect(keyWords(given)).toMatchObject({ word, concern }),
);

it("says what a key has gained and what to do, and nothing of one that has not", () => {
  expect(gainedSentence({ gainedPowers: ["withdraw"] })[0]).toMatch(
    /can withdraw funds, which was not so, or not known, .* delete the key/,
  );
  expect(gainedSentence({ gainedPowers: [] })).toEqual([]);
});

it("says how old the venue's word about the key is", () => {
  const keyRights = { isKnown: true, powers: [] } as const;
  expect(keyAgeSentence({ keyRights, keyRightsReadAt: 0 }, 7_200_000)[0]).toContain("2 h 00 min");
  expect(keyAgeSentence({ keyRights: null, keyRightsReadAt: null }, 0)).toEqual([]);
});
