import { type Decimal, ZERO, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot, Balance } from "#shared/domain/snapshot.ts";
import type { LineItem } from "../assessment.ts";
import { valueAt } from "../curve.ts";
import { unrealizedPnl } from "../payoff.ts";
import { priceOf } from "../prices.ts";
import { worthByWeight } from "./collateral-worth.ts";

/**
 * The haircut of each currency of a cross-collateral account as initial margin: what its equity is
 * worth at full price less what it is at its weight. `null` lines: an equity or a price is missing.
 * Without a weight the whole counts, with a gap.
 * Source: support.deribit.com 25944777203869; a recorded USDT-only account holds 2 % of its equity as
 * initial margin and no maintenance margin. Read 2026-11-22.
 */
export function haircutLines(snapshot: AccountSnapshot): {
  readonly lines: LineItem[] | null;
  readonly gaps: readonly Gap[];
} {
  const each = snapshot.balances.map((balance, index) => haircutOf(snapshot, balance, index));
  const lines = each.map(({ line }) => line).filter((line) => line !== null);
  return {
    lines: lines.length === each.length ? lines.filter(({ amount }) => amount.gt(0)) : null,
    gaps: each.flatMap(({ gaps }) => gaps),
  };
}

function haircutOf(snapshot: AccountSnapshot, balance: Balance, index: number) {
  const { asset } = balance;
  const path = `balances[${index}]`;
  const price = priceOf(snapshot, asset);
  const equity = cashAndProfit(snapshot, balance);
  const worth = worthByWeight({ snapshot, asset, balance, path });
  const counted = equity && worth.curve && valueAt(worth.curve, equity);
  if (!price || !equity || !counted) return { line: null, gaps: worth.gaps };
  const full = equity.times(price);
  const line: LineItem = {
    label: `Haircut of ${asset}`,
    amount: full.minus(counted),
    unit: snapshot.valuationCurrency,
    formula: `${full.toFixed()} − ${counted.toFixed()}`,
    inputs: [{ label: "equity", value: equity.toFixed(), unit: asset, path }],
  };
  return { line, gaps: worth.gaps };
}

/** Equity of the pool without the value of options. */
function cashAndProfit({ positions }: AccountSnapshot, balance: Balance): Decimal | null {
  if (!balance.walletBalance) return null;
  const futures = positions.filter(
    ({ settle, kind, marginMode }) =>
      settle === balance.asset && kind !== "option" && marginMode === "cross",
  );
  const profits = futures.map(unrealizedPnl);
  if (!profits.every((profit) => profit !== null)) return null;
  const owed = (balance.borrowed ?? ZERO).plus(balance.accruedInterest ?? ZERO);
  return balance.walletBalance.minus(owed).plus(sum(profits));
}
