import { type Decimal, decimal, sum, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Position } from "#shared/domain/snapshot.ts";

/** What an account states of all positions that settle in one asset, in it; `null` is not told. */
export type PoolTotals = {
  readonly asset: Currency;
  /** Margin that positions alone require: none without any. */
  readonly required: Decimal | null;
  /** Unrealized profit, that of isolated positions in it. */
  readonly profit: Decimal | null;
};

/** Marks of two moments differ by less than this share of a position's value. */
const MOST_DRIFT = decimal("0.01");
/** Less than what venues round off, in units of an asset. */
const DUST = decimal("0.000001");

/**
 * Where the account's own totals tell of positions that its list does not have: margin or profit of
 * an asset without a position, or a profit that the listed ones don't come to. An answer that lost
 * rows on its way is found out by this; an empty list must not pass for an empty book.
 */
export function unlistedPositions(
  pools: readonly PoolTotals[],
  positions: readonly Position[],
): readonly Gap[] {
  return pools.flatMap((pool): Gap[] => {
    const listed = positions.filter(({ settle }) => settle === pool.asset);
    const message = listed.length === 0 ? noneListed(pool) : someMissing(pool, listed);
    return message === null ? [] : [{ code: "contradiction", path: "positions", message }];
  });
}

function noneListed({ asset, required, profit }: PoolTotals): string | null {
  const isExpected = [required, profit].some((told) => told?.abs().gt(DUST));
  return isExpected
    ? `The venue counts margin or profit of positions in ${asset} and lists none; they are missing here.`
    : null;
}

function someMissing({ asset, profit }: PoolTotals, listed: readonly Position[]): string | null {
  const profits = listed.flatMap(({ reported }) => reported.unrealizedPnl ?? []);
  // What an account counts as the profit of an option differs by venue.
  const isTold = profits.length === listed.length && listed.every(({ option }) => option === null);
  if (!profit || !isTold) return null;
  const apart = profit.minus(sum(profits)).abs();
  if (apart.lte(DUST) || apart.lte(sum(listed.map(valueOf)).times(MOST_DRIFT))) return null;
  return `The account states a profit of ${profit.toFixed()} ${asset}, its positions ${sum(profits).toFixed()}: some are missing here, or the two are not of one moment.`;
}

/** As a measure of how much its profit may move; where no mark is told the entry will do. */
function valueOf({ kind, quantity, contractSize, markPrice, entryPrice }: Position): Decimal {
  const price = markPrice ?? entryPrice;
  if (!price) return ZERO;
  const size = quantity.times(contractSize);
  return kind === "inverse" ? size.div(price) : size.times(price);
}
