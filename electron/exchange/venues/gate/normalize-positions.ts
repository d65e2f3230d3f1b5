import type { Funding, MarginTier, Position, PositionSide } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { badAnswer, createRepeatCheck, notListed } from "../../parse-answer.ts";
import type { PositionRow } from "./answers.ts";

/** What other answers say of a position's contract; `null` where they could not be read. */
export type ContractFacts = {
  readonly instrument: (contract: string) => Instrument | null;
  readonly tiers: (contract: string) => readonly MarginTier[] | null;
  readonly funding: (contract: string) => Funding | null;
};

/** Rows that hold something. */
export function heldRows(rows: readonly PositionRow[]): readonly PositionRow[] {
  return rows.filter((row) => !row.size.isZero());
}

/**
 * Position rows of one wallet → positions, in the venue's order, rows without size left out. Throws
 * `bad_venue_data` on a leg twice, a side that contradicts the leg, a contract the venue does not
 * list.
 */
export function normalizePositions(
  rows: readonly PositionRow[],
  facts: ContractFacts,
): readonly Position[] {
  const refuseRepeat = createRepeatCheck("positions");
  return heldRows(rows).map((row) => {
    refuseRepeat(`${row.contract} ${row.mode}`);
    return toPosition(row, facts);
  });
}

function toPosition(row: PositionRow, facts: ContractFacts): Position {
  const instrument = facts.instrument(row.contract);
  if (!instrument) throw notListed("positions", row.contract);
  const { id, ...terms } = instrument;
  const isIsolated = !row.leverage.isZero();
  return {
    instrument: id,
    ...terms,
    side: sideOf(row),
    quantity: row.size.abs(),
    entryPrice: row.entry_price,
    markPrice: row.mark_price,
    marginMode: isIsolated ? "isolated" : "cross",
    isolatedMargin: isIsolated ? row.margin : null,
    leverage: isIsolated ? row.leverage : row.cross_leverage_limit,
    marginTiers: facts.tiers(row.contract),
    option: null,
    funding: facts.funding(row.contract),
    reported: {
      unrealizedPnl: row.unrealised_pnl,
      initialMargin: row.initial_margin,
      maintenanceMargin: row.maintenance_margin,
      liquidationPrice: row.liq_price,
    },
  };
}

function sideOf({ contract, mode, size }: PositionRow): PositionSide {
  const side = size.isNegative() ? "short" : "long";
  if (mode !== "single" && mode !== `dual_${side}`)
    throw badAnswer("positions", `the sign of ${contract} ${mode}`);
  return side;
}
