import type { OpenOrder } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { badAnswer, notListed } from "../../parse-answer.ts";
import type { OrderRow } from "./answers.ts";

/** Orders in contracts with what is still unfilled, each once. Throws `bad_venue_data`. */
export function normalizeOrders(
  rows: readonly OrderRow[],
  instruments: ReadonlyMap<string, Instrument>,
): readonly OpenOrder[] {
  const seen = new Set<string>();
  return rows.flatMap((row): OpenOrder[] => {
    // Classes that know no kinds of contracts answer each question about one with all of them.
    const { id, symbol, side, price } = row;
    // Some venues count orders by contract: one id may be that of two.
    const key = `${symbol} ${id}`;
    if (id !== null && seen.has(key)) return [];
    seen.add(key);
    // ccxt writes a contract's settle currency behind a colon; the rest is spot.
    if (!symbol.includes(":")) return [];
    const terms = instruments.get(symbol);
    if (!terms) throw notListed("open orders", symbol);
    const quantity = row.remaining ?? row.amount?.minus(row.filled ?? 0);
    if (!quantity) throw badAnswer("open orders", `the size of ${symbol}`);
    if (quantity.lte(0)) return [];
    return [{ instrument: terms.id, side, quantity, price, reduceOnly: row.reduceOnly ?? false }];
  });
}
