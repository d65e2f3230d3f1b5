import { describe, expect, it } from "vitest";
import { accepts, INSISTENCE, isInsisting } from "./insistence.ts";

const known = (...powers: readonly ("trade" | "withdraw")[]) =>
  ({ isKnown: true, powers }) as const;
const unread = { isKnown: false, reason: "No answer." } as const;

describe("insisting", () => {
  it.each([INSISTENCE, `  ${INSISTENCE.toUpperCase()}. `])("is said by '%s'", (typed) =>
    expect(isInsisting(typed)).toBe(true),
  );
  it.each(["", "yes", INSISTENCE.slice(0, -1), INSISTENCE.replace("more than ", "")])(
    "is not said by '%s'",
    (typed) => expect(isInsisting(typed)).toBe(false),
  );
});

describe("what is accepted", () => {
  it.each([
    ["the powers that were shown", ["trade"], known("trade"), true],
    ["fewer than were shown", ["trade", "withdraw"], known("trade"), true],
    ["more than were shown", ["trade"], known("trade", "withdraw"), false],
    ["powers where none could be read", null, known("trade"), false],
    ["what could not be read either time", null, unread, true],
    ["what can't be read any more", ["trade"], unread, false],
  ] as const)("%s", (_, powers, rights, isAccepted) =>
    expect(accepts({ sentence: INSISTENCE, powers }, rights)).toBe(isAccepted),
  );

  it("is nothing without the sentence", () => {
    expect(accepts({ sentence: "yes", powers: ["trade"] }, known("trade"))).toBe(false);
  });
});
