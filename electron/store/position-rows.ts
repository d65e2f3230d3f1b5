import { instrumentId } from "#shared/domain/ids.ts";
import type { Funding, MarginTier, OptionTerms, Position } from "#shared/domain/snapshot.ts";
import { fromAmountText, fromAmountTextOrNull, toAmountText, toAmountTextOrNull } from "./codec.ts";

export type PositionRow = {
  instrument: string;
  kind: Position["kind"];
  base: string;
  quote: string;
  settle: string;
  side: Position["side"];
  quantity: string;
  contract_size: string;
  entry_price: string | null;
  mark_price: string | null;
  margin_mode: Position["marginMode"];
  isolated_margin: string | null;
  leverage: string | null;
  margin_tiers: string | null;
  option_type: OptionTerms["type"] | null;
  option_strike: string | null;
  option_expiry_at: number | null;
  option_implied_volatility: string | null;
  option_underlying_price: string | null;
  option_settlement: OptionTerms["settlement"] | null;
  funding_rate: string | null;
  funding_interval_hours: string | null;
  next_funding_at: number | null;
  reported_unrealized_pnl: string | null;
  reported_initial_margin: string | null;
  reported_maintenance_margin: string | null;
  reported_liquidation_price: string | null;
};

export const POSITION_COLUMNS = [
  "instrument",
  "kind",
  "base",
  "quote",
  "settle",
  "side",
  "quantity",
  "contract_size",
  "entry_price",
  "mark_price",
  "margin_mode",
  "isolated_margin",
  "leverage",
  "margin_tiers",
  "option_type",
  "option_strike",
  "option_expiry_at",
  "option_implied_volatility",
  "option_underlying_price",
  "option_settlement",
  "funding_rate",
  "funding_interval_hours",
  "next_funding_at",
  "reported_unrealized_pnl",
  "reported_initial_margin",
  "reported_maintenance_margin",
  "reported_liquidation_price",
] as const satisfies readonly (keyof PositionRow)[];

/** `tiers`: hash of the position's tier table. */
export function toPositionRow(position: Position, tiers: string | null): PositionRow {
  const { option, funding, reported } = position;
  return {
    instrument: position.instrument,
    kind: position.kind,
    base: position.base,
    quote: position.quote,
    settle: position.settle,
    side: position.side,
    quantity: toAmountText(position.quantity),
    contract_size: toAmountText(position.contractSize),
    entry_price: toAmountTextOrNull(position.entryPrice),
    mark_price: toAmountTextOrNull(position.markPrice),
    margin_mode: position.marginMode,
    isolated_margin: toAmountTextOrNull(position.isolatedMargin),
    leverage: toAmountTextOrNull(position.leverage),
    margin_tiers: tiers,
    option_type: option?.type ?? null,
    option_strike: toAmountTextOrNull(option?.strike ?? null),
    option_expiry_at: option?.expiryAt ?? null,
    option_implied_volatility: toAmountTextOrNull(option?.impliedVolatility ?? null),
    option_underlying_price: toAmountTextOrNull(option?.underlyingPrice ?? null),
    option_settlement: option?.settlement ?? null,
    funding_rate: toAmountTextOrNull(funding?.rate ?? null),
    funding_interval_hours: toAmountTextOrNull(funding?.intervalHours ?? null),
    next_funding_at: funding?.nextAt ?? null,
    reported_unrealized_pnl: toAmountTextOrNull(reported.unrealizedPnl),
    reported_initial_margin: toAmountTextOrNull(reported.initialMargin),
    reported_maintenance_margin: toAmountTextOrNull(reported.maintenanceMargin),
    reported_liquidation_price: toAmountTextOrNull(reported.liquidationPrice),
  };
}

/** `tiers`: the table that the row's hash stands for. */
export function fromPositionRow(row: PositionRow, tiers: readonly MarginTier[] | null): Position {
  return {
    instrument: instrumentId(row.instrument),
    kind: row.kind,
    base: row.base,
    quote: row.quote,
    settle: row.settle,
    side: row.side,
    quantity: fromAmountText(row.quantity),
    contractSize: fromAmountText(row.contract_size),
    entryPrice: fromAmountTextOrNull(row.entry_price),
    markPrice: fromAmountTextOrNull(row.mark_price),
    marginMode: row.margin_mode,
    isolatedMargin: fromAmountTextOrNull(row.isolated_margin),
    leverage: fromAmountTextOrNull(row.leverage),
    marginTiers: tiers,
    option: toOption(row),
    funding: toFunding(row),
    reported: {
      unrealizedPnl: fromAmountTextOrNull(row.reported_unrealized_pnl),
      initialMargin: fromAmountTextOrNull(row.reported_initial_margin),
      maintenanceMargin: fromAmountTextOrNull(row.reported_maintenance_margin),
      liquidationPrice: fromAmountTextOrNull(row.reported_liquidation_price),
    },
  };
}

/** The schema has either all of an option's terms or none. */
function toOption(row: PositionRow): OptionTerms | null {
  const { option_type, option_strike, option_expiry_at, option_settlement } = row;
  if (option_type === null || option_strike === null) return null;
  if (option_expiry_at === null || option_settlement === null) return null;
  return {
    type: option_type,
    strike: fromAmountText(option_strike),
    expiryAt: option_expiry_at,
    impliedVolatility: fromAmountTextOrNull(row.option_implied_volatility),
    underlyingPrice: fromAmountTextOrNull(row.option_underlying_price),
    settlement: option_settlement,
  };
}

function toFunding(row: PositionRow): Funding | null {
  if (row.funding_rate === null) return null;
  return {
    rate: fromAmountText(row.funding_rate),
    intervalHours: fromAmountTextOrNull(row.funding_interval_hours),
    nextAt: row.next_funding_at,
  };
}
