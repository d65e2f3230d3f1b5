import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import { isPerpetual } from "#shared/domain/perpetual.ts";
import type { Funding, MarginTier, Position } from "#shared/domain/snapshot.ts";
import { HOUR_MS, toFunding } from "../../normalize-funding.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { badAnswer, createRepeatCheck, notListed, parseAnswer } from "../../parse-answer.ts";
import { type PositionRow, riskLimitAnswer } from "./answers.ts";
import type { Contract } from "./normalize-contracts.ts";

export function heldRows(rows: readonly PositionRow[]): readonly PositionRow[] {
  return rows.filter((row) => !row.currentQty.isZero());
}

/** In hedge mode a contract has two legs, and it may stand cross and isolated. */
function legOf({ symbol, positionSide, crossMode }: PositionRow): string {
  return `${symbol} ${positionSide ?? "BOTH"} ${crossMode ? "cross" : "isolated"}`;
}

/** What other answers say of a contract, by its symbol. */
export type ContractFacts = {
  readonly riskLimits: ReadonlyMap<string, readonly MarginTier[]>;
  readonly contracts: ReadonlyMap<string, Contract>;
};

/**
 * Rows → positions in KuCoin's order. Throws `bad_venue_data` on a leg twice, a side that its size
 * contradicts, or a contract that KuCoin does not list.
 */
export function normalizePositions(
  rows: readonly PositionRow[],
  instruments: ReadonlyMap<string, Instrument>,
  { riskLimits, contracts }: ContractFacts,
): readonly Position[] {
  const refuseRepeat = createRepeatCheck("positions");
  return heldRows(rows).map((row) => {
    refuseRepeat(legOf(row));
    const terms = instruments.get(row.symbol);
    if (!terms) throw notListed("positions", row.symbol);
    const { id, ...contract } = terms;
    return {
      instrument: id,
      ...contract,
      side: sideOf(row),
      quantity: row.currentQty.abs(),
      entryPrice: row.avgEntryPrice,
      markPrice: row.markPrice,
      marginMode: row.crossMode ? "cross" : "isolated",
      isolatedMargin: row.crossMode ? null : row.posMargin,
      leverage: leverageOf(row),
      marginTiers: row.crossMode ? flatRate(row) : (riskLimits.get(row.symbol) ?? null),
      option: null,
      funding: isPerpetual({ kind: contract.kind, instrument: id })
        ? fundingOf(contracts.get(row.symbol))
        : null,
      reported: {
        unrealizedPnl: row.unrealisedPnl,
        initialMargin: row.posInit,
        maintenanceMargin: row.posMaint,
        liquidationPrice: row.liquidationPrice,
      },
    };
  });
}

/** Its list of contracts says it of each; a row that can't be read says nothing. */
function fundingOf(contract: Contract | undefined): Funding | null {
  if (!contract) return null;
  const { fundingFeeRate, fundingRateGranularity, nextFundingRateDateTime } = contract;
  return toFunding({
    rate: fundingFeeRate,
    intervalHours: fundingRateGranularity && fundingRateGranularity.div(HOUR_MS),
    nextAt: nextFundingRateDateTime,
  });
}

function sideOf(row: PositionRow): "long" | "short" {
  const side = row.currentQty.isNegative() ? "short" : "long";
  const told = row.positionSide ?? "BOTH";
  if (told !== "BOTH" && told.toLowerCase() !== side)
    throw badAnswer("positions", `the sign of ${legOf(row)}`);
  return side;
}

/** The setting, or what it must have been: the initial margin is the cost ÷ it. */
function leverageOf({ leverage, posCost, posInit }: PositionRow): Decimal | null {
  if (leverage || !posCost || !posInit || posInit.lte(0)) return leverage;
  return posCost.abs().div(posInit);
}

/** A cross position has one rate of its own and no levels; where it is not told it is not known. */
function flatRate({ maintMarginReq }: PositionRow): readonly MarginTier[] | null {
  if (!maintMarginReq) return null;
  const none = { initialRate: null, deduction: null, maxLeverage: null };
  return [{ floor: ZERO, cap: null, maintenanceRate: maintMarginReq, ...none }];
}

/** Levels of an isolated position, ascending, bounds in the settle currency. Throws `bad_venue_data`. */
export function normalizeRiskLimits(raw: unknown): readonly MarginTier[] {
  return parseAnswer(riskLimitAnswer, raw, "risk-limit")
    .data.map((level) => ({
      floor: level.minRiskLimit,
      cap: level.maxRiskLimit,
      maintenanceRate: level.maintainMargin,
      initialRate: level.initialMargin,
      deduction: null,
      maxLeverage: level.maxLeverage,
    }))
    .toSorted((a, b) => a.floor.cmp(b.floor));
}
