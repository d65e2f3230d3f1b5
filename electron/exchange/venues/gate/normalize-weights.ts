import type { Currency } from "#shared/domain/ids.ts";
import type { CollateralTier } from "#shared/domain/snapshot.ts";
import { collateralSlices } from "../../normalize-tiers.ts";
import { badAnswer, parseAnswer, rowsBy, wantedRows } from "../../parse-answer.ts";
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
  const weights = wantedRows(rowOf, coins, slicesIn);
  if (weights.size === 0 && coins.length > 0)
    throw badAnswer("currency_discount_tiers", "the account's coins");
  return weights;
}

function slicesIn(raw: unknown, coin: Currency): readonly CollateralTier[] {
  const { discount_tiers: tiers } = parseAnswer(discountRow, raw, "currency_discount_tiers");
  const slices = tiers.map(({ lower_limit: from, upper_limit: upper, discount: weight }) => ({
    from,
    upTo: upper === "+" ? null : upper,
    weight,
  }));
  return collateralSlices(slices, "currency_discount_tiers", coin);
}
