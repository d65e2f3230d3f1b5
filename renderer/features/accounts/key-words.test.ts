import { expect, it } from "vitest";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { keyWords } from "./key-words.ts";

const account = (change: object) => ({
  isDemo: false,
  isBook: false,
  keyRights: null,
  walletAddress: null,
  ...change,
});
const known = (...powers: KeyPower[]) => account({ keyRights: { isKnown: true, powers } });

it.each([
  ["a key that can only read", known(), "view-only", false],
  ["one that can trade", known("trade", "transfer"), "can trade", true],
  ["one that can withdraw, whatever else", known("trade", "withdraw"), "can withdraw", true],
  ["one that can move funds", known("transfer"), "can transfer", true],
  ["one that can change settings", known("manage"), "can change settings", true],
  [
    "one whose venue does not say",
    account({ keyRights: { isKnown: false, reason: "Not told." } }),
    "not known",
    true,
  ],
  ["one that was never looked at", account({}), "not known", true],
  ["an address", account({ walletAddress: "0xab" }), "address", false],
  ["the demo", account({ isDemo: true }), "none", false],
  ["a book", account({ isBook: true }), "none", false],
] as const)("%s", (_, given, word, isConcern) =>
  expect(keyWords(given)).toMatchObject({ word, isConcern }),
);
