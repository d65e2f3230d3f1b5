import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Gap } from "#shared/domain/gap.ts";
import { MARGIN_MODELS } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { assessAccount } from "./assess-account.ts";
import type { AccountAssessment } from "./assessment.ts";
import { allOf, badOf, expectNotAbove, goodOf } from "./testing/law-book.ts";
import { accountOfModel } from "./testing/model-accounts.ts";
import { REMOVALS } from "./testing/removals.ts";

/* Taking an input away never improves a figure of any model, and never does so in silence. */

const RUNS = { numRuns: 100 };

describe.each(MARGIN_MODELS)("%s: an account with an input missing", (model) => {
  const accounts = accountOfModel(model);
  const removals = fc.constantFrom(...REMOVALS);

  it("never looks better", () => {
    fc.assert(
      fc.property(accounts, removals, fc.nat(), (snapshot, { from }, pick) => {
        if (isPublished(snapshot, from(snapshot, pick))) return;
        expectNotBetter(assessAccount(from(snapshot, pick)), assessAccount(snapshot));
      }),
      RUNS,
    );
  });

  it("changes no figure without a gap", () => {
    fc.assert(
      fc.property(accounts, removals, fc.nat(), (snapshot, { from }, pick) => {
        if (isPublished(snapshot, from(snapshot, pick))) return;
        const [whole, partial] = [assessAccount(snapshot), assessAccount(from(snapshot, pick))];
        if (newGaps(partial, whole).length > 0) return;
        expect(allOf(partial)).toEqual(allOf(whole));
      }),
      RUNS,
    );
  });

  it("names what its rule reads and does not find", () => {
    fc.assert(
      fc.property(accounts, removals, fc.nat(), (snapshot, removal, pick) => {
        const position = snapshot.positions[pick % snapshot.positions.length]!;
        if (!removal.isRead(model, position)) return;
        const [whole, partial] = [snapshot, removal.from(snapshot, pick)].map(assessAccount);
        const codes = newGaps(partial!, whole!).map(({ code }) => code);
        expect(codes, removal.name).toContain(removal.code);
      }),
      RUNS,
    );
  });
});

/** Deribit publishes the rates of some contracts, which stand in for an account's table. */
function isPublished(whole: AccountSnapshot, partial: AccountSnapshot): boolean {
  return (
    whole.marginModel === "deribit-standard" &&
    partial.positions.some(
      (each, index) => !each.marginTiers && whole.positions[index]!.marginTiers,
    )
  );
}

function newGaps(partial: AccountAssessment, whole: AccountAssessment): Gap[] {
  const keyOf = (gap: Gap) => `${gap.code} ${gap.path}`;
  const known = new Set(whole.gaps.map(keyOf));
  return partial.gaps.filter((gap) => !known.has(keyOf(gap)));
}

/** In the account and behind each wall that both have: not known, or not better. */
function expectNotBetter(partial: AccountAssessment, whole: AccountAssessment): void {
  const walls = new Map(partial.pools.map((pool) => [`${pool.kind} ${pool.name}`, pool]));
  for (const pool of [whole, ...whole.pools]) {
    const other =
      pool === whole ? partial : walls.get("name" in pool ? `${pool.kind} ${pool.name}` : "");
    if (!other) continue;
    const [good, least] = [goodOf(pool), goodOf(other)];
    const [bad, most] = [badOf(pool), badOf(other)];
    for (const [name, value] of Object.entries(least))
      if (value && good[name]) expectNotAbove(value, good[name], name);
    for (const [name, value] of Object.entries(most))
      if (value && bad[name]) expectNotAbove(bad[name], value, name);
  }
}
