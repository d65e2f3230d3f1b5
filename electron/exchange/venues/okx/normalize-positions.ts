import { ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type {
  Funding,
  MarginTier,
  OptionTerms,
  Position,
  PositionSide,
} from "#shared/domain/snapshot.ts";
import { badAnswer, createRepeatCheck, notListed } from "../../parse-answer.ts";
import type { PositionRow } from "./answers.ts";
import type { Contract } from "./normalize-contracts.ts";

/** What other answers say of a position; `null` where they could not be read. */
export type PositionFacts = {
  readonly contract: (instId: string) => Contract | null;
  readonly tiers: (row: PositionRow, contract: Contract) => readonly MarginTier[] | null;
  readonly funding: (instId: string) => Funding | null;
};

/** Margin of spot trades, which OKX lists as a position though nothing but debt and coin is behind it. */
const SPOT_MARGIN = "MARGIN";

/** Contracts that hold something. */
export function heldRows(rows: readonly PositionRow[]): readonly PositionRow[] {
  return rows.filter((row) => !row.pos.isZero() && row.instType !== SPOT_MARGIN);
}

/** A spot margin position is not modelled: what it holds stays out, with a gap. */
export function spotMarginGaps(rows: readonly PositionRow[]): readonly Gap[] {
  return rows
    .filter((row) => !row.pos.isZero() && row.instType === SPOT_MARGIN)
    .map(({ instId, mgnMode }) => ({
      code: "rule_unknown",
      path: "positions",
      message: `The spot margin position ${instId} (${mgnMode}) is not modelled yet; its requirement is not counted.`,
    }));
}

/**
 * Position rows → positions, in the venue's order, rows without size and spot margin left out.
 * Throws `bad_venue_data` on what would make a position wrong rather than incomplete: a leg twice, a
 * side that its amount contradicts, a contract the venue does not list.
 */
export function normalizePositions(
  rows: readonly PositionRow[],
  facts: PositionFacts,
): readonly Position[] {
  const refuseRepeat = createRepeatCheck("positions");
  return heldRows(rows).map((row) => {
    refuseRepeat(`${row.instId} ${row.posSide} ${row.mgnMode}`);
    return toPosition(row, facts);
  });
}

function toPosition(row: PositionRow, facts: PositionFacts): Position {
  const contract = facts.contract(row.instId);
  if (!contract) throw notListed("positions", row.instId);
  const { id, kind, base, quote, settle, contractSize } = contract;
  return {
    instrument: id,
    kind,
    base,
    quote,
    settle,
    contractSize,
    side: sideOf(row),
    quantity: row.pos.abs(),
    entryPrice: row.avgPx,
    markPrice: row.markPx,
    marginMode: row.mgnMode,
    isolatedMargin: row.mgnMode === "isolated" ? row.margin : null,
    leverage: row.lever,
    marginTiers: facts.tiers(row, contract),
    option: optionTerms(row, contract),
    funding: facts.funding(row.instId),
    reported: {
      unrealizedPnl: row.upl,
      // Of an isolated position the venue states its wallet instead.
      initialMargin: row.mgnMode === "isolated" ? null : row.imr,
      maintenanceMargin: row.mmr,
      liquidationPrice: row.liqPx,
    },
  };
}

/** In net mode the sign tells the side; in hedge mode a size has none. */
function sideOf({ pos, posSide, instId }: PositionRow): PositionSide {
  if (posSide === "net") return pos.lt(ZERO) ? "short" : "long";
  if (posSide === "long" && pos.lt(ZERO))
    throw badAnswer("positions", `the sign of ${instId} long`);
  return posSide;
}

function optionTerms({ idxPx }: PositionRow, { option }: Contract): OptionTerms | null {
  return option && { ...option, impliedVolatility: null, underlyingPrice: idxPx };
}
