import { ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import { type InstrumentId, instrumentId } from "#shared/domain/ids.ts";
import type { OpenOrder } from "#shared/domain/snapshot.ts";
import { notListed, parseAnswer } from "../../parse-answer.ts";
import { type OrderRow, ordersAnswer } from "./answers.ts";
import type { Contract } from "./normalize-contracts.ts";

/** Kinds whose instrument is a pair of coins and whose size is an amount of the base. */
const SPOT_KINDS: ReadonlySet<string> = new Set(["SPOT", "MARGIN"]);

/**
 * Open orders of all kinds with what is still unfilled. Throws `bad_venue_data`. An order with a
 * margin of its own, or sized in the quote coin, has no place in the cross rules: left out with a gap.
 */
export function normalizeOrders(
  raw: unknown,
  contracts: ReadonlyMap<string, Contract>,
  gaps: Gap[],
): readonly OpenOrder[] {
  const rows = parseAnswer(ordersAnswer, raw, "orders-pending").data;
  return rows.flatMap((row): OpenOrder[] => {
    const quantity = row.sz.minus(row.accFillSz ?? ZERO);
    if (quantity.lte(ZERO)) return [];
    if (row.tdMode === "isolated" || row.tgtCcy === "quote_ccy") {
      gaps.push(leftOut(row));
      return [];
    }
    const { side, px: price } = row;
    return [{ instrument: idOf(row, contracts), side, quantity, price, reduceOnly: closes(row) }];
  });
}

function idOf(
  { instId, instType }: OrderRow,
  contracts: ReadonlyMap<string, Contract>,
): InstrumentId {
  if (SPOT_KINDS.has(instType)) return instrumentId(instId.replace("-", "/"));
  const contract = contracts.get(instId);
  if (!contract) throw notListed("orders-pending", instId);
  return contract.id;
}

/** In hedge mode an order against its leg closes it, whatever `reduceOnly` says. */
function closes({ reduceOnly, posSide, side }: OrderRow): boolean {
  if (posSide === "long") return side === "sell";
  if (posSide === "short") return side === "buy";
  return reduceOnly === true || reduceOnly === "true";
}

function leftOut({ instId, tdMode }: OrderRow): Gap {
  const message = `The open order of ${instId} (${tdMode}) is not modelled yet; its margin is not counted.`;
  return { code: "order_rule_unknown", path: "openOrders", message };
}
