import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { MarginTier, OpenOrder } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { highestFeeRate } from "../../normalize-fee-rate.ts";
import { readOptional } from "../../optional-answer.ts";
import { notListed, parseAnswer, rowsBy } from "../../parse-answer.ts";
import { feeRow, feesAnswer, type GateAnswers, orderRows, sizeRows, tickerRow } from "./answers.ts";
import { heldRows } from "./normalize-positions.ts";
import { normalizeTiers } from "./normalize-tiers.ts";

// Readers of the optional answers. Each leaves a gap where its answer fails.

export function readTiers(
  { tiers }: GateAnswers,
  gaps: Gap[],
): ReadonlyMap<string, readonly MarginTier[]> {
  const tables = [...tiers].flatMap(([key, source]): [string, readonly MarginTier[]][] => {
    const contract = key.split(" ")[1] ?? key;
    const subject = { path: "positions", what: `The margin tiers of ${contract}` };
    const table = readOptional(source, subject, gaps, (raw) => normalizeTiers(raw, contract));
    return table ? [[contract, table]] : [];
  });
  return new Map(tables);
}

/** The taker fee rate of the held contracts. */
export function readFeeRate(answers: GateAnswers, gaps: Gap[]): Decimal | null {
  const rates: Decimal[] = [];
  for (const [settle, source] of answers.fees) {
    const held = heldRows((settle === "btc" ? answers.btc : answers.usdt)?.positions ?? []);
    const subject = { path: "takerFeeRate", what: "The account's fee rates" };
    const read = readOptional(source, subject, gaps, (raw) => {
      const fees = new Map(Object.entries(parseAnswer(feesAnswer, raw, "fee")));
      return held.map(({ contract }) => parseAnswer(feeRow, fees.get(contract), "fee").taker_fee);
    });
    if (!read) return null;
    rates.push(...read);
  }
  return highestFeeRate(rates, gaps);
}

/** Sizes of orders are contracts, below zero to sell. */
export function readOrders(
  { orders }: GateAnswers,
  instrumentOf: (contract: string) => Instrument | null,
  gaps: Gap[],
): readonly OpenOrder[] {
  const seen = new Set<string>();
  return [...orders].flatMap(([settle, source]) => {
    const subject = {
      path: "openOrders",
      what: `The open orders settled in ${settle.toUpperCase()}`,
    };
    const read = readOptional(source, subject, gaps, (raw) =>
      parseAnswer(orderRows, raw, "orders")
        .filter(({ id, left }) => !left.isZero() && !seen.has(String(id)) && seen.add(String(id)))
        .map((order): OpenOrder => {
          const terms = instrumentOf(order.contract);
          if (!terms) throw notListed("orders", order.contract);
          return {
            instrument: terms.id,
            side: order.left.isNegative() ? "sell" : "buy",
            quantity: order.left.abs(),
            price: order.price,
            reduceOnly: order.is_reduce_only === true || order.is_close === true,
          };
        }),
    );
    return read ?? [];
  });
}

/** Prices in USD: the venue's index in USDT × the price of USDT, the ratio of its two BTC indexes. */
export function readPrices(
  { tickers, btcTicker }: GateAnswers,
  coins: readonly Currency[],
  gaps: Gap[],
): ReadonlyMap<Currency, Decimal> {
  const subject = { path: "prices", what: "The index prices" };
  const inUsdt = readOptional(tickers, subject, gaps, (raw) => {
    const rowOf = rowsBy("contract", raw, "tickers");
    return new Map(
      [...new Set([...coins, "BTC"])].map((coin) => [coin, indexIn(rowOf.get(`${coin}_USDT`))]),
    );
  });
  const usdt = { path: "prices", what: "The price of USDT" };
  const btc = readOptional(btcTicker, usdt, gaps, (raw) =>
    indexIn(rowsBy("contract", raw, "tickers").get("BTC_USD")),
  );
  const btcInUsdt = inUsdt?.get("BTC");
  const prices = new Map<Currency, Decimal>();
  if (!btc || !btcInUsdt) return prices;
  for (const coin of coins) {
    const index = coin === "USDT" ? ONE : inUsdt?.get(coin);
    if (index) prices.set(coin, index.times(btc).div(btcInUsdt));
  }
  return prices;
}

function indexIn(row: unknown): Decimal | null {
  return row === undefined ? null : parseAnswer(tickerRow, row, "tickers").index_price;
}

/** Holdings that Keel does not read here are said to be missing. */
export function readElsewhere({ elsewhere }: GateAnswers, gaps: Gap[]): void {
  for (const { what, rows } of elsewhere) {
    const sizes = readOptional(rows, { path: "positions", what }, gaps, (raw) =>
      parseAnswer(sizeRows, raw, "positions"),
    );
    if (sizes?.some(({ size }) => !size.isZero()))
      gaps.push({
        code: "source_failed",
        path: "positions",
        message: `${what} are held and not read at this venue; they are missing here.`,
      });
  }
}
