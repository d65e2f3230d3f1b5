import type { Exchange as WholeExchange } from "ccxt";
import type { CcxtErrors } from "./venue-errors.ts";
import type { CcxtId } from "./venue.ts";

/*
 * The only file that loads ccxt: one class at a time, from ccxt's own sources, because the package's
 * entry loads all of them. Each line is a chunk of its own in the built app and a plain import in
 * Node. docs/adr/0009-one-class-of-ccxt-at-a-time.md
 */

/** What Keel uses of an instance; endpoints are looked up by name. */
export type Exchange = Pick<
  WholeExchange,
  | "fetch"
  | "fetchDispatcher"
  | "getDispatcherOptions"
  | "handleErrors"
  | "has"
  | "loadMarkets"
  | "loadTimeDifference"
  | "options"
  | "rateLimit"
  | "sign"
  | "throttle"
  | "undiciBody"
  | "undiciRequest"
> & { readonly setMarketsFromExchange: (source: Exchange) => unknown };
export type ExchangeClass = new (settings: Readonly<Record<string, unknown>>) => Exchange;
type LoadClass = () => Promise<{ readonly default: ExchangeClass }>;

const CLASSES: Readonly<Record<CcxtId, LoadClass>> = {
  apex: () => import("../../node_modules/ccxt/js/src/apex.js"),
  backpack: () => import("../../node_modules/ccxt/js/src/backpack.js"),
  binance: () => import("../../node_modules/ccxt/js/src/binance.js"),
  binancecoinm: () => import("../../node_modules/ccxt/js/src/binancecoinm.js"),
  binanceusdm: () => import("../../node_modules/ccxt/js/src/binanceusdm.js"),
  bingx: () => import("../../node_modules/ccxt/js/src/bingx.js"),
  bitget: () => import("../../node_modules/ccxt/js/src/bitget.js"),
  blofin: () => import("../../node_modules/ccxt/js/src/blofin.js"),
  btse: () => import("../../node_modules/ccxt/js/src/btse.js"),
  bullish: () => import("../../node_modules/ccxt/js/src/bullish.js"),
  bybit: () => import("../../node_modules/ccxt/js/src/bybit.js"),
  bybitid: () => import("../../node_modules/ccxt/js/src/bybitid.js"),
  bydfi: () => import("../../node_modules/ccxt/js/src/bydfi.js"),
  coinbaseinternational: () => import("../../node_modules/ccxt/js/src/coinbaseinternational.js"),
  cryptocom: () => import("../../node_modules/ccxt/js/src/cryptocom.js"),
  deepcoin: () => import("../../node_modules/ccxt/js/src/deepcoin.js"),
  delta: () => import("../../node_modules/ccxt/js/src/delta.js"),
  deribit: () => import("../../node_modules/ccxt/js/src/deribit.js"),
  dydx: () => import("../../node_modules/ccxt/js/src/dydx.js"),
  gate: () => import("../../node_modules/ccxt/js/src/gate.js"),
  htx: () => import("../../node_modules/ccxt/js/src/htx.js"),
  hyperliquid: () => import("../../node_modules/ccxt/js/src/hyperliquid.js"),
  krakenfutures: () => import("../../node_modules/ccxt/js/src/krakenfutures.js"),
  kucoinfutures: () => import("../../node_modules/ccxt/js/src/kucoinfutures.js"),
  mexc: () => import("../../node_modules/ccxt/js/src/mexc.js"),
  myokx: () => import("../../node_modules/ccxt/js/src/myokx.js"),
  okx: () => import("../../node_modules/ccxt/js/src/okx.js"),
  phemex: () => import("../../node_modules/ccxt/js/src/phemex.js"),
  poloniex: () => import("../../node_modules/ccxt/js/src/poloniex.js"),
  toobit: () => import("../../node_modules/ccxt/js/src/toobit.js"),
  weex: () => import("../../node_modules/ccxt/js/src/weex.js"),
  woo: () => import("../../node_modules/ccxt/js/src/woo.js"),
  xt: () => import("../../node_modules/ccxt/js/src/xt.js"),
};

/** One venue's class and the error classes that decide. */
export async function loadCcxt(
  id: CcxtId,
): Promise<{ readonly Class: ExchangeClass; readonly errors: CcxtErrors }> {
  const [{ default: Class }, errors] = await Promise.all([
    CLASSES[id](),
    import("../../node_modules/ccxt/js/src/base/errors.js"),
  ]);
  return { Class, errors };
}
