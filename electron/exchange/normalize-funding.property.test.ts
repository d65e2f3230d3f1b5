import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import { VenueError } from "./exchange-client.ts";
import { fundingTime, readFunding, toFunding } from "./normalize-funding.ts";
import { figure } from "./parse-answer.ts";

const garbage = fc.oneof(
  fc.jsonValue(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.stringMatching(/^-?\d{1,30}(\.\d{1,20})?$/),
  fc.constantFrom(undefined, null, "", "0", 0, "-1", "1e29", "NaN", "1732406400000"),
);

describe("the time of the next payment", () => {
  it("is a time that a calendar has, or none", () => {
    fc.assert(
      fc.property(garbage, (raw) => {
        const { success, data = null } = z.safeParse(fundingTime, raw);
        if (!success || data === null) return;
        expect(Number.isInteger(data) && data > 0).toBe(true);
        expect(new Date(data).getTime()).toBe(data);
      }),
    );
  });

  it.each([
    ["1732406400000", 1_732_406_400_000],
    [1_732_406_400_000, 1_732_406_400_000],
    [0, null],
    ["0", null],
    ["", null],
    [undefined, null],
    ["1e29", null],
    ["1732406400000.5", null],
  ])("%s is %s", (raw, at) => {
    expect(z.parse(fundingTime, raw)).toBe(at);
  });
});

describe("a rate", () => {
  it("is a share, or not known", () => {
    fc.assert(
      fc.property(garbage, (raw) => {
        const { success, data } = z.safeParse(figure, raw);
        if (!success) return;
        const funding = toFunding({ rate: data, intervalHours: ONE, nextAt: null });
        expect(funding === null).toBe(data.abs().gte(1));
      }),
    );
  });

  it("of zero is a rate", () => {
    expect(
      toFunding({ rate: z.parse(figure, "0"), intervalHours: null, nextAt: null }),
    ).not.toBeNull();
  });
});

it("leaves a gap of its own kind when its answer fails", () => {
  const gaps: Gap[] = [];
  const failure = new VenueError("venue_unavailable", "The venue did not answer in time.");
  const source = { answer: null, failure };
  expect(readFunding(source, "The funding rates", gaps, (raw) => raw)).toBeNull();
  expect(gaps).toEqual([
    {
      code: "funding_missing",
      path: "positions",
      message: "The funding rates could not be read. The venue did not answer in time.",
    },
  ]);
});
