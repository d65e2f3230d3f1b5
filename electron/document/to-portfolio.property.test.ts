import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../engine/assess-account.ts";
import { assessPortfolio } from "../engine/assess-portfolio.ts";
import { crossAccount } from "../engine/testing/arbitraries.ts";
import { parsePortfolio } from "./parse-portfolio.ts";
import { toAssessmentDocument } from "./to-assessment.ts";
import { toPortfolioDocument } from "./to-portfolio.ts";
import { atOnce } from "./steps.ts";

/** Amounts as text: two Decimals of one value need not be deeply equal. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, each) => (each instanceof Map ? [...each] : each)),
  );
}

function assessed(accounts: readonly AccountSnapshot[]) {
  return toAssessmentDocument(assessPortfolio(accounts.map(assessAccount), "USD"), 0);
}

describe("toPortfolioDocument", () => {
  it("comes back as the same snapshots and the same assessment, digit for digit", () => {
    fc.assert(
      fc.property(crossAccount(), crossAccount(), (one, two) => {
        const other: AccountSnapshot = {
          ...two,
          accountId: `${two.accountId} 2` as typeof two.accountId,
          prices: new Map([...two.prices, ["DOGE", decimal("0.0987")]]),
          gaps: [{ code: "source_failed", path: "openOrders", message: "Not read." }],
        };
        // A price that only one of them knows stays its own.
        const first = { ...one, prices: new Map([...one.prices, ["ETH", decimal("3000")]]) };
        const snapshots = [first, other].map((each) => ({ ...each, venueAt: null }));
        const parsed = atOnce(parsePortfolio(JSON.stringify(toPortfolioDocument(snapshots, 0))));
        if (!parsed.ok) throw new Error(`${parsed.path}: ${parsed.reason}`);
        expect(plain(parsed.portfolio.accounts)).toEqual(plain(snapshots));
        expect(assessed(parsed.portfolio.accounts)).toEqual(assessed(snapshots));
      }),
      { numRuns: 100 },
    );
  });
});
