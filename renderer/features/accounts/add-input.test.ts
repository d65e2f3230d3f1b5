import { describe, expect, it } from "vitest";
import { contract } from "#shared/contract/contract.ts";
import { OFFERED_VENUES, VENUE_CATALOG } from "#shared/domain/venue-catalog.ts";
import { toAddInput, toInsistence } from "./add-input.ts";

const INSISTS = { sentence: "typed", powers: ["trade"] } as const;
const text = (name: string) => `the-${name}`;

describe("the request of a form", () => {
  it.each(OFFERED_VENUES)(
    "for %s is one that the contract takes, for each account kind",
    (venue) => {
      for (const { id } of VENUE_CATALOG[venue].models) {
        const input = toAddInput({ venue, marginModel: id, insists: INSISTS, text });
        expect(contract["accounts.add"].input.safeParse(input)).toMatchObject({ success: true });
      }
    },
  );

  it("insists only when told", () => {
    const form = { venue: "bybit", marginModel: "bybit-unified", text } as const;
    expect(toAddInput({ ...form, insists: null })).not.toHaveProperty("insists");
    expect(toAddInput({ ...form, insists: INSISTS })).toHaveProperty("insists", INSISTS);
  });
});

it.each([
  ["the powers that were shown", { code: "key_too_powerful", powers: ["trade"] }, ["trade"]],
  ["rights that could not be read", { code: "key_rights_unread" }, null],
] as const)("what is insisted on: %s", (_, failure, powers) =>
  expect(toInsistence({ message: "", ...failure }, "typed")).toEqual({ sentence: "typed", powers }),
);

it("nothing is insisted on after another failure", () => {
  expect(toInsistence({ code: "conflict", message: "" }, "typed")).toBeNull();
  expect(toInsistence(null, "typed")).toBeNull();
});
