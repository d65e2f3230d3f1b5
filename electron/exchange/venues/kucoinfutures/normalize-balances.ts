import { sum, ZERO } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Balance } from "#shared/domain/snapshot.ts";
import { cashOnly } from "../../normalize-cash.ts";
import type { Overview, PositionRow } from "./answers.ts";

/** KuCoin's code of bitcoin is its own; contracts and the other venues say BTC. */
export function currencyOf(code: string): Currency {
  return code === "XBT" ? "BTC" : code;
}

/** The way back. */
export function codeOf(currency: Currency): string {
  return currency === "BTC" ? "XBT" : currency;
}

/** Wallets with anything in them or with positions on them: the cash behind cross positions. */
export function normalizeBalances(
  overviews: readonly Overview[],
  rows: readonly PositionRow[],
): readonly Balance[] {
  return inUse(overviews, rows).map((overview) => {
    const cash = overview.marginBalance.minus(isolatedIn(overview, rows).cash);
    return cashOnly(currencyOf(overview.currency), cash);
  });
}

export function inUse(
  overviews: readonly Overview[],
  rows: readonly PositionRow[],
): readonly Overview[] {
  const settles = new Set(rows.map((row) => row.settleCurrency));
  return overviews.filter(
    (each) =>
      settles.has(each.currency) || !each.marginBalance.isZero() || !each.accountEquity.isZero(),
  );
}

export function isolatedIn({ currency }: Overview, rows: readonly PositionRow[]) {
  const walled = rows.filter((row) => !row.crossMode && row.settleCurrency === currency);
  return {
    cash: sum(walled.map((row) => row.posMargin ?? ZERO)),
    profit: sum(walled.map((row) => row.unrealisedPnl ?? ZERO)),
  };
}
