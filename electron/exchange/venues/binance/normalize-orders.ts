import type { InstrumentId } from "#shared/domain/ids.ts";
import type { OpenOrder } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { notListed, parseAnswer } from "../../parse-answer.ts";
import { openOrdersAnswer, type OrderRow } from "./answers.ts";

/**
 * Open orders of all symbols with what is still unfilled. An order that closes the position whatever
 * its size has no quantity of its own and can't open risk: left out. Throws `bad_venue_data`.
 */
export function normalizeOrders(
  raw: unknown,
  instruments: ReadonlyMap<string, Instrument>,
): readonly OpenOrder[] {
  return parseAnswer(openOrdersAnswer, raw, "openOrders")
    .filter((order) => order.closePosition !== true && order.origQty.gt(order.executedQty))
    .map((order) => {
      const terms = instruments.get(order.symbol);
      if (!terms) throw notListed("openOrders", order.symbol);
      return { ...toOrder(order, terms.id), reduceOnly: order.reduceOnly };
    });
}

/** What is still unfilled of an order. */
export function toOrder(
  { side, origQty, executedQty, price }: OrderRow,
  instrument: InstrumentId,
): Omit<OpenOrder, "reduceOnly"> {
  const quantity = origQty.minus(executedQty);
  return { instrument, side: side === "BUY" ? "buy" : "sell", quantity, price };
}
