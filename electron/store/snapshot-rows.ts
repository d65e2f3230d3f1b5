import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap, GapCode } from "#shared/domain/gap.ts";
import { type AccountId, instrumentId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type {
  AccountSnapshot,
  Balance,
  CollateralTier,
  OpenOrder,
  ReportedFigures,
} from "#shared/domain/snapshot.ts";
import {
  fromAmountText,
  fromAmountTextOrNull,
  fromFlagOrNull,
  toAmountText,
  toAmountTextOrNull,
  toFlag,
  toFlagOrNull,
} from "./codec.ts";

export type SnapshotRow = {
  account_id: string;
  read_at: number;
  venue_at: number | null;
  label: string;
  venue: string;
  margin_model: string;
  valuation_currency: string;
  taker_fee_rate: string | null;
  hedge_mode: number | null;
  reported_currency: string | null;
  reported_equity: string | null;
  reported_collateral_value: string | null;
  reported_initial_margin: string | null;
  reported_maintenance_margin: string | null;
  reported_order_initial_margin: string | null;
  reported_maintenance_margin_ratio: string | null;
  native_ratio_name: string | null;
  native_ratio_value: string | null;
};

export function toSnapshotRow(snapshot: AccountSnapshot): SnapshotRow {
  const { reported } = snapshot;
  return {
    account_id: snapshot.accountId,
    read_at: snapshot.readAt,
    venue_at: snapshot.venueAt,
    label: snapshot.label,
    venue: snapshot.venue,
    margin_model: snapshot.marginModel,
    valuation_currency: snapshot.valuationCurrency,
    taker_fee_rate: toAmountTextOrNull(snapshot.takerFeeRate),
    hedge_mode: toFlagOrNull(snapshot.hedgeMode),
    reported_currency: reported.currency,
    reported_equity: toAmountTextOrNull(reported.equity),
    reported_collateral_value: toAmountTextOrNull(reported.collateralValue),
    reported_initial_margin: toAmountTextOrNull(reported.initialMargin),
    reported_maintenance_margin: toAmountTextOrNull(reported.maintenanceMargin),
    reported_order_initial_margin: toAmountTextOrNull(reported.orderInitialMargin),
    reported_maintenance_margin_ratio: toAmountTextOrNull(reported.maintenanceMarginRatio),
    native_ratio_name: reported.nativeRatio?.name ?? null,
    native_ratio_value: toAmountTextOrNull(reported.nativeRatio?.value ?? null),
  };
}

export type SnapshotParts = Pick<
  AccountSnapshot,
  "prices" | "balances" | "positions" | "openOrders" | "gaps"
>;

export function fromSnapshotRow(row: SnapshotRow, parts: SnapshotParts): AccountSnapshot {
  return {
    // Both were written from these types by `toSnapshotRow`, and rows never change.
    accountId: row.account_id as AccountId,
    marginModel: row.margin_model as MarginModelId,
    label: row.label,
    venue: row.venue,
    venueAt: row.venue_at,
    readAt: row.read_at,
    valuationCurrency: row.valuation_currency,
    takerFeeRate: fromAmountTextOrNull(row.taker_fee_rate),
    hedgeMode: fromFlagOrNull(row.hedge_mode),
    reported: toReported(row),
    ...parts,
  };
}

function toReported(row: SnapshotRow): ReportedFigures {
  return {
    currency: row.reported_currency,
    equity: fromAmountTextOrNull(row.reported_equity),
    collateralValue: fromAmountTextOrNull(row.reported_collateral_value),
    initialMargin: fromAmountTextOrNull(row.reported_initial_margin),
    maintenanceMargin: fromAmountTextOrNull(row.reported_maintenance_margin),
    orderInitialMargin: fromAmountTextOrNull(row.reported_order_initial_margin),
    maintenanceMarginRatio: fromAmountTextOrNull(row.reported_maintenance_margin_ratio),
    nativeRatio:
      row.native_ratio_name === null || row.native_ratio_value === null
        ? null
        : { name: row.native_ratio_name, value: fromAmountText(row.native_ratio_value) },
  };
}

export type PriceRow = { currency: string; price: string };

export const PRICE_COLUMNS = ["currency", "price"] as const satisfies readonly (keyof PriceRow)[];

export function toPriceRow([currency, price]: readonly [string, Decimal]): PriceRow {
  return { currency, price: toAmountText(price) };
}

export function fromPriceRow(row: PriceRow): readonly [string, Decimal] {
  return [row.currency, fromAmountText(row.price)];
}

export type BalanceRow = {
  asset: string;
  wallet_balance: string | null;
  borrowed: string | null;
  accrued_interest: string | null;
  collateral_weight: string | null;
  collateral_tiers: string | null;
  bid_rate: string | null;
  ask_rate: string | null;
};

export const BALANCE_COLUMNS = [
  "asset",
  "wallet_balance",
  "borrowed",
  "accrued_interest",
  "collateral_weight",
  "collateral_tiers",
  "bid_rate",
  "ask_rate",
] as const satisfies readonly (keyof BalanceRow)[];

/** `tiers`: hash of the balance's collateral tiers. */
export function toBalanceRow(balance: Balance, tiers: string | null): BalanceRow {
  return {
    asset: balance.asset,
    wallet_balance: toAmountTextOrNull(balance.walletBalance),
    borrowed: toAmountTextOrNull(balance.borrowed),
    accrued_interest: toAmountTextOrNull(balance.accruedInterest),
    collateral_weight: toAmountTextOrNull(balance.collateralWeight),
    collateral_tiers: tiers,
    bid_rate: toAmountTextOrNull(balance.bidRate),
    ask_rate: toAmountTextOrNull(balance.askRate),
  };
}

/** `tiers`: the table that the row's hash stands for. */
export function fromBalanceRow(row: BalanceRow, tiers: readonly CollateralTier[] | null): Balance {
  return {
    asset: row.asset,
    walletBalance: fromAmountTextOrNull(row.wallet_balance),
    borrowed: fromAmountTextOrNull(row.borrowed),
    accruedInterest: fromAmountTextOrNull(row.accrued_interest),
    collateralWeight: fromAmountTextOrNull(row.collateral_weight),
    collateralTiers: tiers,
    bidRate: fromAmountTextOrNull(row.bid_rate),
    askRate: fromAmountTextOrNull(row.ask_rate),
  };
}

export type OrderRow = {
  instrument: string;
  side: OpenOrder["side"];
  quantity: string;
  price: string | null;
  reduce_only: number;
};

export const ORDER_COLUMNS = [
  "instrument",
  "side",
  "quantity",
  "price",
  "reduce_only",
] as const satisfies readonly (keyof OrderRow)[];

export function toOrderRow(order: OpenOrder): OrderRow {
  return {
    instrument: order.instrument,
    side: order.side,
    quantity: toAmountText(order.quantity),
    price: toAmountTextOrNull(order.price),
    reduce_only: toFlag(order.reduceOnly),
  };
}

export function fromOrderRow(row: OrderRow): OpenOrder {
  return {
    instrument: instrumentId(row.instrument),
    side: row.side,
    quantity: fromAmountText(row.quantity),
    price: fromAmountTextOrNull(row.price),
    reduceOnly: row.reduce_only === 1,
  };
}

export type GapRow = { code: GapCode; path: string; message: string };

export const GAP_COLUMNS = ["code", "path", "message"] as const satisfies readonly (keyof GapRow)[];

export function toGapRow(gap: Gap): GapRow {
  return { code: gap.code, path: gap.path, message: gap.message };
}
