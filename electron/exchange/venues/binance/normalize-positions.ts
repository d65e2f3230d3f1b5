import type { Decimal } from "#shared/domain/decimal.ts";
import type {
  Funding,
  MarginMode,
  MarginTier,
  Position,
  PositionSide,
} from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { badAnswer, createRepeatCheck, notListed } from "../../parse-answer.ts";
import type { MarginedRow, RiskRow } from "./answers.ts";

/** What other answers say of a position's contract; `null` where they could not be read. */
export type ContractFacts = {
  readonly instrument: (symbol: string) => Instrument | null;
  readonly leverage: (symbol: string) => Decimal | null;
  readonly tiers: (symbol: string) => readonly MarginTier[] | null;
  readonly funding: (symbol: string) => Funding | null;
};

/** One leg: in hedge mode a symbol has two. */
export function legOf(row: { symbol: string; positionSide: string }): string {
  return `${row.symbol} ${row.positionSide}`;
}

/** Version 3 rows name no margin type; only an isolated position has a wallet or margin of its own. */
export function marginModeOf(row: {
  isolatedWallet: Decimal | null;
  isolatedMargin: Decimal | null;
}): MarginMode {
  const own = [row.isolatedWallet, row.isolatedMargin];
  return own.some((value) => value !== null && !value.isZero()) ? "isolated" : "cross";
}

/** Rows that hold something: the venue also sends symbols that only have open orders. */
export function heldRows<Row extends Pick<RiskRow, "positionAmt">>(
  rows: readonly Row[],
): readonly Row[] {
  return rows.filter((row) => !row.positionAmt.isZero());
}

/**
 * Position rows → positions, in the venue's order, rows without size left out. Throws
 * `bad_venue_data` on what would make a position wrong rather than incomplete: a leg twice, a side
 * that its amount contradicts, a contract the venue does not list.
 */
export function normalizePositions(
  rows: readonly MarginedRow[],
  facts: ContractFacts,
): readonly Position[] {
  const refuseRepeat = createRepeatCheck("positionRisk");
  return heldRows(rows).map((row) => {
    refuseRepeat(legOf(row));
    return toPosition(row, facts);
  });
}

function toPosition(row: MarginedRow, facts: ContractFacts): Position {
  const instrument = facts.instrument(row.symbol);
  if (!instrument) throw notListed("positionRisk", row.symbol);
  const { id, ...terms } = instrument;
  const marginMode = marginModeOf(row);
  return {
    instrument: id,
    ...terms,
    side: sideOf(row),
    quantity: row.positionAmt.abs(),
    entryPrice: row.entryPrice,
    markPrice: row.markPrice,
    marginMode,
    isolatedMargin: marginMode === "isolated" ? row.isolatedWallet : null,
    leverage: facts.leverage(row.symbol),
    marginTiers: facts.tiers(row.symbol),
    option: null,
    funding: facts.funding(row.symbol),
    reported: {
      unrealizedPnl: row.unRealizedProfit,
      // The plain field counts the symbol's open orders too.
      initialMargin: row.positionInitialMargin ?? row.initialMargin,
      maintenanceMargin: row.maintMargin,
      liquidationPrice: row.liquidationPrice,
    },
  };
}

function sideOf(row: RiskRow): PositionSide {
  const side = row.positionAmt.isNegative() ? "short" : "long";
  if (row.positionSide !== "BOTH" && row.positionSide.toLowerCase() !== side)
    throw badAnswer("positionRisk", `the sign of ${legOf(row)}`);
  return side;
}
