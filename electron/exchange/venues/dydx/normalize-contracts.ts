import { Decimal, ONE, ZERO } from "#shared/domain/decimal.ts";
import { type InstrumentId, instrumentId } from "#shared/domain/ids.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { type Market, marketRow, marketsAnswer } from "./answers.ts";

/** All perpetuals are quoted in dollars and settle in it. */
export const SETTLE = "USDC";
const QUOTE = "USD";

/** `BTC-USD` is `BTC/USD:USDC`, as ccxt spells it. */
export function contractOf(ticker: string): { id: InstrumentId; base: string; quote: string } {
  const base = (ticker.split("-")[0] ?? ticker).toUpperCase();
  return { id: instrumentId(`${base}/${QUOTE}:${SETTLE}`), base, quote: QUOTE };
}

/** The markets of these tickers; others are not read. Throws `bad_venue_data`. */
export function normalizeMarkets(
  raw: unknown,
  tickers: ReadonlySet<string>,
): ReadonlyMap<string, Market> {
  const { markets } = parseAnswer(marketsAnswer, raw, "perpetualMarkets");
  const wanted = Object.entries(markets).filter(([ticker]) => tickers.has(ticker));
  return new Map(
    wanted.map(([ticker, market]) => [ticker, parseAnswer(marketRow, market, "perpetualMarkets")]),
  );
}

/** One fraction of every size; the initial one as the market's open interest has raised it. */
export function tiersOf(market: Market): readonly MarginTier[] | null {
  const { maintenanceMarginFraction } = market;
  if (!maintenanceMarginFraction) return null;
  return [
    {
      floor: ZERO,
      cap: null,
      maintenanceRate: maintenanceMarginFraction,
      initialRate: initialFraction(market),
      deduction: ZERO,
      maxLeverage: null,
    },
  ];
}

/**
 * min(base + max(scale × (1 − base), 0), 1), scale = (open interest − lower) ÷ (upper − lower), the
 * interest in USDC. `null` when a part is missing.
 * Source: docs.dydx.xyz, trading/margin, read 2026-11-23.
 */
function initialFraction(market: Market): Decimal | null {
  const { initialMarginFraction: base, oraclePrice, openInterest } = market;
  const [lower, upper] = [market.openInterestLowerCap, market.openInterestUpperCap];
  if (!base || !lower || !upper) return null;
  if (upper.isZero()) return base;
  if (!oraclePrice || !openInterest || upper.lte(lower)) return null;
  const scale = openInterest.times(oraclePrice).minus(lower).div(upper.minus(lower));
  const raised = base.plus(Decimal.max(scale.times(ONE.minus(base)), ZERO));
  return Decimal.min(raised, ONE);
}
