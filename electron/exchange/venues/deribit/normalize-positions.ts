import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Funding, OpenOrder, OptionTerms, Position } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { badAnswer, createRepeatCheck, notListed, parseAnswer } from "../../parse-answer.ts";
import { bookAnswer, ordersAnswer, type PositionRow } from "./answers.ts";

const PERCENT = decimal("0.01");

/** Rows that hold something: a contract that was closed or only has orders has size zero. */
export function heldRows(rows: readonly PositionRow[]): readonly PositionRow[] {
  return rows.filter((row) => !row.size.isZero());
}

/** What the market says of one option now. */
export type OptionMarket = {
  readonly underlyingPrice: Decimal | null;
  readonly impliedVolatility: Decimal | null;
};

/** What other answers say of a contract, by its name. */
export type ContractFacts = {
  readonly markets: ReadonlyMap<string, OptionMarket>;
  readonly fundings: ReadonlyMap<string, Funding>;
};

/** Options of one currency by name. Throws `bad_venue_data`. */
export function normalizeOptionMarkets(raw: unknown): ReadonlyMap<string, OptionMarket> {
  const { result } = parseAnswer(bookAnswer, raw, "get_book_summary_by_currency");
  return new Map(
    result.map((row) => [
      row.instrument_name,
      {
        underlyingPrice: row.underlying_price,
        impliedVolatility: row.mark_iv && row.mark_iv.times(PERCENT),
      },
    ]),
  );
}

/**
 * Position rows → positions, in the venue's order. Throws `bad_venue_data` on a contract twice, a
 * direction that its size contradicts, a contract the venue does not list.
 */
export function normalizePositions(
  rows: readonly PositionRow[],
  instruments: ReadonlyMap<string, Instrument>,
  { markets, fundings }: ContractFacts,
): readonly Position[] {
  const refuseRepeat = createRepeatCheck("get_positions");
  return heldRows(rows).map((row) => {
    const { instrument_name: contract, size, direction } = row;
    const instrument = instruments.get(contract);
    if (!instrument) throw notListed("get_positions", contract);
    refuseRepeat(contract);
    if (direction !== (size.isNegative() ? "sell" : "buy"))
      throw badAnswer("get_positions", `the sign of ${contract}`);
    const position = toPosition(row, instrument, markets.get(contract) ?? null);
    return { ...position, funding: fundings.get(contract) ?? null };
  });
}

function toPosition(
  row: PositionRow,
  { id, ...terms }: Instrument,
  market: OptionMarket | null,
): Position {
  const option: OptionTerms | null = terms.option && {
    ...terms.option,
    impliedVolatility: market?.impliedVolatility ?? null,
    underlyingPrice: market?.underlyingPrice ?? null,
  };
  return {
    instrument: id,
    ...terms,
    side: row.size.isNegative() ? "short" : "long",
    // Sizes are dollars or coins, not contracts.
    quantity: row.size.abs().div(terms.contractSize),
    entryPrice: row.average_price,
    markPrice: row.mark_price,
    marginMode: "cross",
    isolatedMargin: null,
    leverage: row.leverage,
    // The venue tells no rates; the rule's own table stands in where there is one.
    marginTiers: null,
    option,
    funding: null,
    reported: {
      unrealizedPnl: row.total_profit_loss,
      initialMargin: row.initial_margin,
      maintenanceMargin: row.maintenance_margin,
      liquidationPrice: row.estimated_liquidation_price,
    },
  };
}

/**
 * Open orders with what is still unfilled. One in a combination, or in a contract younger than the
 * list of contracts, is left out with a gap. Throws `bad_venue_data`.
 */
export function normalizeOrders(
  raw: unknown,
  instruments: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): readonly OpenOrder[] {
  return parseAnswer(ordersAnswer, raw, "get_open_orders").result.flatMap((order) => {
    const left = order.amount.minus(order.filled_amount ?? 0);
    if (left.lte(0) || isSpot(order.instrument_name)) return [];
    const terms = instruments.get(order.instrument_name);
    if (!terms) {
      gaps.push(unknownContract(order.instrument_name));
      return [];
    }
    return [
      {
        instrument: terms.id,
        side: order.direction,
        quantity: left.div(terms.contractSize),
        price: order.price === "market_price" ? null : order.price,
        reduceOnly: order.reduce_only ?? false,
      },
    ];
  });
}

/** `BTC_USDC`, where contracts have a dash: its orders reserve cash and open no position. */
function isSpot(contract: string): boolean {
  return !contract.includes("-");
}

function unknownContract(contract: string): Gap {
  const message = `The open order of ${contract} is in a contract whose terms Keel does not know; its margin is not counted.`;
  return { code: "order_rule_unknown", path: "openOrders", message };
}
