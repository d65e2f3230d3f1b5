import { z } from "zod/mini";
import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { contractRow, contractsAnswer } from "./answers.ts";
import { currencyOf } from "./normalize-balances.ts";

export type Contract = z.infer<typeof contractRow>;

/** Contracts by symbol; a row that can't be read is left out. Throws `bad_venue_data`. */
export function normalizeContracts(raw: unknown): ReadonlyMap<string, Contract> {
  const named = z.extend(contractRow, { symbol: z.string() });
  const contracts = parseAnswer(contractsAnswer, raw, "contracts").data.flatMap(
    (row): [string, Contract][] => {
      const { success, data } = z.safeParse(named, row);
      return success ? [[data.symbol, data]] : [];
    },
  );
  return new Map(contracts);
}

/**
 * Dollar prices of the currencies asked for, out of the venue's own indexes: a coin by its index in
 * dollars, a stablecoin by the ratio of bitcoin's index in dollars to bitcoin's index in it, any
 * other coin by its index in a stablecoin. What no index tells is left out.
 */
export function indexPrices(
  contracts: ReadonlyMap<string, Contract>,
  wanted: ReadonlySet<Currency>,
): ReadonlyMap<Currency, Decimal> {
  const rows = [...contracts.values()];
  const index = (base: Currency, quote: Currency): Decimal | null =>
    rows.find(
      (row) =>
        currencyOf(row.baseCurrency) === base && row.quoteCurrency === quote && row.indexPrice,
    )?.indexPrice ?? null;
  const stable = (quote: Currency): Decimal | null => {
    const [inDollars, inQuote] = [index("BTC", "USD"), index("BTC", quote)];
    return inDollars && inQuote && inDollars.div(inQuote);
  };
  const inStable = (coin: Currency): Decimal | null => {
    const [amount, price] = [index(coin, "USDT"), stable("USDT")];
    return amount && price && amount.times(price);
  };
  const priceOf = (asset: Currency) =>
    asset === "USD" ? ONE : (index(asset, "USD") ?? stable(asset) ?? inStable(asset));
  return new Map(
    [...wanted].flatMap((asset): [Currency, Decimal][] => {
      const price = priceOf(asset);
      return price ? [[asset, price]] : [];
    }),
  );
}
