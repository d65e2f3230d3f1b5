import { type Decimal, ZERO, decimal, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AssetContext, PoolContext, Worth } from "../margin-model.ts";
import type { LineItem } from "../assessment.ts";
import { equityValue } from "../payoff.ts";
import { priceOf } from "../prices.ts";

/*
 * What Bybit requires for a coin that is owed, |min(0, wallet − borrowed − interest + profit)|. The
 * rates are tiered per coin and read from the venue's spot-margin position tiers, which an account's
 * facts don't hold: those of the documented example (BTC, first tier) stand in, with a gap.
 * Sources: API v5 spot-margin-trade/position-tiers (example of 2025-08-27), Bybit help "Borrowing &
 * Repayment (UTA)"; read 2026-11-23.
 */
const MAINTENANCE_RATE = decimal("0.04");
const INITIAL_RATE = decimal("0.2");

/** Maintenance margin of a debt, in the pool's currency, by the amount of the asset. */
export function debtMargin({ snapshot, asset, path }: AssetContext): Worth {
  const price = priceOf(snapshot, asset);
  const rate = price && price.times(MAINTENANCE_RATE).neg();
  return {
    curve: {
      breaks: [ZERO],
      lines: [rate && { slope: rate, intercept: ZERO }, { slope: ZERO, intercept: ZERO }],
    },
    explain: (amount) => ({
      formula: `${amount.neg().toFixed()} × ${price?.toFixed() ?? "?"} × ${MAINTENANCE_RATE.toFixed()}`,
      inputs: [{ label: "owed", value: amount.neg().toFixed(), unit: asset, path }],
    }),
    gaps: [rateStandsIn(asset, path)],
  };
}

/** Initial margin of every debt; `null` while a profit is not known. */
export function debtInitial({ snapshot, positions }: PoolContext): readonly LineItem[] | null {
  const cross = positions.map((index) => snapshot.positions[index]!);
  const lines = snapshot.balances.map((balance, index) => {
    const { asset, walletBalance, borrowed, accruedInterest } = balance;
    const settled = cross.filter(({ settle, kind }) => settle === asset && kind !== "option");
    const profits = settled.map(equityValue);
    if (!walletBalance || !profits.every((profit) => profit !== null)) return null;
    const owed = (borrowed ?? ZERO).plus(accruedInterest ?? ZERO);
    return initialLine(asset, walletBalance.minus(owed).plus(sum(profits)), `balances[${index}]`);
  });
  return lines.every((line) => line !== null) ? lines.flat() : null;
}

function initialLine(asset: string, left: Decimal, path: string): LineItem[] {
  if (left.gte(0)) return [];
  const owed = left.neg();
  return [
    {
      label: `Debt in ${asset}`,
      amount: owed.times(INITIAL_RATE),
      unit: asset,
      formula: `${owed.toFixed()} × ${INITIAL_RATE.toFixed()}`,
      inputs: [{ label: "owed", value: owed.toFixed(), unit: asset, path }],
    },
  ];
}

function rateStandsIn(asset: string, path: string): Gap {
  const message = `The margin Bybit asks for owing ${asset} is not known; 4 % is counted, as in the venue's example for BTC.`;
  return { code: "rule_unknown", path, message };
}
