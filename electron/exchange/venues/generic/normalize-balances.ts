import { Decimal, ONE, sum, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Balance, Position } from "#shared/domain/snapshot.ts";
import { cashOnly, crossWallet } from "../../normalize-cash.ts";
import type { BalanceAnswer } from "./answers.ts";

/*
 * ccxt's `total` of a coin holds the open positions' profit in some classes and not in others, and
 * which it is no class says. Both readings are taken and the one with less cash counts, so that
 * risk can only look worse. docs/margin/generic.md
 */

/** Coins with anything in them, owed in them or settled in them, those of several answers added up. */
export function normalizeBalances(
  answers: readonly BalanceAnswer[],
  positions: readonly Position[],
  gaps: Gap[],
): readonly Balance[] {
  const settles = new Set(positions.map(({ settle }) => settle));
  const coins = new Set(answers.flatMap(({ total }) => Object.keys(total)));
  const balances = [...coins].flatMap((coin): Balance[] => {
    const total = added(answers, (answer) => answer.total[coin]);
    const debt = added(answers, (answer) => answer.debt?.[coin]);
    const isEmpty = total?.isZero() === true && debt?.isZero() !== false;
    if (isEmpty && !settles.has(coin)) return [];
    return [{ ...cashOnly(coin, total && cashOf(total, coin, positions)), borrowed: debt }];
  });
  for (const [index, { asset }] of balances.entries())
    if (settles.has(asset)) gaps.push(totalUnclear(asset, index));
  return balances;
}

/** `null` when one that tells of the coin can't say how much. */
function added(
  answers: readonly BalanceAnswer[],
  amountOf: (answer: BalanceAnswer) => Decimal | null | undefined,
): Decimal | null {
  const told = answers.flatMap(
    (answer) => amountOf(answer) ?? (amountOf(answer) === null ? [null] : []),
  );
  const known = told.filter((amount) => amount !== null);
  return told.length > 0 && known.length === told.length ? sum(known) : null;
}

/** Cash behind cross positions: what isolated ones hold is taken off, profit if there is any. */
function cashOf(total: Decimal, coin: Currency, positions: readonly Position[]): Decimal | null {
  const settled = positions.filter(({ settle, kind }) => settle === coin && kind !== "option");
  const cross = settled.filter(({ marginMode }) => marginMode === "cross");
  const cash = withoutProfit(total, cross.map(unrealizedProfit), settled.map(unrealizedProfit));
  return cash && crossWallet(cash, coin, positions);
}

/**
 * An amount that may or may not hold these profits, without them: the less of both. Several lists
 * are several readings of which profits it may hold. `null` when a profit is not known.
 */
export function withoutProfit(
  amount: Decimal,
  ...readings: readonly (readonly (Decimal | null)[])[]
): Decimal | null {
  const profits: Decimal[] = [ZERO];
  for (const reading of readings) {
    const known = reading.filter((profit) => profit !== null);
    if (known.length < reading.length) return null;
    profits.push(sum(known));
  }
  return amount.minus(Decimal.max(...profits));
}

/** As the venue states it, else by entry and mark; in the settle currency. */
export function unrealizedProfit(position: Position): Decimal | null {
  const { kind, side, quantity, contractSize, entryPrice, markPrice, reported } = position;
  if (reported.unrealizedPnl) return reported.unrealizedPnl;
  if (!entryPrice || !markPrice) return null;
  const rise =
    kind === "inverse"
      ? ONE.div(entryPrice).minus(ONE.div(markPrice))
      : markPrice.minus(entryPrice);
  const profit = quantity.times(contractSize).times(rise);
  return side === "long" ? profit : profit.neg();
}

function totalUnclear(asset: Currency, index: number): Gap {
  const message = `Whether the balance of ${asset} holds the profit of open positions is not told; it is counted the way that leaves less.`;
  return { code: "rule_unknown", path: `balances[${index}].walletBalance`, message };
}
