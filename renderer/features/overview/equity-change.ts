import { type DecimalString, decimal, toDecimalString } from "#shared/domain/decimal.ts";
import { readExact } from "../../format/exact.ts";

/** Change as a share of what was there before; `null` when that was not above zero or is not known. */
export function changeRatio(equity: string | null, change: string): DecimalString | null {
  const now = readExact(equity);
  const amount = readExact(change);
  const before = now && amount ? now.minus(amount) : decimal(0);
  return amount && before.gt(0) ? toDecimalString(amount.div(before)) : null;
}
