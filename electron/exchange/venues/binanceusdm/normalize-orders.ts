import type { OpenOrder } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { badAnswer, parseAnswer } from "../../parse-answer.ts";
import { openOrdersAnswer } from "./answers.ts";

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
      if (!terms) throw badAnswer("openOrders", `${order.symbol}, a contract it does not list,`);
      return {
        instrument: terms.id,
        side: order.side === "BUY" ? "buy" : "sell",
        quantity: order.origQty.minus(order.executedQty),
        price: order.price,
        reduceOnly: order.reduceOnly,
      };
    });
}
