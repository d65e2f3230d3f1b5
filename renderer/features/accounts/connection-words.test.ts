import { describe, expect, it } from "vitest";
import {
  clockSentence,
  paceSentences,
  paceWord,
  roomWords,
  ruleSentences,
} from "./connection-words.ts";

describe("pace", () => {
  it.each([
    [{ intervalMs: 10_000, reason: "usual" }, "Read every 10 s."],
    [{ intervalMs: 30_000, reason: "saving" }, /^Read every 30 s: on battery/],
    [{ intervalMs: 74_999.6, reason: "shared" }, /^Read every 1 min: the accounts at this venue/],
  ] as const)("%o", (pace, sentence) => {
    expect(paceSentences({ pace })).toEqual([expect.stringMatching(sentence)]);
  });

  it("says nothing before the first reading", () => {
    expect([paceWord({ pace: null }), paceSentences({ pace: null })]).toEqual([null, []]);
  });
});

describe("room", () => {
  it("is a share of what the venue allows", () => {
    const room = { left: 1_968, limit: 2_400, unit: "weight", windowMs: 60_000 } as const;
    const words = roomWords({ room, sentLastMinute: 14 });
    expect(words).toMatchObject({ ratio: "0.82", isTight: false });
    expect(words.sentences[0]).toBe(
      "82 % of 2,400 weight a minute was left when it was last read.",
    );
  });

  it("is said to be little, and rounds to the worse side", () => {
    const room = { left: 1_999, limit: 10_000, unit: "requests", windowMs: 10_000 } as const;
    const words = roomWords({ room, sentLastMinute: 1 });
    expect(words.isTight).toBe(true);
    expect(words.sentences.join(" ")).toMatch(
      /^19 % of 10,000 requests in 10 s .*reads less often/,
    );
  });

  it("is what Keel sent where the venue tells nothing", () => {
    const { ratio, sentences } = roomWords({ room: null, sentLastMinute: 14 });
    expect(ratio).toBeNull();
    expect(sentences).toEqual([
      "Not told by the venue.",
      "Keel sent 14 requests for this account in the last minute.",
    ]);
  });
});

describe("clock", () => {
  it.each([
    [{ offsetMs: -2_312, isCorrected: true }, /2\.3 s behind the venue's; corrected/],
    [{ offsetMs: 2_312, isCorrected: true }, /2\.3 s ahead of the venue's; corrected/],
    [{ offsetMs: 9_000, isCorrected: false }, /9\.0 s ahead of the venue's; not corrected/],
    [{ offsetMs: -120, isCorrected: true }, /agree within 0\.5 s/],
    [null, /Not compared/],
  ] as const)("%o", (clock, sentence) => {
    expect(clockSentence({ clock })).toMatch(sentence);
  });
});

it("names the tables of rules with age and hash", () => {
  const rules = [{ name: "leverage bracket", readAt: 0, hash: "a1b2c3d4" }];
  expect(ruleSentences({ rules }, 3 * 3_600_000 + 300_000)).toEqual([
    "Leverage bracket read 3 h 05 min ago (a1b2c3d4).",
  ]);
});
