import { ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Balance, CollateralTier } from "#shared/domain/snapshot.ts";
import { createRepeatCheck } from "../../parse-answer.ts";
import type { Coin } from "./answers.ts";

export type BalanceFacts = {
  /** Coins that positions settle in. */
  readonly settles: ReadonlySet<Currency>;
  /** Discount rates of a coin; `null` unknown, or no such rule in this mode. */
  readonly tiers: (asset: Currency) => readonly CollateralTier[] | null;
};

/**
 * Coins with anything in them or with positions in them. Cash is `cashBal`: isolated margin is not in
 * it, debts are, so nothing is borrowed beside it. What trading bots hold stands behind no position
 * of the account: left out, with a gap. Throws `bad_venue_data` on a coin twice.
 */
export function normalizeBalances(
  coins: readonly Coin[],
  facts: BalanceFacts,
  gaps: Gap[],
): readonly Balance[] {
  const refuseRepeat = createRepeatCheck("balance", "details: ");
  for (const { ccy } of coins) refuseRepeat(ccy);
  return activeCoins(coins, facts.settles).map((coin, index) => {
    if (coin.stgyEq && !coin.stgyEq.isZero()) gaps.push(heldByBots(coin, index));
    return toBalance(coin, facts.tiers(coin.ccy));
  });
}

export function activeCoins(
  coins: readonly Coin[],
  settles: ReadonlySet<Currency>,
): readonly Coin[] {
  return coins.filter(
    ({ ccy, eq, cashBal }) => settles.has(ccy) || !eq.isZero() || !cashBal.isZero(),
  );
}

function toBalance(coin: Coin, tiers: readonly CollateralTier[] | null): Balance {
  // A coin the user switched off counts for nothing, whatever its rates.
  const isOff = tiers !== null && coin.collateralEnabled === false;
  return {
    asset: coin.ccy,
    walletBalance: coin.cashBal,
    borrowed: ZERO,
    accruedInterest: coin.interest ?? ZERO,
    collateralWeight: isOff ? ZERO : null,
    collateralTiers: isOff ? null : tiers,
    bidRate: null,
    askRate: null,
  };
}

function heldByBots({ ccy, stgyEq }: Coin, index: number): Gap {
  const message = `Trading bots hold ${stgyEq?.toFixed()} ${ccy}. Whether it stands behind the account's positions is not published; it is not counted.`;
  return { code: "rule_unknown", path: `balances[${index}].walletBalance`, message };
}
