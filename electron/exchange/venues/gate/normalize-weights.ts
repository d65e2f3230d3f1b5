import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { CollateralTier } from "#shared/domain/snapshot.ts";
import { badAnswer, parseAnswer, rowsBy } from "../../parse-answer.ts";
import { discountRow } from "./answers.ts";

/**
 * Weights by slices of each coin's quantity. The list comes inside another. Throws `bad_venue_data`
 * when it is empty: without any weight the account would look like one of single-currency mode.
 */
export function normalizeWeights(
  raw: unknown,
  coins: readonly Currency[],
): ReadonlyMap<Currency, readonly CollateralTier[]> {
  const rows = Array.isArray(raw) ? raw.flat() : raw;
  const rowOf = rowsBy("currency", rows, "currency_discount_tiers");
  const weights = new Map(
    coins.flatMap((coin): [Currency, readonly CollateralTier[]][] => {
      const row = rowOf.get(coin);
      return row === undefined ? [] : [[coin, slicesIn(row, coin)]];
    }),
  );
  if (weights.size === 0 && coins.length > 0)
    throw badAnswer("currency_discount_tiers", "the account's coins");
  return weights;
}

function slicesIn(raw: unknown, coin: Currency): readonly CollateralTier[] {
  const slices = parseAnswer(discountRow, raw, "currency_discount_tiers").discount_tiers.toSorted(
    (left, right) => left.lower_limit.cmp(right.lower_limit),
  );
  let from: Decimal | null = ZERO;
  for (const { lower_limit: lower, upper_limit: upper } of slices) {
    if (!from?.eq(lower)) throw badAnswer("currency_discount_tiers", `the slices of ${coin}`);
    from = upper === "+" ? null : upper;
  }
  return slices.map(({ discount, upper_limit: upper }) => ({
    upTo: upper === "+" ? null : upper,
    weight: discount,
  }));
}
