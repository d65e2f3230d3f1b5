import { Decimal, decimal, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
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
  return [{ code: "contradiction", path: "positions", message }];
}
