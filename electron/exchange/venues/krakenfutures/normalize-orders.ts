import type { OpenOrder } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { notListed, parseAnswer } from "../../parse-answer.ts";
import { openOrdersAnswer } from "./answers.ts";

/** Open orders with what is still unfilled. Throws `bad_venue_data`. */
export function normalizeOrders(
  raw: unknown,
  instruments: ReadonlyMap<string, Instrument>,
): readonly OpenOrder[] {
  return parseAnswer(openOrdersAnswer, raw, "openorders")
    .openOrders.filter((order) => order.unfilledSize.gt(0))
    .map((order) => {
      const terms = instruments.get(order.symbol.toUpperCase());
      if (!terms) throw notListed("openorders", order.symbol);
      return {
        instrument: terms.id,
        side: order.side,
        quantity: order.unfilledSize,
        price: order.limitPrice,
        reduceOnly: order.reduceOnly,
      };
    });
}
