import { ZERO } from "#shared/domain/decimal.ts";
import type { Funding, MarginTier, Position } from "#shared/domain/snapshot.ts";
import { VenueError } from "../../exchange-client.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { badAnswer, createRepeatCheck, notListed } from "../../parse-answer.ts";
import type { PositionRow } from "./answers.ts";

/** What other answers say of a position's contract; `null` where they could not be read. */
export type ContractFacts = {
  readonly contract: (symbol: string) => Instrument | null;
  readonly tiers: (symbol: string) => readonly MarginTier[] | null;
  readonly funding: (symbol: string) => Funding | null;
};

export function heldRows(rows: readonly PositionRow[]): readonly PositionRow[] {
  return rows.filter((row) => !row.total.isZero());
}

/**
 * Position rows → positions, in the venue's order. Throws `bad_venue_data` on a leg twice, a negative
 * size and a contract the venue does not list, `unsupported` on a coin-margined contract.
 */
export function normalizePositions(
  rows: readonly PositionRow[],
  facts: ContractFacts,
): readonly Position[] {
  const refuseRepeat = createRepeatCheck("current-position");
  return heldRows(rows).map((row) => {
    if (row.category === "COIN-FUTURES") throw coinMargined(row);
    refuseRepeat(`${row.symbol} ${row.posSide} ${row.marginMode}`);
    return toPosition(row, facts);
  });
}

function toPosition(row: PositionRow, facts: ContractFacts): Position {
  const contract = facts.contract(row.symbol);
  if (!contract) throw notListed("current-position", row.symbol);
  if (row.total.lt(ZERO)) throw badAnswer("current-position", `the size of ${row.symbol}`);
  const { id, ...terms } = contract;
  const isIsolated = row.marginMode === "isolated";
  return {
    instrument: id,
    ...terms,
    side: row.posSide,
    quantity: row.total,
    entryPrice: row.avgPrice,
    markPrice: row.markPrice,
    marginMode: isIsolated ? "isolated" : "cross",
    isolatedMargin: isIsolated ? row.positionBalance : null,
    leverage: row.leverage,
    marginTiers: facts.tiers(row.symbol),
    option: null,
    funding: facts.funding(row.symbol),
    reported: {
      unrealizedPnl: row.unrealisedPnl,
      // Of a position the venue states its rate (`mmr`) and no amount of margin.
      initialMargin: null,
      maintenanceMargin: null,
      liquidationPrice: row.liquidationPrice,
    },
  };
}

function coinMargined({ symbol }: PositionRow): VenueError {
  const message = `The account holds the coin-margined contract ${symbol}, which Keel does not read at Bitget yet. No figure is shown rather than a wrong one.`;
  return new VenueError("unsupported", message);
}
