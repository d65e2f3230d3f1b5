import { type Decimal, decimal, ONE } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Wallet, WalletCoin } from "./answers.ts";

/**
 * The wallet prices each coin at the very moment of its totals: `usdValue ÷ equity`, both printed
 * to eight places. Below this worth in USD that is too coarse for a coin that positions settle in.
 */
const WORTH_ENOUGH = decimal("0.01");

/** Index prices in the quote currency by `category symbol`; `null` where there is none. */
export type IndexPrice = (category: "linear" | "inverse", symbol: string) => Decimal | null;

/** Coins whose price the wallet does not tell well enough. */
export function coinsToPrice(
  { coin: rows }: Wallet,
  settles: ReadonlySet<Currency>,
): readonly Currency[] {
  const rowOf = new Map(rows.map((row) => [row.coin, row]));
  const untold = rows.filter((row) => !impliedPrice(row) && !isEmpty(row)).map((row) => row.coin);
  const coarse = [...settles].filter((coin) => !isPrecise(rowOf.get(coin)));
  return [...new Set([...untold, ...coarse])];
}

/** Tickers that price these coins. */
export function tickersFor(coins: readonly Currency[]): readonly ["linear" | "inverse", string][] {
  if (coins.length === 0) return [];
  const others = coins.filter((coin) => coin !== "USDT" && coin !== "BTC");
  return [
    ["inverse", "BTCUSD"],
    ["linear", "BTCUSDT"],
    ...others.map((coin): ["linear", string] => ["linear", `${coin}USDT`]),
  ];
}

/** Prices in USD of the wallet's coins and of `settles`; unknown ones are left out. */
export function normalizePrices(
  wallet: Wallet,
  settles: ReadonlySet<Currency>,
  index: IndexPrice,
): ReadonlyMap<Currency, Decimal> {
  const asked = coinsToPrice(wallet, settles);
  const implied = wallet.coin.map((row) => [row.coin, impliedPrice(row)] as const);
  const told = asked.map((coin) => [coin, indexPrice(coin, index)] as const);
  // What the index tells stands in the place of what the wallet tells coarsely.
  return new Map(
    [...implied, ...told].flatMap(([coin, price]): [Currency, Decimal][] =>
      price ? [[coin, price]] : [],
    ),
  );
}

/**
 * Bybit's rule: index against USDT × price of USDT, the ratio of the two BTC indexes.
 * Source: Bybit help "Glossary (Unified Trading Account)" (2026-03-13), read 2026-11-22.
 */
function indexPrice(coin: Currency, index: IndexPrice): Decimal | null {
  const btc = index("inverse", "BTCUSD");
  const btcInUsdt = index("linear", "BTCUSDT");
  if (!btc || !btcInUsdt) return null;
  const inUsdt = coin === "USDT" ? ONE : index("linear", `${coin}USDT`);
  return inUsdt && inUsdt.times(btc).div(btcInUsdt);
}

function impliedPrice({ equity, usdValue }: WalletCoin): Decimal | null {
  if (!usdValue || usdValue.isZero() || equity.isZero()) return null;
  const price = usdValue.div(equity);
  return price.gt(0) ? price : null;
}

function isPrecise(row: WalletCoin | undefined): boolean {
  return row?.usdValue?.abs().gte(WORTH_ENOUGH) === true && impliedPrice(row) !== null;
}

function isEmpty({ equity, walletBalance }: WalletCoin): boolean {
  return equity.isZero() && walletBalance.isZero();
}
