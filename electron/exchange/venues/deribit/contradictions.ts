import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import {
  type PoolTotals,
  inDollars,
  sumTold,
  unlistedPositions,
} from "../../unlisted-positions.ts";
import type { DeribitAnswers, Summary } from "./answers.ts";
import { heldRows } from "./normalize-positions.ts";

type Read = {
  readonly positions: readonly Position[];
  readonly prices: ReadonlyMap<Currency, Decimal>;
  readonly isCross: boolean;
};

/**
 * Positions that only the summaries know: by the maintenance margin, for which orders are not
 * counted, by what futures earned since the last settlement and by the value of options. Under cross
 * collateral each row repeats the margin of the whole account, so that it tells of no currency by
 * itself.
 */
export function unlistedBy(answers: DeribitAnswers, read: Read): readonly Gap[] {
  const { summaries } = answers;
  const { positions, prices, isCross } = read;
  const listed = heldRows(answers.positions).flatMap((row, index) => {
    const position = positions[index];
    return position ? [{ row, position }] : [];
  });
  const all: PoolTotals = {
    asset: null,
    required: summaries[0]?.total_maintenance_margin_usd ?? null,
    profit: null,
    listedRequired: inDollars(positions, prices, requiredBy),
  };
  const ofEach = summaries.map((summary): PoolTotals => {
    const own = listed.filter(({ position }) => position.settle === summary.currency);
    const futures = own.filter(({ position }) => isFuture(position));
    return {
      asset: summary.currency,
      required: isCross ? null : summary.maintenance_margin,
      profit: summary.futures_session_upl,
      listedRequired: sumTold(own.map(({ position }) => requiredBy(position))),
      listedProfit: sumTold(futures.map(({ row }) => row.floating_profit_loss)),
      isInProfit: isFuture,
    };
  });
  const options = positions.filter((each) => !isFuture(each));
  return [
    ...unlistedPositions(isCross ? [all, ...ofEach] : ofEach, positions),
    ...unlistedPositions(
      summaries.map((each) => ofOptions(each, options)),
      options,
    ),
  ];
}

function isFuture({ kind }: Position): boolean {
  return kind !== "option";
}

/** What options are worth stands where a profit does. */
function ofOptions({ currency, options_value }: Summary, options: readonly Position[]): PoolTotals {
  const own = options.filter(({ settle }) => settle === currency);
  const values = own.map(({ side, quantity, contractSize, markPrice }) => {
    const value = markPrice?.times(quantity).times(contractSize) ?? null;
    return value && side === "short" ? value.neg() : value;
  });
  return { asset: currency, required: null, profit: options_value, listedProfit: sumTold(values) };
}

/** Bought options require nothing, which some rows leave out. */
function requiredBy({ kind, side, reported }: Position): Decimal | null {
  return reported.maintenanceMargin ?? (kind === "option" && side === "long" ? ZERO : null);
}
