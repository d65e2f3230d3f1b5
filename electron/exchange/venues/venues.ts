import type { Venue } from "../venue.ts";
import { binanceCoinm } from "./binancecoinm.ts";
import { binancePortfolio } from "./binanceportfolio.ts";
import { binanceUsdm } from "./binanceusdm.ts";
import { bitget } from "./bitget.ts";
import { bybit } from "./bybit.ts";
import { deribit } from "./deribit.ts";
import { dydx } from "./dydx.ts";
import { gate } from "./gate.ts";
import { GENERIC_VENUES } from "./generic.ts";
import { hyperliquid } from "./hyperliquid.ts";
import { krakenFutures } from "./krakenfutures.ts";
import { kucoinFutures } from "./kucoinfutures.ts";
import { okx } from "./okx.ts";

/** Every venue that Keel reads, by its own rules or ccxt's, by the name accounts are configured with. */
export const VENUES: ReadonlyMap<string, Venue> = new Map([
  ["binancecoinm", binanceCoinm],
  ["binanceportfolio", binancePortfolio],
  ["binanceusdm", binanceUsdm],
  ["bitget", bitget],
  ["bybit", bybit],
  ["deribit", deribit],
  ["dydx", dydx],
  ["gate", gate],
  ["hyperliquid", hyperliquid],
  ["krakenfutures", krakenFutures],
  ["kucoinfutures", kucoinFutures],
  ["okx", okx],
  ...GENERIC_VENUES,
]);
