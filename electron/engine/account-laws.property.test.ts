import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal, ONE, ZERO, decimal, sum } from "#shared/domain/decimal.ts";
import { MARGIN_MODELS, type MarginModelId } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot, MarginTier } from "#shared/domain/snapshot.ts";
import { assessAccount, computeEquity } from "./assess-account.ts";
import { assessPortfolio } from "./assess-portfolio.ts";
import type { AccountAssessment, Figure } from "./assessment.ts";
import { scaled } from "./testing/arbitraries.ts";
import {
  allOf,
  badOf,
  expectClose,
  expectNotAbove,
  goodOf,
  withPositions,
  withTiers,
} from "./testing/law-book.ts";
import { accountOfModel } from "./testing/model-accounts.ts";

/* Laws of whole accounts, over random accounts of every model. */

const RUNS = { numRuns: 60 };

function byValue(a: Decimal | null, b: Decimal | null): number {
  return (a ?? ZERO).cmp(b ?? ZERO);
}

describe.each(MARGIN_MODELS)("%s: an account", (model) => {
  const accounts = accountOfModel(model);

  it("is never worse with more cash", () => {
    fc.assert(
      fc.property(accounts, fc.nat(), scaled(1, 10 ** 8, 2), (snapshot, pick, more) => {
        const richer = {
          ...snapshot,
          balances: snapshot.balances.map((each, index) =>
            index === pick % snapshot.balances.length
              ? { ...each, walletBalance: each.walletBalance!.plus(more) }
              : each,
          ),
        };
        expectNotWorse(assessAccount(richer), assessAccount(snapshot), model);
      }),
      RUNS,
    );
  });

  it("is never better with a higher maintenance rate", () => {
    fc.assert(
      fc.property(accounts, fc.nat(), scaled(1, 300, 3), (snapshot, pick, more) => {
        const at = pick % snapshot.positions.length;
        const dearer = withPositions(snapshot, (each, index) =>
          index === at ? withTiers(each, (tier) => raised(tier, more)) : each,
        );
        const [before, after] = [assessAccount(snapshot), assessAccount(dearer)];
        expectNotWorse(before, after, model);
        const [own, dear] = [before, after].map((a) => a.positions[at]!.maintenanceMargin);
        if (own?.gt(0) && snapshot.positions[at]!.marginTiers) expect(dear!.gt(own)).toBe(true);
      }),
      RUNS,
    );
  });

  it("requires the same to keep whatever leverage is set", () => {
    fc.assert(
      fc.property(accounts, fc.integer({ min: 1, max: 100 }), (snapshot, leverage) => {
        const account = BY_LEVERAGE.has(model) ? { ...snapshot, takerFeeRate: ZERO } : snapshot;
        const set = withPositions(account, (each) => ({ ...each, leverage: decimal(leverage) }));
        const [before, after] = [account, set].map((each) => {
          const { maintenanceMargin, positions } = assessAccount(each);
          // Of two equal legs, leverage may decide which one carries their margin.
          const ofPositions = positions.map((one) => one.maintenanceMargin);
          return [maintenanceMargin.value, ...ofPositions.toSorted(byValue)];
        });
        expect(after!.map((each) => each?.toFixed())).toEqual(
          before!.map((each) => each?.toFixed()),
        );
      }),
      RUNS,
    );
  });

  it("keeps its ratio when everything is k times as large and tables scale along", () => {
    fc.assert(
      fc.property(accounts, fc.integer({ min: 2, max: 50 }), (snapshot, k) => {
        const account = model === "deribit-standard" ? withRowsOnly(snapshot) : snapshot;
        const before = assessAccount(account);
        const after = assessAccount(timesAsLarge(account, decimal(k)));
        for (const [index, pool] of before.pools.entries()) {
          const larger = after.pools[index]!;
          expectScaled(pool.marginBuffer, larger.marginBuffer, k);
          expectScaled(pool.freeCollateral, larger.freeCollateral, k);
          expectScaled(pool.maintenanceMarginRatio, larger.maintenanceMarginRatio, 1);
        }
        for (const [index, { liquidationPrice }] of before.positions.entries())
          expectScaled(liquidationPrice, after.positions[index]!.liquidationPrice, 1);
      }),
      RUNS,
    );
  });

  it("does not care in which order its positions, balances and orders come", () => {
    fc.assert(
      fc.property(accounts, fc.nat(), (snapshot, turn) => {
        const turned = {
          ...snapshot,
          positions: rotated(snapshot.positions, turn),
          balances: snapshot.balances.toReversed(),
          openOrders: snapshot.openOrders.toReversed(),
        };
        expect(allOf(assessAccount(turned))).toEqual(allOf(assessAccount(snapshot)));
      }),
      RUNS,
    );
  });

  it("has totals that are the sum of their line items", () => {
    fc.assert(
      fc.property(accounts, (snapshot) => {
        const account = assessAccount(snapshot);
        const portfolio = assessPortfolio([account, account], "USD");
        for (const whole of [account, portfolio, ...account.pools])
          for (const figure of Object.values(whole)) if (isFigure(figure)) expectSum(figure);
      }),
      RUNS,
    );
  });

  it("has the same equity whether all of it is assessed or equity alone", () => {
    fc.assert(
      fc.property(accounts, (snapshot) => {
        expect(computeEquity(snapshot)).toEqual(assessAccount(snapshot).equity.value);
      }),
      RUNS,
    );
  });

  it("loses nothing behind an isolated position's wall", () => {
    fc.assert(
      fc.property(accounts, fc.nat(), scaled(1, 10_000, 3), (snapshot, pick, moved) => {
        const isolated = withPositions(snapshot, (each, index) =>
          index === pick % snapshot.positions.length
            ? { ...each, marginMode: "isolated", isolatedMargin: decimal(1000) }
            : each,
        );
        // An order in the contract would be margined beside the wall, and stands at its mark.
        const { instrument } = isolated.positions[pick % isolated.positions.length]!;
        const alone = {
          ...isolated,
          positions: isolated.positions.filter(
            (each) => each.instrument !== instrument || each.marginMode === "isolated",
          ),
          openOrders: isolated.openOrders.filter((order) => order.instrument !== instrument),
        };
        const elsewhere = withPositions(alone, (each) =>
          each.instrument === instrument
            ? { ...each, markPrice: each.markPrice!.times(moved) }
            : each,
        );
        expect(crossOf(assessAccount(elsewhere))).toEqual(crossOf(assessAccount(alone)));
      }),
      RUNS,
    );
  });
});

/** Its closing fee is at the price where the position's own margin is gone; without a fee the law holds. */
const BY_LEVERAGE: ReadonlySet<MarginModelId> = new Set(["bybit-unified"]);

/** Every figure at least as good, in the account and behind each wall. */
function expectNotWorse(
  better: AccountAssessment,
  worse: AccountAssessment,
  model: MarginModelId,
): void {
  for (const [index, wall] of [worse, ...worse.pools].entries()) {
    const other = [better, ...better.pools][index]!;
    const [good, least] = [goodOf(other), goodOf(wall)];
    const [bad, most] = [badOf(other), badOf(wall)];
    // A currency's haircut is initial margin at Deribit: more cash, more of it.
    const isHaircut = (name: string) => model === "deribit-standard" && name === "initialMargin";
    for (const [name, value] of Object.entries(least))
      if (value) expectNotAbove(value, good[name]!, name);
    for (const [name, value] of Object.entries(most))
      if (value && !isHaircut(name)) expectNotAbove(bad[name]!, value, name);
  }
}

/** Hyperliquid's rate follows from its highest leverage, which is left out to raise it. */
function raised(tier: MarginTier, more: Decimal): MarginTier {
  const maintenanceRate = Decimal.min(tier.maintenanceRate.plus(more), ONE);
  return { ...tier, maintenanceRate, maxLeverage: null };
}

/** Rates published per coin do not scale: a position without a table of its own is left out. */
function withRowsOnly(snapshot: AccountSnapshot): AccountSnapshot {
  const positions = snapshot.positions.filter(
    ({ kind, marginTiers }) => kind === "option" || marginTiers,
  );
  return { ...snapshot, positions };
}

function timesAsLarge(snapshot: AccountSnapshot, k: Decimal): AccountSnapshot {
  const times = (amount: Decimal | null) => amount && amount.times(k);
  return {
    ...withPositions(snapshot, (each) => ({
      ...withTiers(each, (tier) => ({
        ...tier,
        floor: tier.floor.times(k),
        cap: times(tier.cap),
      })),
      quantity: each.quantity.times(k),
      isolatedMargin: times(each.isolatedMargin),
    })),
    balances: snapshot.balances.map((each) => ({
      ...each,
      walletBalance: times(each.walletBalance),
      borrowed: times(each.borrowed),
      accruedInterest: times(each.accruedInterest),
      collateralTiers:
        each.collateralTiers &&
        each.collateralTiers.map((slice) => ({ ...slice, upTo: times(slice.upTo) })),
    })),
    openOrders: snapshot.openOrders.map((order) => ({
      ...order,
      quantity: order.quantity.times(k),
    })),
  };
}

function expectScaled(before: Decimal | null, after: Decimal | null, k: number): void {
  expect(after === null).toBe(before === null);
  if (before && after) expectClose(after, before.times(k));
}

function rotated<Item>(items: readonly Item[], turn: number): Item[] {
  const at = turn % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

function expectSum({ value, lines }: Figure): void {
  if (value) expect(sum(lines.map(({ amount }) => amount)).toFixed()).toBe(value.toFixed());
}

function isFigure(value: unknown): value is Figure {
  return typeof value === "object" && value !== null && "lines" in value;
}

/** Everything but what belongs to isolated positions. */
function crossOf(assessment: AccountAssessment): unknown {
  const { collateralValue, initialMargin, maintenanceMargin, maintenanceMarginRatio } = assessment;
  const cross = assessment.pools.filter(({ kind }) => kind === "cross");
  const positions = assessment.positions.filter((each) => each.position.marginMode === "cross");
  const figures = allOf({ ...assessment, pools: cross, positions });
  const totals = [collateralValue, initialMargin, maintenanceMargin].map((each) =>
    each.value?.toFixed(),
  );
  return { ...figures, account: [...totals, maintenanceMarginRatio?.toFixed()] };
}
