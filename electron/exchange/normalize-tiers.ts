import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { CollateralTier, MarginTier } from "#shared/domain/snapshot.ts";
import { badAnswer } from "./parse-answer.ts";

type CappedTier = Omit<MarginTier, "floor"> & { readonly cap: Decimal };

/**
 * Tiers of which each states its cap, which is the floor of the next → ascending tiers. The last cap
 * stays: what lies above it is the engine's to say. `null` when there are none.
 */
export function tiersByCap(rows: readonly CappedTier[]): readonly MarginTier[] | null {
  const sorted = rows.toSorted((left, right) => left.cap.cmp(right.cap));
  if (sorted.length === 0) return null;
  return sorted.map((row, index) => ({ ...row, floor: sorted[index - 1]?.cap ?? ZERO }));
}

type Slice = { readonly from: Decimal; readonly upTo: Decimal | null; readonly weight: Decimal };

/** Weights by slices of a coin's quantity, ascending. Throws `bad_venue_data` where they leave a hole. */
export function collateralSlices(
  rows: readonly Slice[],
  answer: string,
  coin: Currency,
): readonly CollateralTier[] {
  const slices = rows.toSorted((left, right) => left.from.cmp(right.from));
  let end: Decimal | null = ZERO;
  for (const { from, upTo } of slices) {
    if (!end?.eq(from)) throw badAnswer(answer, `the slices of ${coin}`);
    end = upTo;
  }
  return slices.map(({ upTo, weight }) => ({ upTo, weight }));
}
