import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { MARGIN_MODELS } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { parsePortfolio } from "../document/parse-portfolio.ts";
import { toAssessmentDocument } from "../document/to-assessment.ts";
import { toExplanation } from "../document/to-explanation.ts";
import { toPortfolioDocument } from "../document/to-portfolio.ts";
import { assessAccount } from "../engine/assess-account.ts";
import { assessPortfolio } from "../engine/assess-portfolio.ts";
import { accountOfModel } from "../engine/testing/model-accounts.ts";
import { type Mutation, mutated, mutations } from "./testing/mutations.ts";
import { atOnce } from "../document/steps.ts";

/*
 * Portfolio documents of every model with anything put in, taken out or turned around: the answer is
 * a refusal on one line that names a path, or an assessment of plain amounts and typed gaps.
 */

const AMOUNT = /^-?\d+(\.\d+)?$/;
const RUNS = { numRuns: 120 };

describe.each(MARGIN_MODELS)("a document of a %s account, spoiled", (model) => {
  const accounts = accountOfModel(model);

  it("is refused with a path or assessed in plain amounts", () => {
    fc.assert(
      fc.property(accounts, mutations(), (snapshot, changes) => {
        expectPlainAnswer(spoiled([snapshot], changes));
      }),
      RUNS,
    );
  });

  it("is assessed by another model's rule without a stumble", () => {
    fc.assert(
      fc.property(
        accounts,
        fc.constantFrom(...MARGIN_MODELS),
        mutations(),
        (snapshot, other, changes) => {
          expectPlainAnswer(spoiled([{ ...snapshot, marginModel: other }], changes));
        },
      ),
      RUNS,
    );
  });

  it("of a thousand positions is assessed while one waits", () => {
    const [snapshot] = fc.sample(accounts, { numRuns: 1, seed: 7 });
    const many = Array.from({ length: 1000 }, (_, index) => {
      const each = snapshot!.positions[index % snapshot!.positions.length]!;
      const instrument = `${each.instrument}-${index}` as typeof each.instrument;
      return index % 7 === 0 ? each : { ...each, instrument };
    });
    const start = performance.now();
    expectPlainAnswer(spoiled([{ ...snapshot!, positions: many }], []));
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe("keel evaluate", () => {
  it("answers a spoiled book of all models with one line or one result", () => {
    const accounts = fc.tuple(...MARGIN_MODELS.map((model) => accountOfModel(model)));
    fc.assert(
      fc.property(accounts, mutations(), (snapshots, changes) => {
        expectPlainCall(spoiled(snapshots.map(named), changes));
      }),
      { numRuns: 6 },
    );
  });
});

function named(snapshot: AccountSnapshot): AccountSnapshot {
  return { ...snapshot, accountId: accountId(snapshot.marginModel) };
}

function expectPlainCall(input: string): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, "../cli.ts"), "evaluate", "-", "--json", "--explain"],
    { input, encoding: "utf8", maxBuffer: 100_000_000 },
  );
  if (status === 2) {
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^[^\n]+: [^\n]+\n$/);
    return;
  }
  expect(stderr).toBe("");
  const document = JSON.parse(stdout);
  expectPlain(document);
  const hasGaps = document.accounts.some(({ gaps }: { gaps: unknown[] }) => gaps.length > 0);
  expect(status).toBe(hasGaps ? 1 : 0);
}

function spoiled(snapshots: readonly AccountSnapshot[], changes: readonly Mutation[]): string {
  return JSON.stringify(mutated(toPortfolioDocument(snapshots, 0), changes));
}

function expectPlainAnswer(text: string): void {
  const parsed = atOnce(parsePortfolio(text));
  if (!parsed.ok) {
    expect(parsed.path).toMatch(/^[^\n\r]+$/);
    expect(parsed.reason).toMatch(/^[^\n\r]+$/);
    return;
  }
  const { accounts, valuationCurrency, asOf } = parsed.portfolio;
  const assessment = assessPortfolio(accounts.map(assessAccount), valuationCurrency);
  expectPlain(toAssessmentDocument(assessment, asOf));
  for (const account of assessment.accounts) expectPlain(toExplanation(account, "accounts[0]"));
  for (const { gaps, equity, maintenanceMargin } of assessment.accounts)
    if (!equity.value || !maintenanceMargin.value) expect(gaps).not.toEqual([]);
}

/** Fields that hold an amount or `null`. */
const AMOUNTS = new Set([
  ...["equity", "collateralValue", "initialMargin", "maintenanceMargin", "maintenanceMarginRatio"],
  ...["freeCollateral", "marginBuffer", "effectiveLeverage", "grossExposure", "netExposure"],
  ...["notional", "unrealizedPnl", "liquidationPrice", "distanceToLiquidation"],
  ...["reported", "calculated", "difference", "amount"],
]);

/** No figure but plain decimals, no number but the version, and no slip in a formula. */
function expectPlain(document: unknown): void {
  JSON.stringify(document, (key, value: unknown) => {
    if (value === undefined || typeof value === "number") {
      // A document's own version is its only number.
      expect(key).toBe("version");
    }
    if (AMOUNTS.has(key) && value !== null && typeof value !== "object")
      expect(value, key).toMatch(AMOUNT);
    // A formula or an input may say that it is not known, in these words only.
    if (key === "formula" || key === "value")
      expect(String(value)).not.toMatch(/NaN|Infinity|undefined|\d[eE][+-]?\d/);
    return value;
  });
}
