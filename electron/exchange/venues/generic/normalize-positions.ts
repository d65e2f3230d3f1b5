import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { MarginTier, Position } from "#shared/domain/snapshot.ts";
import type { FundingBySymbol } from "../../normalize-funding.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { badAnswer, createRepeatCheck, notListed } from "../../parse-answer.ts";
import type { Market, PositionRow } from "./answers.ts";
import { unrealizedProfit, withoutProfit } from "./normalize-balances.ts";
import type { GenericPlan } from "./plans.ts";

/** What positions are read with besides their own rows. */
export type PositionContext = {
  readonly plan: GenericPlan;
  /** By ccxt's symbol, like all below. */
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly markets: ReadonlyMap<string, Market>;
  readonly marks: ReadonlyMap<string, Decimal>;
  readonly tiers: ReadonlyMap<string, readonly MarginTier[]>;
  readonly funding: FundingBySymbol;
};

/** Classes list contracts that are not held with nothing, or zero, of them. */
export function heldRows(rows: readonly PositionRow[]): readonly PositionRow[] {
  return rows.filter((row) => row.contracts?.isZero() !== true);
}

/**
 * Rows → positions in ccxt's order. Throws `bad_venue_data` on a row without size or side, one that
 * contradicts itself or stands twice, and a contract that ccxt does not list.
 */
export function normalizePositions(
  rows: readonly PositionRow[],
  context: PositionContext,
  gaps: Gap[],
): readonly Position[] {
  const refuseRepeat = createRepeatCheck("positions");
  return rows.map((row, index) => {
    const position = withRateOfNow(toPosition(row, context), index, gaps);
    refuseRepeat(
      `${row.symbol} ${position.side} ${row.marginMode ?? ""} ${row.id ?? ""}`.trimEnd(),
    );
    if (!marginModeOf(row, context.plan)) gaps.push(modeUnread(row.symbol, index));
    return position;
  });
}

function toPosition(row: PositionRow, context: PositionContext): Position {
  const { plan, instruments, marks, tiers, funding } = context;
  const terms = instruments.get(row.symbol);
  if (!terms) throw notListed("positions", row.symbol);
  const { id, ...contract } = terms;
  const position: Position = {
    instrument: id,
    ...contract,
    ...sideAndSize(row),
    contractSize: contractSizeOf(row, context),
    entryPrice: row.entryPrice,
    markPrice: row.markPrice ?? marks.get(row.symbol) ?? null,
    marginMode: marginModeOf(row, plan) ?? "cross",
    isolatedMargin: null,
    leverage: plan.tellsLeverage ? row.leverage : null,
    marginTiers: tiers.get(row.symbol) ?? null,
    option: contract.option && {
      ...contract.option,
      impliedVolatility: null,
      underlyingPrice: null,
    },
    funding: funding.get(row.symbol) ?? null,
    reported: {
      unrealizedPnl: row.unrealizedPnl,
      initialMargin: plan.tellsInitial ? row.initialMargin : null,
      maintenanceMargin: plan.tellsMaintenance ? row.maintenanceMargin : null,
      // `0`, and below, is how classes say "none".
      liquidationPrice: row.liquidationPrice?.gt(0) ? row.liquidationPrice : null,
    },
  };
  return { ...position, isolatedMargin: isolatedMarginOf(row, position, plan) };
}

/**
 * Without tiers, the rate that the venue's maintenance margin of now comes to: right at the mark, too
 * low beyond the next bound. What it came of confirms nothing, so it is no reported figure any more.
 */
function withRateOfNow(position: Position, index: number, gaps: Gap[]): Position {
  const { marginTiers, markPrice, reported, instrument } = position;
  const margin = reported.maintenanceMargin;
  if (marginTiers || !margin || !markPrice || position.kind === "option") return position;
  const maintenanceRate = margin.div(notionalAt(position, markPrice));
  if (maintenanceRate.lte(0) || maintenanceRate.gte(1)) return position;
  gaps.push(tiersUntold(instrument, index));
  const none = { initialRate: null, deduction: null, maxLeverage: null };
  return {
    ...position,
    marginTiers: [{ floor: ZERO, cap: null, maintenanceRate, ...none }],
    reported: { ...reported, maintenanceMargin: null },
  };
}

/** In the settle currency. */
function notionalAt({ kind, quantity, contractSize }: Position, price: Decimal): Decimal {
  const size = quantity.times(contractSize);
  return kind === "inverse" ? size.div(price) : size.times(price);
}

function tiersUntold(symbol: string, index: number): Gap {
  const message = `The margin tiers of ${symbol} are not told. The rate that the venue's maintenance margin of now comes to is counted at every price; in a higher tier it would be more.`;
  return { code: "rule_unknown", path: `positions[${index}].marginTiers`, message };
}

function sideAndSize({ symbol, side, contracts }: PositionRow) {
  if (!contracts) throw badAnswer("positions", `the size of ${symbol}`);
  const isShort = side === "short" || side === "sell";
  const isBelowZero = contracts.isNegative();
  // Above zero without a side may be either; below zero with the other side contradicts itself.
  if (isBelowZero ? side !== null && !isShort : side === null)
    throw badAnswer("positions", `the side of ${symbol}`);
  return { side: isShort || isBelowZero ? "short" : "long", quantity: contracts.abs() } as const;
}

function contractSizeOf({ symbol, contractSize }: PositionRow, { markets }: PositionContext) {
  const listed = markets.get(symbol)?.contractSize ?? null;
  const told = contractSize ?? listed;
  if (!told || (listed && !listed.eq(told)))
    throw badAnswer("positions", `the contract size of ${symbol}`);
  return told;
}

function marginModeOf({ marginMode }: PositionRow, { tellsMarginMode }: GenericPlan) {
  if (!tellsMarginMode) return null;
  if (marginMode === "isolated") return "isolated";
  return marginMode === "cross" ? "cross" : null;
}

function isolatedMarginOf(
  { collateral }: PositionRow,
  position: Position,
  { tellsIsolatedMargin }: GenericPlan,
): Decimal | null {
  if (position.marginMode !== "isolated" || !tellsIsolatedMargin || !collateral) return null;
  return withoutProfit(collateral, [unrealizedProfit(position)]);
}

function modeUnread(symbol: string, index: number): Gap {
  const message = `Whether ${symbol} is cross or isolated is not told; it is taken to be cross.`;
  return { code: "mode_unread", path: `positions[${index}].marginMode`, message };
}
