import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency, InstrumentId } from "#shared/domain/ids.ts";
import type { CollateralTier, MarginTier, OpenOrder } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { highestFeeRate } from "../../normalize-fee-rate.ts";
import { collateralSlices } from "../../normalize-tiers.ts";
import { readOptional } from "../../optional-answer.ts";
import { parseAnswer, rowsBy, wantedRows } from "../../parse-answer.ts";
import {
  type BybitAnswers,
  collateralRow,
  feeRow,
  listAnswer,
  spotRow,
  tickerRow,
} from "./answers.ts";
import { normalizeOrders, spotInstrument } from "./normalize-orders.ts";
import { heldRows, type OptionFacts } from "./normalize-positions.ts";
import type { IndexPrice } from "./normalize-prices.ts";
import { normalizeTiers } from "./normalize-tiers.ts";

// Readers of the optional answers. Each leaves a gap where its answer fails.

export function readTiers(
  { riskLimits }: BybitAnswers,
  gaps: Gap[],
): ReadonlyMap<string, readonly MarginTier[]> {
  const tables = [...riskLimits].flatMap(([symbol, source]): [string, readonly MarginTier[]][] => {
    const subject = { path: "positions", what: `The margin tiers of ${symbol}` };
    const tiers = readOptional(source, subject, gaps, (raw) => normalizeTiers(raw, symbol));
    return tiers ? [[symbol, tiers]] : [];
  });
  return new Map(tables);
}

/** The taker fee rate of the held perpetuals. */
export function readFeeRate({ feeRates, positions }: BybitAnswers, gaps: Gap[]): Decimal | null {
  const perpetuals = heldRows(positions).filter(({ category }) => category !== "option");
  const rates: Decimal[] = [];
  for (const [category, source] of feeRates) {
    const subject = { path: "takerFeeRate", what: "The account's fee rates" };
    const read = readOptional(source, subject, gaps, (raw) => {
      const rowOf = rowsBy("symbol", listIn(raw, "fee-rate"), "fee-rate");
      return perpetuals
        .filter((row) => row.category === category)
        .map(({ symbol }) => parseAnswer(feeRow, rowOf.get(symbol), "fee-rate").takerFeeRate);
    });
    if (!read) return null;
    rates.push(...read);
  }
  return highestFeeRate(rates, gaps);
}

/** Weights by slices of each coin's quantity. */
export function readCollateral(
  { collateral, wallet }: BybitAnswers,
  gaps: Gap[],
): ReadonlyMap<Currency, readonly CollateralTier[]> {
  const subject = { path: "balances", what: "The collateral weights" };
  const coins = wallet.coin.map(({ coin }) => coin);
  const tables = readOptional(collateral, subject, gaps, (raw) =>
    wantedRows(rowsBy("currency", listIn(raw, "collateral"), "collateral"), coins, slicesIn),
  );
  return tables ?? new Map();
}

function slicesIn(raw: unknown, coin: Currency): readonly CollateralTier[] {
  const { collateralRatioList } = parseAnswer(collateralRow, raw, "collateral");
  const slices = collateralRatioList.map(({ minQty, maxQty, collateralRatio }) => ({
    from: minQty,
    upTo: maxQty,
    weight: collateralRatio,
  }));
  return collateralSlices(slices, "collateral", coin);
}

export function readOrders(
  { orders, spotTerms }: BybitAnswers,
  instruments: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): readonly OpenOrder[] {
  const seen = new Set<string>();
  return orders.flatMap(({ category, rows }) => {
    const subject = { path: "openOrders", what: `The open ${category} orders` };
    const instrumentOf = (symbol: string): InstrumentId | null =>
      category === "spot"
        ? spotInstrumentOf(spotTerms.get(symbol)?.answer, symbol)
        : (instruments.get(symbol)?.id ?? null);
    return (
      readOptional(rows, subject, gaps, (raw) => normalizeOrders(raw, instrumentOf, seen)) ?? []
    );
  });
}

function spotInstrumentOf(raw: unknown, symbol: string): InstrumentId {
  const rowOf = rowsBy("symbol", listIn(raw, "instruments-info"), "instruments-info");
  const { baseCoin, quoteCoin } = parseAnswer(spotRow, rowOf.get(symbol), "instruments-info");
  return spotInstrument(baseCoin, quoteCoin);
}

const NO_OPTION_FACTS: OptionFacts = { impliedVolatility: null, underlyingPrice: null };

/** Volatility and index price of the held options. */
export function readOptionFacts(
  { optionTickers }: BybitAnswers,
  gaps: Gap[],
): (symbol: string) => OptionFacts {
  const rowOf = new Map<string, unknown>();
  for (const [coin, source] of optionTickers) {
    const subject = { path: "positions", what: `The prices of ${coin} options` };
    const rows = readOptional(source, subject, gaps, (raw) =>
      rowsBy("symbol", listIn(raw, "tickers"), "tickers"),
    );
    for (const [symbol, row] of rows ?? []) rowOf.set(symbol, row);
  }
  return (symbol) => {
    const row = rowOf.get(symbol);
    if (row === undefined) return NO_OPTION_FACTS;
    const { markIv, indexPrice } = parseAnswer(tickerRow, row, "tickers");
    return { impliedVolatility: markIv, underlyingPrice: indexPrice };
  };
}

/** `BTC-29DEC26-80000-C`. */
export function baseOf(symbol: string): string {
  return symbol.split("-")[0] ?? symbol;
}

export function readIndex({ indexTickers }: BybitAnswers, gaps: Gap[]): IndexPrice {
  const prices = new Map<string, Decimal | null>();
  for (const [key, source] of indexTickers) {
    const symbol = key.split(" ")[1] ?? key;
    const subject = { path: "prices", what: `The index price of ${symbol}` };
    const price = readOptional(source, subject, gaps, (raw) => {
      const row = rowsBy("symbol", listIn(raw, "tickers"), "tickers").get(symbol);
      return parseAnswer(tickerRow, row, "tickers").indexPrice;
    });
    prices.set(key, price);
  }
  return (category, symbol) => prices.get(`${category} ${symbol}`) ?? null;
}

function listIn(raw: unknown, answer: string): readonly unknown[] {
  return parseAnswer(listAnswer, raw, answer).result.list;
}
