import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, ZERO, decimal, sum } from "#shared/domain/decimal.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "./assess-account.ts";
import { assessPortfolio } from "./assess-portfolio.ts";
import type { AccountAssessment, Figure } from "./assessment.ts";
import { progressiveMargin, resolveTiers, tierIndexAt } from "./margin-tiers.ts";
import {
  balance,
  crossAccount,
  linearPosition,
  progressiveTiers,
  scaled,
  snapshotOf,
} from "./testing/arbitraries.ts";

const RUNS = { numRuns: 300 };

/** Sixty digits agree: beyond any printed figure, within the 64 that divisions keep. */
function expectClose(actual: Decimal, expected: Decimal): void {
  const room = expected.abs().plus(1).times(decimal("1e-45"));
  expect(
    actual.minus(expected).abs().lte(room),
    `${actual.toFixed()} ≈ ${expected.toFixed()}`,
  ).toBe(true);
}

function atMark(
  snapshot: AccountSnapshot,
  instrument: string,
  markPrice: Decimal,
): AccountSnapshot {
  const positions = snapshot.positions.map((position) =>
    position.instrument === instrument ? { ...position, markPrice } : position,
  );
  return { ...snapshot, positions };
}

function bufferOf(snapshot: AccountSnapshot): Decimal {
  return assessAccount(snapshot).pools[0]!.marginBuffer!;
}

describe("margin tiers", () => {
  it("are continuous at each floor", () => {
    fc.assert(
      fc.property(progressiveTiers(), (table) => {
        const { tiers, contradiction } = resolveTiers(table)!;
        expect(contradiction).toBeNull();
        for (const [index, tier] of tiers.entries()) {
          const below = tiers[index - 1];
          if (!below) continue;
          expectClose(progressiveMargin(tier, tier.floor), progressiveMargin(below, tier.floor));
        }
      }),
      RUNS,
    );
  });

  it("never require less for more", () => {
    fc.assert(
      fc.property(
        progressiveTiers(),
        scaled(0, 10 ** 9, 2),
        scaled(0, 10 ** 8, 2),
        (table, notional, more) => {
          const { tiers } = resolveTiers(table)!;
          const required = (value: Decimal) =>
            progressiveMargin(tiers[tierIndexAt(tiers, value)]!, value);
          expect(required(notional.plus(more)).gte(required(notional))).toBe(true);
        },
      ),
      RUNS,
    );
  });
});

describe("liquidation price", () => {
  it("is where collateral value equals maintenance margin", () => {
    fc.assert(
      fc.property(crossAccount(), (snapshot) => {
        for (const { position, liquidationPrice } of assessAccount(snapshot).positions) {
          if (!liquidationPrice) continue;
          const there = assessAccount(atMark(snapshot, position.instrument, liquidationPrice));
          expectClose(
            there.pools[0]!.collateralValue.value!,
            there.pools[0]!.maintenanceMargin.value!,
          );
        }
      }),
      RUNS,
    );
  });

  it("has no nearer price at which the account changes from alive to dead", () => {
    fc.assert(
      fc.property(crossAccount(), fc.integer({ min: 1, max: 999 }), (snapshot, permille) => {
        const alive = bufferOf(snapshot).gt(0);
        for (const { position, liquidationPrice } of assessAccount(snapshot).positions) {
          const mark = position.markPrice!;
          const away = liquidationPrice ? liquidationPrice.minus(mark).abs() : mark;
          for (const sign of [1, -1]) {
            const price = mark.plus(away.times(permille).div(1000).times(sign));
            if (price.lte(0)) continue;
            expect(bufferOf(atMark(snapshot, position.instrument, price)).gt(0)).toBe(alive);
          }
        }
      }),
      RUNS,
    );
  });

  it("is one price for both legs of a contract", () => {
    fc.assert(
      fc.property(crossAccount(), (snapshot) => {
        const { positions } = assessAccount(snapshot);
        for (const one of positions)
          for (const other of positions)
            if (one.position.instrument === other.position.instrument)
              expect(one.liquidationPrice?.toFixed()).toBe(other.liquidationPrice?.toFixed());
      }),
      RUNS,
    );
  });

  it("of a long comes nearer when an unrelated position loses", () => {
    // Equity of half the notional at least: alive, and dead somewhere below.
    const aliveLong = fc
      .tuple(linearPosition("BTC"), scaled(50, 99, 2))
      .filter(([position]) => position.marginTiers!.at(-1)!.maintenanceRate.lt("0.4"))
      .map(([each, share]) => {
        const position: Position = { ...each, side: "long", markPrice: each.entryPrice };
        const wallet = position.quantity.times(position.entryPrice!).times(share);
        return snapshotOf([balance("USDT", wallet)], [position]);
      });
    fc.assert(
      fc.property(aliveLong, linearPosition("LTC"), (snapshot, other) => {
        const markPrice = other.entryPrice!.times("0.99");
        const losing: Position = { ...other, quantity: decimal("0.01"), side: "long", markPrice };
        const before = assessAccount(snapshot).positions[0]!;
        const after = assessAccount({ ...snapshot, positions: [...snapshot.positions, losing] });
        expect(before.liquidationPrice!.lt(before.position.markPrice!)).toBe(true);
        expect(after.positions[0]!.liquidationPrice!.gt(before.liquidationPrice!)).toBe(true);
      }),
      RUNS,
    );
  });
});

function figuresOf(assessment: AccountAssessment): Record<string, Decimal | null> {
  return {
    equity: assessment.equity.value,
    collateralValue: assessment.collateralValue.value,
    initialMargin: assessment.initialMargin.value,
    maintenanceMargin: assessment.maintenanceMargin.value,
    ratio: assessment.maintenanceMarginRatio,
    freeCollateral: assessment.freeCollateral,
    marginBuffer: assessment.marginBuffer,
    grossExposure: assessment.grossExposure.value,
  };
}

function textOf(figures: Record<string, Decimal | null>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      value?.toSignificantDigits(40).toFixed(),
    ]),
  );
}

describe("an account", () => {
  it("does not care in which order its positions come", () => {
    fc.assert(
      fc.property(crossAccount(), (snapshot) => {
        const turned = { ...snapshot, positions: snapshot.positions.toReversed() };
        expect(textOf(figuresOf(assessAccount(turned)))).toEqual(
          textOf(figuresOf(assessAccount(snapshot))),
        );
      }),
      RUNS,
    );
  });

  it("has totals that are the sum of their line items", () => {
    const isSum = (figure: Figure) => {
      if (figure.value)
        expect(sum(figure.lines.map((line) => line.amount)).toFixed()).toBe(figure.value.toFixed());
    };
    fc.assert(
      fc.property(crossAccount(), (snapshot) => {
        const assessment = assessAccount(snapshot);
        const portfolio = assessPortfolio([assessment, assessment], "USD");
        for (const whole of [assessment, portfolio, ...assessment.pools])
          for (const figure of Object.values(whole)) if (isFigure(figure)) isSum(figure);
      }),
      RUNS,
    );
  });

  it("keeps its ratio when everything is k times as large and tiers scale along", () => {
    fc.assert(
      fc.property(crossAccount(), fc.integer({ min: 2, max: 50 }), (snapshot, k) => {
        const larger: AccountSnapshot = {
          ...snapshot,
          balances: snapshot.balances.map((each) => ({
            ...each,
            walletBalance: each.walletBalance!.times(k),
          })),
          positions: snapshot.positions.map((each) => ({
            ...each,
            quantity: each.quantity.times(k),
            marginTiers: each.marginTiers!.map((tier) => ({
              ...tier,
              floor: tier.floor.times(k),
              cap: tier.cap && tier.cap.times(k),
            })),
          })),
        };
        const before = assessAccount(snapshot).maintenanceMarginRatio;
        const after = assessAccount(larger).maintenanceMarginRatio;
        expect(after === null).toBe(before === null);
        if (before && after) expectClose(after, before);
      }),
      RUNS,
    );
  });

  it("is never worse with more cash", () => {
    fc.assert(
      fc.property(crossAccount(), scaled(1, 10 ** 9, 2), (snapshot, more) => {
        const balances = snapshot.balances.map((each) => ({
          ...each,
          walletBalance: each.walletBalance!.plus(more),
        }));
        const before = assessAccount(snapshot);
        const after = assessAccount({ ...snapshot, balances });
        expect(after.marginBuffer!.gt(before.marginBuffer!)).toBe(true);
        if (before.maintenanceMarginRatio)
          expect(after.maintenanceMarginRatio!.lte(before.maintenanceMarginRatio)).toBe(true);
      }),
      RUNS,
    );
  });

  it("never looks better, and says so, when an input is missing", () => {
    const removals: readonly ((snapshot: AccountSnapshot) => AccountSnapshot)[] = [
      (snapshot) => ({ ...snapshot, prices: new Map() }),
      (snapshot) => withFirst(snapshot, { markPrice: null }),
      (snapshot) => withFirst(snapshot, { entryPrice: null }),
      (snapshot) => withFirst(snapshot, { marginTiers: null }),
      (snapshot) => withFirst(snapshot, { leverage: null }),
      (snapshot) => ({ ...snapshot, balances: [] }),
      (snapshot) => ({
        ...snapshot,
        balances: snapshot.balances.map((each) => ({ ...each, walletBalance: null })),
      }),
    ];
    fc.assert(
      fc.property(crossAccount(), fc.constantFrom(...removals), (snapshot, remove) => {
        const whole = assessAccount(snapshot);
        const partial = assessAccount(remove(snapshot));
        expect(
          partial.gaps.filter((gap) => !whole.gaps.some((known) => known.code === gap.code)),
        ).not.toEqual([]);
        for (const better of [
          "equity",
          "collateralValue",
          "freeCollateral",
          "marginBuffer",
        ] as const)
          expectNotAbove(figuresOf(partial)[better]!, figuresOf(whole)[better]!);
        for (const worse of ["initialMargin", "maintenanceMargin", "ratio"] as const)
          expectNotAbove(figuresOf(whole)[worse]!, figuresOf(partial)[worse]!);
      }),
      RUNS,
    );
  });

  it("walls off an isolated position", () => {
    fc.assert(
      fc.property(
        crossAccount(),
        linearPosition("LTC"),
        scaled(1, 10 ** 6, 2),
        scaled(1, 300, 2),
        (snapshot, other, isolatedMargin, moved) => {
          const isolated: Position = { ...other, marginMode: "isolated", isolatedMargin };
          const elsewhere: Position = { ...isolated, markPrice: isolated.markPrice!.times(moved) };
          const cross = (position: Position) => {
            const { collateralValue, maintenanceMargin, positions } = assessAccount({
              ...snapshot,
              positions: [...snapshot.positions, position],
            });
            return [
              collateralValue.value?.toFixed(),
              maintenanceMargin.value?.toFixed(),
              positions[0]!.liquidationPrice?.toFixed(),
            ];
          };
          expect(cross(isolated)).toEqual(cross(elsewhere));
        },
      ),
      RUNS,
    );
  });
});

function withFirst(snapshot: AccountSnapshot, change: Partial<Position>): AccountSnapshot {
  return {
    ...snapshot,
    positions: snapshot.positions.map((each, index) =>
      index === 0 ? { ...each, ...change } : each,
    ),
  };
}

function expectNotAbove(lower: Decimal | null, upper: Decimal | null): void {
  if (lower && upper) expect(lower.lte(upper.plus(ZERO))).toBe(true);
}

function isFigure(value: unknown): value is Figure {
  return typeof value === "object" && value !== null && "lines" in value;
}
