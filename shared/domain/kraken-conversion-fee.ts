import { type Decimal, decimal } from "./decimal.ts";
import type { Currency } from "./ids.ts";

/** Cash and stablecoins convert at 0.05 %, other collateral at 0.5 %: support 4844392809620, read 2026-11-23. */
const CASH_FEE = decimal("0.0005");
const COIN_FEE = decimal("0.005");
const CASH: ReadonlySet<Currency> = new Set([
  ...["EUR", "GBP", "AUD", "CAD", "CHF", "JPY"],
  ...["USDT", "USDC"],
]);

/**
 * Share of a currency that Kraken Futures takes off its collateral value for turning it into dollars.
 * The venue's answers state collateral with the fee taken off, the margin rule takes it off a
 * weight: both sides need the same figure.
 */
export function krakenConversionFee(asset: Currency): Decimal {
  return CASH.has(asset) ? CASH_FEE : COIN_FEE;
}
