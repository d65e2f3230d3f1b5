import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "./assess-account.ts";
import type { PositionAssessment } from "./assessment.ts";
import { progressiveMargin, resolveTiers, tierIndexAt } from "./margin-tiers.ts";
import {
  balance,
  crossAccount,
  linearPosition,
  progressiveTiers,
  scaled,
  snapshotOf,
} from "./testing/arbitraries.ts";
import { accountOf, positionOf } from "./testing/build-account.ts";
import {
  datedAgainstPerpetual,
  inverseAccount,
  weightedAccount,
} from "./testing/mechanic-accounts.ts";
import {
  type Fraction,
  type NaiveRule,
  bufferAlong,
  type Holding,
  exact,
  fraction,
  naiveSlice,
  naiveTier,
  nearestDeath,
  notionalOf,
  plus,
  slicedMargin,
  times,
  toDecimal,
  weighted,
  wholeMargin,
} from "./testing/naive.ts";

/* The engine beside a second, naive implementation (testing/naive.ts), mechanic by mechanic. */

const SECONDS = 1000;
const TIMEOUT = 60 * SECONDS;

function expectClose(actual: Decimal, expected: Decimal, digits: number): void {
  const room = expected.abs().plus(1).times(decimal(10).pow(-digits));
  expect(
    actual.minus(expected).abs().lte(room),
    `${actual.toFixed()} ≈ ${expected.toFixed()}`,
  ).toBe(true);
}

/** Buffer and one liquidation price of each random account, engine beside naive. */
function expectAgreement(accounts: fc.Arbitrary<AccountSnapshot>, rule: Rule, numRuns: number) {
  fc.assert(
    fc.property(accounts, fc.nat(), (snapshot, pick) => {
      const naive = typeof rule === "function" ? rule(snapshot) : rule;
      const { pools, positions } = assessAccount(snapshot);
      expect(pools.filter((pool) => pool.kind === "cross")).toHaveLength(1);
      const here = bufferAlong(snapshot, naive, null)(fraction(1));
      expectClose(pools[0]!.marginBuffer!, toDecimal(here), 40);
      expectSameDeath(positions[pick % positions.length]!, snapshot, naive);
    }),
    { numRuns },
  );
}

type Rule = NaiveRule | ((snapshot: AccountSnapshot) => NaiveRule);

function expectSameDeath(
  { position, liquidationPrice, liquidationPriceReason }: PositionAssessment,
  snapshot: AccountSnapshot,
  rule: NaiveRule,
): void {
  const buffer = bufferAlong(snapshot, rule, position.instrument);
  const mark = exact(position.markPrice!);
  const walked = nearestDeath(buffer, mark);
  const naive = walked && toDecimal(walked);
  expect(liquidationPriceReason).toBe(liquidationPrice ? null : "none");
  if (!liquidationPrice) return expect(naive).toBeNull();
  const away = (price: Decimal) => price.minus(position.markPrice!).abs();
  // A pair of crossings inside one step, or one beyond the last, is not seen by walking.
  const isSeen = naive && away(naive).lte(away(liquidationPrice).plus("1e-9"));
  if (isSeen) return expectClose(liquidationPrice, naive, 10);
  const [below, above] = ["0.999999999999", "1.000000000001"].map(
    (factor) =>
      buffer(times(exact(liquidationPrice.toSignificantDigits(40)), exact(decimal(factor)))).n > 0n,
  );
  expect(below).not.toBe(above);
}

const par = { worth: (_: string, amount: Fraction) => amount, rate: () => fraction(1) };
const progressive = (holding: Holding, price: Fraction) =>
  slicedMargin(holding.tiers, notionalOf(holding, price));

function withModel(
  accounts: fc.Arbitrary<AccountSnapshot>,
  marginModel: MarginModelId,
  change: Partial<AccountSnapshot> = {},
): fc.Arbitrary<AccountSnapshot> {
  return accounts.map((account) => ({ ...account, ...change, marginModel }));
}

describe("tiers", () => {
  it("by the recursion require what slice by slice adds up to", () => {
    fc.assert(
      fc.property(progressiveTiers(), scaled(0, 10 ** 9, 2), (table, notional) => {
        const { tiers } = resolveTiers(table)!;
        const margin = progressiveMargin(tiers[tierIndexAt(tiers, notional)]!, notional);
        const naive = slicedMargin(table.map(naiveTier), exact(notional));
        expect(margin.toFixed()).toBe(toDecimal(naive).toFixed());
      }),
      { numRuns: 3000 },
    );
  });
});

describe("one pool at par, progressive tiers", () => {
  it(
    "linear, with both legs",
    () => expectAgreement(crossAccount(), { ...par, margin: progressive }, 1000),
    TIMEOUT,
  );

  it(
    "inverse",
    () => expectAgreement(inverseAccount("binance-coinm"), { ...par, margin: progressive }, 1000),
    TIMEOUT,
  );
});

describe("rates linear in size", () => {
  const BASE = fraction(1, 100);
  const STEP = fraction(5, 100_000);
  const bySize = (holding: Holding, price: Fraction) => {
    const notional = notionalOf(holding, price);
    const coins = holding.position.kind === "inverse" ? notional : holding.size;
    return times(notional, plus(BASE, times(STEP, coins)));
  };

  it(
    "inverse: square in the price",
    () =>
      expectAgreement(inverseAccount("deribit-standard", null), { ...par, margin: bySize }, 1000),
    TIMEOUT,
  );

  it(
    "linear: straight in the price",
    () => {
      const accounts = fc
        .tuple(scaled(-(10 ** 8), 10 ** 9, 2), linearPosition("BTC", "USDC"))
        .map(([cash, each]) =>
          snapshotOf(
            [balance("USDC", cash)],
            [{ ...each, quantity: each.quantity.div(100), marginTiers: null }],
            "deribit-standard",
          ),
        );
      expectAgreement(accounts, { ...par, margin: bySize }, 1000);
    },
    TIMEOUT,
  );
});

function byWeight({ balances, prices }: AccountSnapshot): NaiveRule {
  const rates = new Map([...prices].map(([asset, price]) => [asset, exact(price)]));
  const slicesOf = new Map(
    balances.map(({ asset, collateralTiers }) => [asset, collateralTiers!.map(naiveSlice)]),
  );
  return {
    margin: progressive,
    rate: (asset) => rates.get(asset)!,
    worth: (asset, amount) => times(weighted(slicesOf.get(asset)!, amount), rates.get(asset)!),
  };
}

describe("one pool of weighted assets", () => {
  it(
    "weights by slices, debts in full",
    () => expectAgreement(weightedAccount("generic-cross"), (each) => byWeight(each), 1000),
    TIMEOUT,
  );

  it("counts nothing beyond the last slice, though all of it be at par", () => {
    // Found by the agreement above: the dollar of profit beyond the slice was counted.
    const snapshot = accountOf("generic-cross", {
      balances: { USDC: { wallet: "0", slices: [["1", "1"]] } },
      positions: [
        positionOf({
          coin: "SOL",
          settle: "USDC",
          quantity: "1",
          entry: "100",
          mark: "102",
          tiers: [{ rate: "0.004" }],
        }),
      ],
    });
    expect(assessAccount(snapshot).collateralValue.value!.toFixed()).toBe("1");
  });

  it(
    "and a requirement for what is owed",
    () => {
      // Bitget: 5 % of a debt; a fee of 0.06 % of the notional in maintenance.
      const rule = (snapshot: AccountSnapshot): NaiveRule => ({
        ...byWeight(snapshot),
        margin: (holding, price) =>
          plus(progressive(holding, price), times(notionalOf(holding, price), fraction(6, 10_000))),
        debt: (asset, amount) =>
          amount.n < 0n
            ? times(times(amount, exact(snapshot.prices.get(asset)!)), fraction(-5, 100))
            : fraction(0),
      });
      expectAgreement(weightedAccount("bitget-cross"), rule, 1000);
    },
    TIMEOUT,
  );

  it(
    "at a bid and an ask rate",
    () => {
      const quoted = fc
        .tuple(crossAccount(), scaled(90, 99, 2), scaled(101, 110, 2))
        .map(([account, bidRate, askRate]): AccountSnapshot => ({
          ...account,
          marginModel: "binance-usdm-multi",
          balances: account.balances.map((each) => ({ ...each, bidRate, askRate })),
        }));
      const rule = ({ balances }: AccountSnapshot): NaiveRule => {
        const { bidRate, askRate } = balances[0]!;
        return {
          margin: progressive,
          rate: () => exact(askRate!),
          worth: (_, amount) => times(amount, exact(amount.n < 0n ? askRate! : bidRate!)),
        };
      };
      expectAgreement(quoted, rule, 1000);
    },
    TIMEOUT,
  );
});

describe("sides that net", () => {
  it(
    "whole-position tiers; of one underlying only the larger side",
    () => {
      const rule = {
        ...par,
        nets: (position: Position) => position.base,
        margin: (holding: Holding, price: Fraction) =>
          wholeMargin(holding.tiers, notionalOf(holding, price)),
      };
      expectAgreement(datedAgainstPerpetual("kraken-flex"), rule, 1000);
    },
    TIMEOUT,
  );

  it(
    "of one contract only the larger leg, fee and all",
    () => {
      const takerFeeRate = decimal("0.0005");
      const rule = {
        ...par,
        nets: (position: Position) => position.instrument,
        margin: (holding: Holding, price: Fraction) => {
          const fee = times(notionalOf(holding, price), exact(takerFeeRate));
          return plus(progressive(holding, price), fee);
        },
      };
      expectAgreement(withModel(crossAccount(), "gate-unified", { takerFeeRate }), rule, 1000);
    },
    TIMEOUT,
  );
});
