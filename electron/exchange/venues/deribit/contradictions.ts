import type { Gap } from "#shared/domain/gap.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import { VALUATION_CURRENCY } from "../../snapshot-head.ts";
import { unlistedPositions } from "../../unlisted-positions.ts";
import type { Summary } from "./answers.ts";

/**
 * Positions that only the summaries know: options with a value, and whatever requires a maintenance
 * margin, for which orders are not counted. Under cross collateral each row repeats the margin of
 * the whole account, so that it tells of no currency by itself.
 */
export function unlistedBy(
  summaries: readonly Summary[],
  positions: readonly Position[],
  isCross: boolean,
): readonly Gap[] {
  const options = positions.filter(({ kind }) => kind === "option");
  const ofOptions = summaries.map((row) => pool(row.currency, row.options_value));
  const total = summaries[0]?.total_maintenance_margin_usd ?? null;
  const ofAll = isCross
    ? positions.length === 0
      ? [pool(VALUATION_CURRENCY, total)]
      : []
    : summaries.map((row) => pool(row.currency, row.maintenance_margin));
  return [...unlistedPositions(ofAll, positions), ...unlistedPositions(ofOptions, options)];
}

function pool(asset: string, required: Summary["options_value"]) {
  return { asset, required, profit: null };
}
