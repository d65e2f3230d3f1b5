import { type InstrumentId, instrumentId } from "#shared/domain/ids.ts";
import type { OpenOrder } from "#shared/domain/snapshot.ts";
import { badAnswer, parseAnswer } from "../../parse-answer.ts";
import { orderRows } from "./answers.ts";

/**
 * Open orders of one category with what is still unfilled. Conditional orders that have not been
 * triggered hold no margin: left out. So is an order that `seen` has from another list or page; new
 * ones are added to it. Throws `bad_venue_data`.
 */
export function normalizeOrders(
  raw: unknown,
  instrumentOf: (symbol: string) => InstrumentId | null,
  seen: Set<string>,
): readonly OpenOrder[] {
  return parseAnswer(orderRows, raw, "order/realtime")
    .filter(({ orderId, orderStatus, leavesQty }) => {
      const isNew = !seen.has(orderId);
      seen.add(orderId);
      return isNew && orderStatus !== "Untriggered" && leavesQty.gt(0);
    })
    .map((order) => {
      const instrument = instrumentOf(order.symbol);
      if (!instrument)
        throw badAnswer("order/realtime", `${order.symbol}, a market it does not list,`);
      return {
        instrument,
        side: order.side === "Buy" ? "buy" : "sell",
        quantity: order.leavesQty,
        price: order.price,
        reduceOnly: order.reduceOnly || order.closeOnTrigger === true,
      };
    });
}

/** Spot in ccxt's unified spelling. */
export function spotInstrument(base: string, quote: string): InstrumentId {
  return instrumentId(`${base}/${quote}`);
}
