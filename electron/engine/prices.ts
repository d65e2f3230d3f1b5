import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";

/** Price of one unit in the valuation currency, which is worth one of itself. */
export function priceOf(snapshot: AccountSnapshot, asset: Currency): Decimal | null {
  if (asset === snapshot.valuationCurrency) return ONE;
  return snapshot.prices.get(asset) ?? null;
}

/** The value of an asset is not known because nobody gave its price. */
export function priceGap(asset: Currency, path: string): Gap {
  const message = `There is no price for ${asset}, so what rests on it is not known.`;
  return { code: "price_missing", path, message };
}
