import { type Decimal, ONE, ZERO, decimal, sum } from "#shared/domain/decimal.ts";
import type { AccountAssessment, PositionAssessment, Reconciliation } from "./assessment.ts";
import { progressiveMargin, resolveTiers } from "./margin-tiers.ts";
import { positionSize } from "./payoff.ts";
import { priceOf } from "./prices.ts";

/*
 * A difference to the venue that is exactly one term of the rule names its cause: a venue that leaves
 * out the tier deduction is off by the tier deduction.
 */

type Assessed = Omit<AccountAssessment, "reconciliation">;
type Term = { readonly words: string; readonly amount: Decimal };

/** The term of an account figure that a difference equals, in words; `null` when none fits. */
export function termOfAccount(
  assessment: Assessed,
  unit: string,
  difference: Decimal,
  tolerance: Decimal,
): string | null {
  return matching(accountTerms(assessment, unit), difference, tolerance);
}

/** The same for a figure of one position. */
export function termOfPosition(
  assessed: PositionAssessment,
  takerFeeRate: Decimal | null,
  difference: Decimal,
  tolerance: Decimal,
): string | null {
  return matching(positionTerms(assessed, takerFeeRate), difference, tolerance);
}

function matching(terms: readonly Term[], difference: Decimal, tolerance: Decimal): string | null {
  const found = terms
    .filter(({ amount }) => amount.abs().gt(tolerance))
    .find(({ amount }) => difference.abs().minus(amount.abs()).abs().lte(tolerance));
  return found ? `The difference is exactly ${found.words}.` : null;
}

/** What the rule adds up, each in the unit the venue reports in. */
function accountTerms(assessment: Assessed, unit: string): Term[] {
  const { snapshot, positions, pools } = assessment;
  const rate = (asset: string) => (asset === unit ? ONE : (priceOf(snapshot, asset) ?? ZERO));
  const cross = positions.filter(({ position }) => position.marginMode === "cross");
  const over = (of: (each: PositionAssessment) => Decimal | null) =>
    sum(cross.map((each) => (of(each) ?? ZERO).times(rate(each.position.settle))));
  const fee = snapshot.takerFeeRate ?? ZERO;
  const isolated = pools.filter((pool) => pool.kind === "isolated");
  const owed = snapshot.balances.map((each) =>
    (each.borrowed ?? ZERO).plus(each.accruedInterest ?? ZERO).times(rate(each.asset)),
  );
  return [
    {
      words: "the unrealized profit of open positions",
      amount: over((each) => each.unrealizedPnl),
    },
    { words: "the tier deductions", amount: over(({ tier }) => tier?.deduction ?? null) },
    {
      words: "the taker fee on open positions",
      amount: over((each) => each.notional?.times(fee) ?? null),
    },
    { words: "the margin of open orders", amount: snapshot.reported.orderInitialMargin ?? ZERO },
    { words: "the collateral weights", amount: weightLoss(assessment) },
    { words: "what is borrowed", amount: sum(owed) },
    {
      words: "the isolated positions",
      amount: sum(isolated.map((pool) => (pool.equity.value ?? ZERO).times(rate(pool.currency)))),
    },
    ...cross.map((each) => ({
      words: `the unrealized profit of ${each.position.instrument}`,
      amount: (each.unrealizedPnl ?? ZERO).times(rate(each.position.settle)),
    })),
  ];
}

/** What weights take off the cash and profit of cross pools. */
function weightLoss({ pools }: Assessed): Decimal {
  const cross = pools.filter((pool) => pool.kind === "cross");
  return sum(
    cross.map(({ equity, collateralValue }) =>
      equity.value && collateralValue.value ? equity.value.minus(collateralValue.value) : ZERO,
    ),
  );
}

function positionTerms(assessed: PositionAssessment, takerFeeRate: Decimal | null): Term[] {
  const { position, notional, tier, unrealizedPnl, maintenanceMargin } = assessed;
  if (!notional || position.kind === "option") return [];
  const terms: Term[] = [{ words: "its tier deduction", amount: tier?.deduction ?? ZERO }];
  if (takerFeeRate) terms.push({ words: "its taker fee", amount: notional.times(takerFeeRate) });
  if (unrealizedPnl) terms.push({ words: "its unrealized profit", amount: unrealizedPnl });
  if (tier && position.entryPrice) {
    const size = positionSize(position);
    const entered =
      position.kind === "inverse" ? size.div(position.entryPrice) : size.times(position.entryPrice);
    const amount = entered.minus(notional).times(tier.maintenanceRate);
    terms.push({ words: "valuing it at entry instead of mark", amount });
  }
  if (maintenanceMargin) terms.push(...neighborTiers(assessed, notional, maintenanceMargin));
  return terms;
}

/** What its margin would be one tier up or down. */
function neighborTiers(
  { position, tier }: PositionAssessment,
  notional: Decimal,
  ours: Decimal,
): Term[] {
  const table = (position.marginTiers && resolveTiers(position.marginTiers)?.tiers) ?? [];
  const index = table.findIndex((each) => tier && each.floor.eq(tier.floor));
  return [-1, 1].flatMap((step) => {
    const other = table[index + step];
    if (index < 0 || !other) return [];
    const amount = progressiveMargin(other, notional).minus(ours);
    return [{ words: "one tier step", amount }];
  });
}

export type Trust = {
  readonly state: "agrees" | "differs" | "nothing to compare";
  /** Of figures that differ the one that does most, by its share of the reported value. */
  readonly worst: Reconciliation | null;
};

/** How far an account's figures are borne out by the venue's own. */
export function trustIn(reconciliation: readonly Reconciliation[]): Trust {
  if (reconciliation.length === 0) return { state: "nothing to compare", worst: null };
  const differing = reconciliation.filter((row) => !row.agrees);
  if (differing.length === 0) return { state: "agrees", worst: null };
  const [worst = null] = differing.toSorted((a, b) => shareOff(b).cmp(shareOff(a)));
  return { state: "differs", worst };
}

/** |difference| ÷ |reported|; what is not computed or reported as zero is off by more than all. */
function shareOff({ difference, reported }: Reconciliation): Decimal {
  if (!difference || reported.isZero()) return decimal(1e9);
  return difference.div(reported).abs();
}
