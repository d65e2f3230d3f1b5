import { type Decimal, decimal, sum, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import { VALUATION_CURRENCY } from "./snapshot-head.ts";

/**
 * What an account states of all positions that settle in one asset, in it, and what the listed ones
 * come to by their own rows. `null` is not told, and compared with nothing.
 */
export type PoolTotals = {
  /** `null`: of all positions, in USD. */
  readonly asset: Currency | null;
  /** Margin that positions alone require: none without any. */
  readonly required: Decimal | null;
  /** Unrealized profit, that of isolated positions in it. */
  readonly profit: Decimal | null;
  readonly listedRequired?: Decimal | null;
  /** Left out: the profits that the positions report, unless an option is among them. */
  readonly listedProfit?: Decimal | null;
  /** The kinds whose profit is in it, where not all are. */
  readonly isInProfit?: (position: Position) => boolean;
};

/** Marks of two moments differ by less than this share of a position's value. */
const MOST_DRIFT = decimal("0.01");
/** What such a difference makes of a margin, whose rate grows with the value: twice as much. */
const MOST_MARGIN_DRIFT = decimal("0.02");
/** Less than what venues round off, in units of an asset. */
const DUST = decimal("0.000001");

/**
 * Where the account's own totals tell of positions that its list does not have: margin or profit of
 * an asset without a position, a margin above or a profit beside what the listed ones come to. An
 * answer that lost rows on its way is found out by this; an empty list must not pass for an empty
 * book.
 */
export function unlistedPositions(
  pools: readonly PoolTotals[],
  positions: readonly Position[],
  /** For totals in USD. */
  prices: ReadonlyMap<Currency, Decimal> = new Map(),
): readonly Gap[] {
  return pools.flatMap((pool): Gap[] => {
    const { asset, isInProfit = () => true } = pool;
    const listed = positions.filter(({ settle }) => asset === null || settle === asset);
    const earning = listed.filter(isInProfit);
    const message =
      listed.length === 0
        ? noneListed(pool)
        : (lessRequired(pool) ?? otherProfit(pool, earning, driftOf(pool, earning, prices)));
    return message === null ? [] : [{ code: "contradiction", path: "positions", message }];
  });
}

/** The sum of what rows tell; `null` when one of them tells nothing. */
export function sumTold(told: readonly (Decimal | null)[]): Decimal | null {
  const known = told.filter((each) => each !== null);
  return known.length < told.length ? null : sum(known);
}

/** Of the sums that a total may be, where it is not published which, the one that comes nearest. */
export function nearest(total: Decimal | null, sums: readonly (Decimal | null)[]): Decimal | null {
  if (!total) return null;
  const known = sums.filter((each) => each !== null);
  const apart = (each: Decimal) => total.minus(each).abs();
  return known.toSorted((a, b) => apart(a).cmp(apart(b)))[0] ?? null;
}

/** What positions come to together, in USD. */
export function inDollars(
  positions: readonly Position[],
  prices: ReadonlyMap<Currency, Decimal>,
  figureOf: (position: Position) => Decimal | null,
): Decimal | null {
  return sumTold(
    positions.map((position) => {
      const [figure, price] = [figureOf(position), prices.get(position.settle)];
      if (figure?.isZero()) return figure;
      return figure && price ? figure.times(price) : null;
    }),
  );
}

function unitOf({ asset }: PoolTotals): string {
  return asset ?? VALUATION_CURRENCY;
}

function noneListed(pool: PoolTotals): string | null {
  const isExpected = [pool.required, pool.profit].some((told) => told?.abs().gt(DUST));
  return isExpected
    ? `The venue counts margin or profit of positions in ${unitOf(pool)} and lists none; they are missing here.`
    : null;
}

/** Hedged legs may require less together than apart, so that only a margin above theirs tells. */
function lessRequired(pool: PoolTotals): string | null {
  const { required, listedRequired = null } = pool;
  if (!required || !listedRequired) return null;
  const missing = required.minus(listedRequired);
  if (missing.lte(DUST) || missing.lte(required.times(MOST_MARGIN_DRIFT))) return null;
  return `The account requires a margin of ${required.toFixed()} ${unitOf(pool)} for positions, the listed ones ${listedRequired.toFixed()}: some are missing here.`;
}

function otherProfit(
  pool: PoolTotals,
  listed: readonly Position[],
  drift: Decimal | null,
): string | null {
  const { profit, listedProfit = profitOf(listed) } = pool;
  if (!profit || !listedProfit || !drift) return null;
  const apart = profit.minus(listedProfit).abs();
  if (apart.lte(DUST) || apart.lte(drift)) return null;
  return `The account states a profit of ${profit.toFixed()} ${unitOf(pool)}, its positions ${listedProfit.toFixed()}: some are missing here, or the two are not of one moment.`;
}

/** What an account counts as the profit of an option differs by venue. */
function profitOf(listed: readonly Position[]): Decimal | null {
  const hasOption = listed.some(({ option }) => option !== null);
  return hasOption ? null : sumTold(listed.map(({ reported }) => reported.unrealizedPnl));
}

/** How much the profit of positions may move between two answers; `null` where a price is missing. */
function driftOf(
  { asset }: PoolTotals,
  listed: readonly Position[],
  prices: ReadonlyMap<Currency, Decimal>,
): Decimal | null {
  const values = listed.map((position) => {
    if (asset !== null) return valueOf(position);
    return prices.get(position.settle)?.times(valueOf(position)) ?? null;
  });
  return sumTold(values)?.times(MOST_DRIFT) ?? null;
}

/** Where no mark is told the entry will do. An option moves at most as much as what is under it. */
function valueOf(position: Position): Decimal {
  const { kind, base, settle, quantity, contractSize, option } = position;
  const price = option
    ? (option.underlyingPrice ?? option.strike)
    : (position.markPrice ?? position.entryPrice);
  if (!price) return ZERO;
  const size = quantity.times(contractSize);
  if (option) return settle === base ? size : size.times(price);
  return kind === "inverse" ? size.div(price) : size.times(price);
}
