import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import type { Market } from "./answers.ts";

/** Coins that stand for dollars: never taken for one, but others are traded against them. */
const STABLECOINS = ["USDT", "USDC"];
const DOLLAR = "USD";
/** Traded against everything, so the ratio of its prices tells that of two currencies. */
const YARDSTICK = "BTC";

/** One step from a coin to the dollar: by the price of a market, or by its inverse. */
export type Leg = { readonly symbol: string; readonly isInverse: boolean };

/** Markets by `base/quote`: contracts that are held before spot, spot before other perpetuals. */
export function pairsOf(
  markets: Iterable<Market>,
  positions: readonly Position[],
): ReadonlyMap<string, string> {
  const listed = [...markets].filter(
    ({ active, spot, swap }) => active !== false && (spot || swap),
  );
  const spot = listed.filter((market) => market.spot === true);
  const swaps = listed.filter((market) => market.spot !== true);
  const held = positions
    .filter(({ kind, markPrice }) => kind !== "option" && markPrice)
    .map(({ base, quote, instrument }) => ({ base, quote, symbol: instrument }));
  const pairs = new Map<string, string>();
  for (const { base, quote, symbol } of [...held, ...spot, ...swaps])
    if (!pairs.has(`${base}/${quote}`)) pairs.set(`${base}/${quote}`, symbol);
  return pairs;
}

/**
 * The markets whose prices make a coin's price in dollars: against the dollar itself, a stablecoin by
 * bitcoin's two prices, any other coin by a stablecoin. `null` where no market leads there.
 */
export function routeToDollar(
  coin: Currency,
  pairs: ReadonlyMap<string, string>,
): readonly Leg[] | null {
  if (coin === DOLLAR) return [];
  const direct = legOf(coin, DOLLAR, pairs);
  if (direct) return [direct];
  const inDollars = legOf(YARDSTICK, DOLLAR, pairs);
  const inCoin = legOf(YARDSTICK, coin, pairs);
  if (inDollars && inCoin) return [inDollars, { ...inCoin, isInverse: true }];
  if (STABLECOINS.includes(coin)) return null;
  for (const stable of STABLECOINS) {
    const leg = legOf(coin, stable, pairs);
    const rest = leg && routeToDollar(stable, pairs);
    if (leg && rest) return [leg, ...rest];
  }
  return null;
}

function legOf(base: Currency, quote: Currency, pairs: ReadonlyMap<string, string>): Leg | null {
  const symbol = pairs.get(`${base}/${quote}`);
  return symbol === undefined ? null : { symbol, isInverse: false };
}

/** Prices in dollars; a coin is left out while one of its legs has no price. */
export function dollarPrices(
  routes: ReadonlyMap<Currency, readonly Leg[]>,
  priceAt: (symbol: string) => Decimal | null,
): ReadonlyMap<Currency, Decimal> {
  const prices = new Map<Currency, Decimal>();
  for (const [coin, legs] of routes) {
    let price: Decimal | null = ONE;
    for (const { symbol, isInverse } of legs) {
      const leg = priceAt(symbol);
      price = price && leg && (isInverse ? price.div(leg) : price.times(leg));
    }
    if (price) prices.set(coin, price);
  }
  return prices;
}
