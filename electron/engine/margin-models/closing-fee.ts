import { type Decimal, ONE, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { InputItem } from "../assessment.ts";
import type { PositionContext } from "../margin-model.ts";
import { notionalAt } from "../payoff.ts";

export type ClosingFee = {
  /** Settle currency; `null` without entry, leverage or fee rate. */
  readonly amount: Decimal | null;
  readonly formula: string;
  readonly inputs: readonly InputItem[];
  readonly gaps: readonly Gap[];
};

/**
 * Taker fee on the position's value at its bankruptcy price, where its own margin is gone: a move of
 * 1 ÷ leverage from entry. Linear: entry value × (1 ∓ 1 ÷ leverage), long −, short +. Inverse, whose
 * value grows as the price falls, long +, short −: bankruptcy at entry × leverage ÷ (leverage ± 1).
 */
export function closingFee({ snapshot, position, path }: PositionContext): ClosingFee {
  const { entryPrice, leverage, instrument } = position;
  const feeRate = snapshot.takerFeeRate;
  const gaps: Gap[] = [];
  if (!feeRate) {
    const message = `The rule of ${instrument} counts the taker fee to close, whose rate is not known.`;
    gaps.push({ code: "fee_rate_missing", path: "takerFeeRate", message });
  }
  if (!leverage) {
    const message = `The leverage setting of ${instrument} is not known, so neither is the fee to close it.`;
    gaps.push({ code: "leverage_missing", path: `${path}.leverage`, message });
  }
  if (!entryPrice) {
    const message = `${instrument} has no entry price, so its profit is not known.`;
    gaps.push({ code: "entry_missing", path: `${path}.entryPrice`, message });
  }
  if (!feeRate || !leverage || !entryPrice) return { amount: null, formula: "?", inputs: [], gaps };
  const value = notionalAt(position, entryPrice);
  const share = valueAtBankruptcy(position.kind, position.side, leverage);
  return {
    amount: value.times(share).times(feeRate),
    formula: `${value.toFixed()} × ${share.toFixed()} × ${feeRate.toFixed()}`,
    inputs: [
      {
        label: "entry price",
        value: entryPrice.toFixed(),
        unit: position.quote,
        path: `${path}.entryPrice`,
      },
      { label: "leverage setting", value: leverage.toFixed(), unit: "×", path: `${path}.leverage` },
      { label: "taker fee rate", value: feeRate.toFixed(), unit: "", path: "takerFeeRate" },
    ],
    gaps,
  };
}

/** Share of the entry value that is left at the bankruptcy price; below 1× there is none. */
function valueAtBankruptcy(
  kind: PositionContext["position"]["kind"],
  side: PositionContext["position"]["side"],
  leverage: Decimal,
): Decimal {
  const margin = ONE.div(leverage);
  const falls = (side === "long") !== (kind === "inverse");
  if (!falls) return ONE.plus(margin);
  return margin.gt(1) ? ZERO : ONE.minus(margin);
}
