import { Decimal, decimal, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import { unlistedPositions } from "../../unlisted-positions.ts";
import type { Account, PositionRow } from "./answers.ts";

/** The venue sums profits in binary floating point. */
const NOISE = decimal("0.000000001");
/** Kinds whose profit the coin's figure counts in ways of its own. */
const OWN_WAYS: ReadonlySet<string> = new Set(["MARGIN", "OPTION"]);

/** Balance and positions state the same profit of each coin, so they saw the same marks. */
export function isOneMoment({ details }: Account, rows: readonly PositionRow[]): boolean {
  return details.every(({ ccy, upl }) => {
    const own = rows.filter((row) => row.ccy === ccy);
    const profits = own.flatMap((row) => row.upl ?? []);
    if (!upl || profits.length < own.length || own.some((row) => OWN_WAYS.has(row.instType)))
      return true;
    const total = sum(profits);
    return total.minus(upl).abs().lte(Decimal.max(total.abs(), upl.abs()).times(NOISE));
  });
}

export function differentMoments(account: Account, rows: readonly PositionRow[]): readonly Gap[] {
  if (isOneMoment(account, rows)) return [];
  const message =
    "The venue's balance and positions state different profits; the marks probably moved while they were read.";
  return [{ code: "contradiction", path: "reported", message }];
}

/** Coins whose profit tells of positions that are not listed. */
export function unlistedBy(
  { details }: Account,
  rows: readonly PositionRow[],
  positions: readonly Position[],
): readonly Gap[] {
  const coins = details.filter(
    ({ ccy }) => !rows.some((row) => row.ccy === ccy && OWN_WAYS.has(row.instType)),
  );
  const totals = coins.map(({ ccy, upl }) => ({ asset: ccy, required: null, profit: upl }));
  return unlistedPositions(totals, positions);
}
