import { type Decimal, ZERO, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { constant, straight } from "../curve.ts";
import type { AssetContext, Worth } from "../margin-model.ts";
import type { LineItem } from "../assessment.ts";
import { equityValue } from "../payoff.ts";
import { priceOf } from "../prices.ts";

/*
 * What a venue requires for a coin that is owed, |min(0, cash − borrowed − interest + profit − held)|,
 * whether it was borrowed or lost. Rates are tiered per coin and no account's facts hold them: those
 * of a documented example stand in, with a gap.
 */
export type DebtRule = {
  readonly maintenanceRate: Decimal;
  readonly initialRate: Decimal;
  readonly countsOptionValue: boolean;
  /** What open orders hold of the coin; `null` not known. */
  readonly heldByOrders: (context: AssetContext) => Decimal | null;
  /** The gap's sentence; `owed` is `null` while it is not known. */
  readonly standIn: (asset: string, owed: Decimal | null) => string;
};

/** Maintenance margin of a debt, in the pool's currency, by the amount of the asset. */
export function debtMaintenance(rule: DebtRule, context: AssetContext): Worth {
  const { snapshot, asset, path } = context;
  const price = priceOf(snapshot, asset);
  const held = rule.heldByOrders(context);
  const rate = price && price.times(rule.maintenanceRate);
  const owing = rate && held && { slope: rate.neg(), intercept: rate.times(held) };
  return {
    curve: held ? { breaks: [held], lines: [owing, constant(ZERO)] } : straight(null),
    explain: (amount) => {
      const owed = (held ?? ZERO).minus(amount).toFixed();
      return {
        formula: `${owed} × ${price?.toFixed() ?? "?"} × ${rule.maintenanceRate.toFixed()}`,
        inputs: [{ label: "owed", value: owed, unit: asset, path }],
      };
    },
    gaps: [rateStandsIn(rule, context)],
  };
}

/** Initial margin of every debt; `null` while a profit or what orders hold is not known. */
export function debtInitial(rule: DebtRule, snapshot: AccountSnapshot): readonly LineItem[] | null {
  const lines = snapshot.balances.map((balance, index) => {
    const context = { snapshot, asset: balance.asset, balance, path: `balances[${index}]` };
    const owed = owedOf(rule, context);
    return owed && initialLine(rule, context, owed);
  });
  return lines.every((line) => line !== null) ? lines.flat() : null;
}

/** How much of one coin is owed, ≥ 0; `null` while a part of it is not known. */
export function owedOf(rule: DebtRule, context: AssetContext): Decimal | null {
  const { snapshot, asset, balance } = context;
  const held = rule.heldByOrders(context);
  const settled = snapshot.positions.filter(
    ({ settle, marginMode, kind }) =>
      settle === asset && marginMode === "cross" && (rule.countsOptionValue || kind !== "option"),
  );
  const values = settled.map(equityValue);
  if (!balance?.walletBalance || !held || !values.every((value) => value !== null)) return null;
  const borrowed = (balance.borrowed ?? ZERO).plus(balance.accruedInterest ?? ZERO);
  const left = balance.walletBalance.minus(borrowed).plus(sum(values)).minus(held);
  return left.isNegative() ? left.neg() : ZERO;
}

function initialLine(
  { initialRate }: DebtRule,
  { asset, path }: AssetContext,
  owed: Decimal,
): LineItem[] {
  if (owed.isZero()) return [];
  return [
    {
      label: `Debt in ${asset}`,
      amount: owed.times(initialRate),
      unit: asset,
      formula: `${owed.toFixed()} × ${initialRate.toFixed()}`,
      inputs: [{ label: "owed", value: owed.toFixed(), unit: asset, path }],
    },
  ];
}

function rateStandsIn(rule: DebtRule, context: AssetContext): Gap {
  const { asset, path } = context;
  const owed = owedOf(rule, context);
  const message = rule.standIn(asset, owed?.isZero() ? null : owed);
  return { code: "rule_unknown", path, message };
}
