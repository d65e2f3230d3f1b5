import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import { type OptionalAnswer, readOptional } from "../../optional-answer.ts";
import { parseAnswer, rowsBy, wantedRows } from "../../parse-answer.ts";
import { VALUATION_CURRENCY } from "../../snapshot-head.ts";
import { type Coin, indexRow, listAnswer } from "./answers.ts";

/** What is left of the two figures' digits: the venue computes them in binary floating point. */
const DIGITS_OF_A_QUOTIENT = 15;

/** The price at which the balance itself values its coins, `eqUsd ÷ eq`: of the same moment. */
function pricesOfBalance(coins: readonly Coin[]): ReadonlyMap<Currency, Decimal> {
  const prices = new Map<Currency, Decimal>();
  for (const { ccy, eq, eqUsd } of coins) {
    if (!eqUsd || eq.isZero()) continue;
    const price = eqUsd.div(eq).toSignificantDigits(DIGITS_OF_A_QUOTIENT);
    if (price.gt(0)) prices.set(ccy, price);
  }
  return prices;
}

/** Coins whose price the balance leaves open, because there is nothing of them. */
export function unpriced(
  coins: readonly Coin[],
  wanted: ReadonlySet<Currency>,
): readonly Currency[] {
  const known = pricesOfBalance(coins);
  return [...wanted].filter((asset) => asset !== VALUATION_CURRENCY && !known.has(asset));
}

/** Prices of the balance, the rest from the index in dollars. */
export function readPrices(
  coins: readonly Coin[],
  wanted: ReadonlySet<Currency>,
  index: OptionalAnswer | null,
  gaps: Gap[],
): ReadonlyMap<Currency, Decimal> {
  const prices = new Map(pricesOfBalance(coins));
  const open = unpriced(coins, wanted);
  if (open.length === 0 || !index) return prices;
  const subject = { path: "prices", what: `The index prices of ${open.join(", ")}` };
  const found = readOptional(index, subject, gaps, (raw) => {
    const { data } = parseAnswer(listAnswer, raw, "index-tickers");
    return wantedRows(
      rowsBy("instId", data, "index-tickers"),
      open,
      (row) => parseAnswer(indexRow, row, "index-tickers").idxPx,
      (asset) => `${asset}-${VALUATION_CURRENCY}`,
    );
  });
  for (const [asset, price] of found ?? []) prices.set(asset, price);
  return prices;
}
