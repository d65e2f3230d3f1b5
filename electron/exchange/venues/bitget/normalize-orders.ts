import { ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { OpenOrder } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { notListed, parseAnswer } from "../../parse-answer.ts";
import { type OrderRow, ordersAnswer } from "./answers.ts";

/**
 * Open orders of one category with what is still unfilled. Throws `bad_venue_data`. An order with a
 * margin of its own has no place in the cross rules: left out with a gap.
 */
export function normalizeOrders(
  raw: unknown,
  category: string,
  contracts: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): readonly OpenOrder[] {
  const rows = parseAnswer(ordersAnswer, raw, "unfilled-orders").data.list ?? [];
  return rows.flatMap((row): OpenOrder[] => {
    const quantity = row.qty.minus(row.cumExecQty ?? ZERO);
    if (row.category !== category || quantity.lte(ZERO)) return [];
    if (row.marginMode === "isolated") {
      gaps.push(leftOut(row));
      return [];
    }
    const contract = contracts.get(row.symbol);
    if (!contract) throw notListed("unfilled-orders", row.symbol);
    const { side, price } = row;
    return [{ instrument: contract.id, side, quantity, price, reduceOnly: closes(row) }];
  });
}

/** In hedge mode an order against its leg closes it. */
function closes({ posSide, side, reduceOnly }: OrderRow): boolean {
  if (posSide === "long" && side === "sell") return true;
  if (posSide === "short" && side === "buy") return true;
  return reduceOnly?.toLowerCase() === "yes";
}

function leftOut({ symbol }: OrderRow): Gap {
  const message = `The open order of ${symbol} has a margin of its own, which is not modelled yet; it is not counted.`;
  return { code: "order_rule_unknown", path: "openOrders", message };
}
