import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import { krakenConversionFee } from "#shared/domain/kraken-conversion-fee.ts";
import type { Balance } from "#shared/domain/snapshot.ts";
import { cashOnly } from "../../normalize-cash.ts";
import type { FlexAccount, FlexCurrency } from "./answers.ts";

/** The wallet's margin and profit are in dollars, and so is all that Kraken states of it. */
export const WALLET_CURRENCY = "USD";

type Wallet = {
  readonly balances: readonly Balance[];
  readonly prices: ReadonlyMap<Currency, Decimal>;
};

/**
 * The multi-collateral wallet → balances and the prices Kraken values them at. Funding that has
 * accrued and is not yet paid is money of the wallet that no other field holds: it stands with the
 * dollars, which count in full.
 */
export function normalizeWallet(flex: FlexAccount): Wallet {
  const rows = Object.entries(flex.currencies).filter(([, row]) => !row.quantity.isZero());
  const prices = new Map<Currency, Decimal>();
  for (const [code, row] of rows) {
    const price = row.value.div(row.quantity);
    if (price.gt(0)) prices.set(currencyOf(code), price);
  }
  const held = rows.map(([code, row]) => toBalance(currencyOf(code), row));
  const funding = flex.unrealizedFunding;
  if (!funding || funding.isZero()) return { balances: held, prices };
  const dollars = held.find(({ asset }) => asset === WALLET_CURRENCY);
  const others = held.filter((each) => each !== dollars);
  const wallet = dollars ?? cashOnly(WALLET_CURRENCY, null);
  const walletBalance = dollars?.walletBalance?.plus(funding) ?? funding;
  return { balances: [{ ...wallet, walletBalance }, ...others], prices };
}

/** Kraken's code of bitcoin is its own; contracts and the other venues say BTC. */
function currencyOf(code: string): Currency {
  const upper = code.toUpperCase();
  return upper === "XBT" ? "BTC" : upper;
}

function toBalance(asset: Currency, row: FlexCurrency): Balance {
  return {
    // The wallet owes by a negative quantity, and nothing besides it.
    ...cashOnly(asset, row.quantity),
    collateralWeight: asset === WALLET_CURRENCY ? ONE : weightOf(asset, row),
  };
}

/**
 * 1 − haircut. Kraken states value and collateral, the latter after haircut and conversion fee; the
 * rule takes the fee off again. A debt has no weight.
 */
function weightOf(asset: Currency, { value, collateral }: FlexCurrency): Decimal | null {
  if (value.lte(0)) return null;
  return collateral.div(value).div(ONE.minus(krakenConversionFee(asset)));
}
