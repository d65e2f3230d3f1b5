import { Decimal, decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import {
  nearest,
  type PoolTotals,
  inDollars,
  sumTold,
  unlistedPositions,
} from "../../unlisted-positions.ts";
import type { Account, OkxAnswers, PositionRow } from "./answers.ts";

/** The venue sums profits in binary floating point. */
const NOISE = decimal("0.000000001");
/** Balance and positions state the same profit of each coin, so they saw the same marks. */
export function isOneMoment({ details }: Account, rows: readonly PositionRow[]): boolean {
  return details.every(({ ccy, upl }) => {
    const total = nearest(upl, profitsOf(ccy, rows));
    if (!upl || !total) return true;
    return total.minus(upl).abs().lte(Decimal.max(total.abs(), upl.abs()).times(NOISE));
  });
}

/** What a coin's profit may be the sum of: whether that of spot margin and of options is in it is not published. */
function profitsOf(coin: string, rows: readonly PositionRow[]): readonly (Decimal | null)[] {
  const own = rows.filter(({ ccy }) => ccy === coin);
  const without = (...kinds: readonly string[]) =>
    sumTold(own.filter(({ instType }) => !kinds.includes(instType)).map(({ upl }) => upl));
  return [without(), without("OPTION"), without("MARGIN"), without("OPTION", "MARGIN")];
}

export function differentMoments(account: Account, rows: readonly PositionRow[]): readonly Gap[] {
  if (isOneMoment(account, rows)) return [];
  const message =
    "The venue's balance and positions state different profits; the marks probably moved while they were read.";
  return [{ code: "contradiction", path: "reported", message }];
}

type Read = Pick<AccountSnapshot, "positions" | "prices" | "openOrders">;

/** Where margin or profit of the account tells of positions that are not listed. */
export function unlistedBy(answers: OkxAnswers, read: Read): readonly Gap[] {
  const { account, positions: rows } = answers;
  const profits = account.details.map(({ ccy, upl }) => ({
    asset: ccy,
    required: null,
    profit: read.positions.some(({ settle }) => settle === ccy)
      ? upl
      : beyondSpotMargin(ccy, upl, rows),
    listedProfit: nearest(upl, profitsOf(ccy, rows)),
  }));
  return unlistedPositions([...profits, ...marginsOf(answers, read)], read.positions);
}

/** Spot margin is listed by the venue, and is no position here. */
function beyondSpotMargin(
  coin: string,
  upl: Decimal | null,
  rows: readonly PositionRow[],
): Decimal | null {
  const own = rows.filter(({ ccy, instType }) => ccy === coin && instType === "MARGIN");
  const part = nearest(upl, [sumTold(own.map((row) => row.upl)), own.length === 0 ? null : ZERO]);
  return upl && part && upl.minus(part);
}

/** Debts, orders and what bots hold require margin too, by rules that are not published. */
function marginsOf(
  { account, positions: rows, orders }: OkxAnswers,
  { positions, prices, openOrders }: Read,
): readonly PoolTotals[] {
  const owes = account.details.some(({ eq, cashBal }) => eq.isNegative() || cashBal.isNegative());
  const hasBots = account.details.some(({ stgyEq }) => stgyEq !== null && !stgyEq.isZero());
  const hasSpotMargin = rows.some(({ instType, pos }) => instType === "MARGIN" && !pos.isZero());
  if (owes || hasBots || hasSpotMargin || orders.failure || openOrders.length > 0) return [];
  const ofCoins = account.details.map(({ ccy, mmr }) => {
    const own = positions.filter(({ settle }) => settle === ccy);
    return {
      asset: ccy,
      required: mmr,
      profit: null,
      listedRequired: sumTold(own.map(requiredBy)),
    };
  });
  const listedRequired = inDollars(positions, prices, requiredBy);
  return [...ofCoins, { asset: null, required: account.mmr, profit: null, listedRequired }];
}

/** Bought options require nothing, which their rows leave out. */
function requiredBy({ kind, side, reported }: Position): Decimal | null {
  return reported.maintenanceMargin ?? (kind === "option" && side === "long" ? ZERO : null);
}
