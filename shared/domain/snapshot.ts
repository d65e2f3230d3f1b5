import type { Decimal } from "./decimal.ts";
import type { Gap } from "./gap.ts";
import type { AccountId, Currency, InstrumentId } from "./ids.ts";
import type { MarginModelId } from "./margin-model.ts";

/**
 * What one venue said about one account at one time, parsed once and never changed. `null` is
 * "not known", which is not zero. Amounts are exact; times are epoch milliseconds UTC.
 *
 * The same shape is read from a venue, from the store and from a portfolio document, so one engine
 * serves all three.
 */
export type AccountSnapshot = {
  readonly accountId: AccountId;
  readonly label: string;
  readonly venue: string;
  readonly marginModel: MarginModelId;
  /** The venue's clock where it told it. */
  readonly venueAt: number | null;
  /** Our clock when the last answer of this snapshot had arrived. */
  readonly readAt: number;
  readonly valuationCurrency: Currency;
  /** Index price of one unit in the valuation currency. */
  readonly prices: ReadonlyMap<Currency, Decimal>;
  readonly takerFeeRate: Decimal | null;
  readonly hedgeMode: boolean | null;
  readonly balances: readonly Balance[];
  readonly positions: readonly Position[];
  readonly openOrders: readonly OpenOrder[];
  /** The venue's own figures, kept beside ours. */
  readonly reported: ReportedFigures;
  /** What could not be read, with paths relative to the account (`balances[1]`). */
  readonly gaps: readonly Gap[];
};

export type Balance = {
  readonly asset: Currency;
  /** Cash behind the cross positions: no unrealized profit and no isolated wallet in it. May be negative. */
  readonly walletBalance: Decimal | null;
  readonly borrowed: Decimal | null;
  readonly accruedInterest: Decimal | null;
  /** Flat share of the asset counted as collateral, 0…1. */
  readonly collateralWeight: Decimal | null;
  /** The same by amount of the asset, lowest first; replaces the flat weight. */
  readonly collateralTiers: readonly CollateralTier[] | null;
  readonly bidRate: Decimal | null;
  readonly askRate: Decimal | null;
};

export type CollateralTier = {
  /** Amount of the asset up to which the weight holds; `null` is without end. */
  readonly upTo: Decimal | null;
  readonly weight: Decimal;
};

export type PositionKind = "linear" | "inverse" | "option";
export type PositionSide = "long" | "short";
export type MarginMode = "cross" | "isolated";

export type Position = {
  readonly instrument: InstrumentId;
  readonly kind: PositionKind;
  readonly base: Currency;
  readonly quote: Currency;
  /** Currency in which profit is paid and margin is held. */
  readonly settle: Currency;
  readonly side: PositionSide;
  /** Contracts, > 0; the sign is in `side`. */
  readonly quantity: Decimal;
  /** Linear: base coins per contract. Inverse: quote units per contract. */
  readonly contractSize: Decimal;
  readonly entryPrice: Decimal | null;
  readonly markPrice: Decimal | null;
  readonly marginMode: MarginMode;
  /** Wallet of an isolated position, in `settle`, without its unrealized profit. */
  readonly isolatedMargin: Decimal | null;
  /** The setting at the venue, not the effective leverage. */
  readonly leverage: Decimal | null;
  /** Ascending; `null` when the venue's table is not known. */
  readonly marginTiers: readonly MarginTier[] | null;
  readonly option: OptionTerms | null;
  /** Of a perpetual; `null` is not known. Contracts that expire pay none: `isPerpetual` tells which. */
  readonly funding: Funding | null;
  /** The venue's own figures of this position, where it gives them. */
  readonly reported: ReportedPosition;
};

export type MarginTier = {
  /** Notional from which the tier holds: settle currency (linear) or base coin (inverse). */
  readonly floor: Decimal;
  /** Notional up to which it holds; `null` is without end. */
  readonly cap: Decimal | null;
  /** Share of notional required to keep the position, 0…1. */
  readonly maintenanceRate: Decimal;
  readonly initialRate: Decimal | null;
  /** Cumulative maintenance amount taken off `notional × maintenanceRate`. */
  readonly deduction: Decimal | null;
  readonly maxLeverage: Decimal | null;
};

export type OptionTerms = {
  readonly type: "call" | "put";
  readonly strike: Decimal;
  readonly expiryAt: number;
  readonly impliedVolatility: Decimal | null;
  readonly underlyingPrice: Decimal | null;
  readonly settlement: "linear" | "inverse";
};

/** What long and short of a perpetual pay each other. Which rate a venue states: docs/funding.md. */
export type Funding = {
  /** Share of the notional that longs pay to shorts over one interval; below zero shorts pay. */
  readonly rate: Decimal;
  readonly intervalHours: Decimal | null;
  readonly nextAt: number | null;
};

export type OpenOrder = {
  readonly instrument: InstrumentId;
  readonly side: "buy" | "sell";
  /** Contracts still unfilled, > 0. */
  readonly quantity: Decimal;
  /** `null` for an order without a limit. */
  readonly price: Decimal | null;
  readonly reduceOnly: boolean;
};

/** Account figures as the venue states them; cross part only, in `currency`. */
export type ReportedFigures = {
  /** Unit of the amounts: the margin asset or the valuation currency. `null`: the valuation currency. */
  readonly currency: Currency | null;
  readonly equity: Decimal | null;
  readonly collateralValue: Decimal | null;
  readonly initialMargin: Decimal | null;
  readonly maintenanceMargin: Decimal | null;
  /** Initial margin held for open orders, inside `initialMargin`. */
  readonly orderInitialMargin: Decimal | null;
  /** In Keel's direction: 0 safe, 1 liquidation. */
  readonly maintenanceMarginRatio: Decimal | null;
  /** The venue's ratio under its own name and direction. */
  readonly nativeRatio: { readonly name: string; readonly value: Decimal } | null;
};

export type ReportedPosition = {
  readonly unrealizedPnl: Decimal | null;
  readonly initialMargin: Decimal | null;
  readonly maintenanceMargin: Decimal | null;
  /** `null` where the venue states none. */
  readonly liquidationPrice: Decimal | null;
};

export const NOTHING_REPORTED: ReportedFigures = {
  currency: null,
  equity: null,
  collateralValue: null,
  initialMargin: null,
  maintenanceMargin: null,
  orderInitialMargin: null,
  maintenanceMarginRatio: null,
  nativeRatio: null,
};

export const NO_REPORTED_POSITION: ReportedPosition = {
  unrealizedPnl: null,
  initialMargin: null,
  maintenanceMargin: null,
  liquidationPrice: null,
};
