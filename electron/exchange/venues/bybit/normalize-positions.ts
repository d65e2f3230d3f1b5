import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import type {
  Funding,
  MarginMode,
  MarginTier,
  OptionTerms,
  Position,
  PositionSide,
} from "#shared/domain/snapshot.ts";
import type { Instrument, OptionContract } from "../../normalize-instruments.ts";
import { badAnswer, createRepeatCheck, notListed } from "../../parse-answer.ts";
import type { HeldRow, PositionCategory, PositionRow } from "./answers.ts";

/** What a ticker says of an option; `null` where it could not be read. */
export type OptionFacts = {
  readonly impliedVolatility: Decimal | null;
  /** Index price of the underlying, which the margin rule reads. */
  readonly underlyingPrice: Decimal | null;
};

/** What other answers say of a position's contract; `null` where they could not be read. */
export type ContractFacts = {
  readonly instrument: (symbol: string) => Instrument | null;
  readonly tiers: (symbol: string) => readonly MarginTier[] | null;
  readonly option: (symbol: string) => OptionFacts;
  readonly funding: (symbol: string) => Funding | null;
  /** Of the whole account: Bybit has no mode per position. */
  readonly marginMode: MarginMode;
};

/** Rows that hold something. */
export function heldRows(rows: readonly PositionRow[]): readonly HeldRow[] {
  return rows.flatMap((row) => (row.size ? [{ ...row, size: row.size }] : []));
}

/**
 * Position rows → positions, in the venue's order, rows without size left out. Throws
 * `bad_venue_data` on a leg twice, a side that contradicts the leg, a contract the venue does not
 * list.
 */
export function normalizePositions(
  rows: readonly PositionRow[],
  facts: ContractFacts,
): readonly Position[] {
  const refuseRepeat = createRepeatCheck("position/list");
  return heldRows(rows).map((row) => {
    refuseRepeat(`${row.symbol} ${row.positionIdx}`);
    return toPosition(row, facts);
  });
}

function toPosition(row: HeldRow, facts: ContractFacts): Position {
  const instrument = facts.instrument(row.symbol);
  if (!instrument) throw notListed("position/list", row.symbol);
  const isIsolated = facts.marginMode === "isolated" && row.category !== "option";
  return {
    instrument: instrument.id,
    ...termsOf(instrument, row.category),
    side: sideOf(row),
    quantity: row.size,
    entryPrice: row.avgPrice,
    markPrice: row.markPrice,
    marginMode: isIsolated ? "isolated" : "cross",
    isolatedMargin: isIsolated ? row.positionBalance : null,
    leverage: row.leverage,
    marginTiers: facts.tiers(row.symbol),
    option: optionTerms(row, instrument.option, facts),
    funding: facts.funding(row.symbol),
    reported: {
      unrealizedPnl: row.unrealisedPnl,
      initialMargin: row.positionIM,
      maintenanceMargin: row.positionMM,
      liquidationPrice: row.liqPrice,
    },
  };
}

/**
 * Kind by the list a row came from. Sizes are base coins (linear, options) and quote units
 * (inverse); ccxt gives an inverse contract its smallest order as contract size.
 */
function termsOf({ base, quote, settle }: Instrument, kind: PositionCategory) {
  return { kind, base, quote, settle, contractSize: ONE };
}

function optionTerms(
  { category, symbol }: PositionRow,
  contract: OptionContract | null,
  facts: ContractFacts,
): OptionTerms | null {
  if (category !== "option") return null;
  if (!contract) throw badAnswer("position/list", `${symbol}, an option without terms,`);
  return { ...contract, ...facts.option(symbol) };
}

function sideOf({ symbol, side, positionIdx }: PositionRow): PositionSide {
  const isLong = side === "Buy";
  const contradicts = positionIdx === 1 ? !isLong : positionIdx === 2 && isLong;
  if (side === "" || side === "None" || contradicts)
    throw badAnswer("position/list", `the side of ${symbol}`);
  return isLong ? "long" : "short";
}
