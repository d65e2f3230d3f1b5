import { describe, expect, it } from "vitest";
import { contract } from "#shared/contract/contract.ts";
import { OFFERED_VENUES, VENUE_CATALOG } from "#shared/domain/venue-catalog.ts";
import { INSISTENCE, isInsisting, toAddInput } from "./add-input.ts";

const text = (name: string) => `the ${name}`;

describe("the request of a form", () => {
  it.each(OFFERED_VENUES)(
    "for %s is one that the contract takes, for each account kind",
    (venue) => {
      for (const { id } of VENUE_CATALOG[venue].models) {
        const input = toAddInput({ venue, marginModel: id, insists: true, text });
        expect(contract["accounts.add"].input.safeParse(input)).toMatchObject({ success: true });
      }
    },
  );

  it("insists only when told", () => {
    const form = { venue: "bybit", marginModel: "bybit-unified", text } as const;
    expect(toAddInput({ ...form, insists: false })).not.toHaveProperty("insists");
    expect(toAddInput({ ...form, insists: true })).toHaveProperty("insists", true);
  });
});

describe("insisting", () => {
  it.each([INSISTENCE, `  ${INSISTENCE.toUpperCase()}. `])("is said by '%s'", (typed) =>
    expect(isInsisting(typed)).toBe(true),
  );
  it.each(["", "yes", INSISTENCE.slice(0, -1), INSISTENCE.replace("more than ", "")])(
    "is not said by '%s'",
    (typed) => expect(isInsisting(typed)).toBe(false),
  );
});
