import { describe, expect, it } from "vitest";
import { erasureSentences, isConfirmed, removalSentence } from "./erasure-words.ts";

const NOON = Date.UTC(2026, 10, 23, 12);
const history = (change: object = {}) => ({
  ...{ label: "Desk", snapshotCount: 1234, firstReadAt: NOON, lastReadAt: NOON + 86_400_000 },
  ...{ backupCount: 0, ...change },
});

describe("erasing", () => {
  it("says how many readings from when to when", () => {
    const sentences = erasureSentences(history());
    expect(sentences[0]).toContain(
      "1,234 readings from 2026-11-23 12:00:00 UTC to 2026-11-24 12:00:00 UTC",
    );
    expect(sentences.join(" ")).not.toContain("backup");
  });

  it.each([
    [
      "one reading",
      { snapshotCount: 1, lastReadAt: NOON },
      "1 reading of 2026-11-23 12:00:00 UTC,",
    ],
    ["none", { snapshotCount: 0, firstReadAt: null, lastReadAt: null }, "It was never read"],
  ])("%s", (_, change, words) => expect(erasureSentences(history(change))[0]).toContain(words));

  it.each([
    [1, "1 backup that Keel made before an upgrade holds this account too: it is deleted"],
    [2, "2 backups that Keel made before upgrades hold this account too: they are deleted"],
  ])("names what becomes of %i backups", (backupCount, words) =>
    expect(erasureSentences(history({ backupCount })).join(" ")).toContain(words),
  );

  it.each([
    ["Desk", true],
    [" Desk ", true],
    ["desk", false],
    ["Desk 2", false],
    ["", false],
  ])("%j confirms: %s", (typed, isMeant) => expect(isConfirmed(typed, "Desk")).toBe(isMeant));
});

describe("removing", () => {
  it.each([
    ["an account with a key", { isBook: false, walletAddress: null }, /^Its key is forgotten/],
    ["one read by its address", { isBook: false, walletAddress: "0x1" }, /^It is no longer read/],
    ["a book", { isBook: true, walletAddress: null }, /^It leaves your accounts/],
  ])("%s", (_, account, words) => expect(removalSentence(account)).toMatch(words));
});
