import type { DecimalString } from "../domain/decimal.ts";
import type { AlertView } from "./alerts.ts";
import type { FigureView, FigureWithLinesView, GapView } from "./figure.ts";

/** Danger scale, used for nothing but danger. `unknown` when the figure it rests on is not known. */
export const DANGER_LEVELS = ["safe", "watch", "warn", "act", "critical", "unknown"] as const;
export type DangerLevel = (typeof DANGER_LEVELS)[number];

/**
 * live: read as promised · delayed: late or failing · offline: no reading now · blind: too old to
 * judge by · kept: a book, not read at all and as its trader stated it · paused: not read until it is
 * resumed, on its trader's word.
 */
export const FEED_STATES = [
  "starting",
  "live",
  "delayed",
  "offline",
  "blind",
  "kept",
  "paused",
] as const;
export type FeedState = (typeof FEED_STATES)[number];

export type FeedView = {
  readonly state: FeedState;
  /** Time of the newest stored snapshot. */
  readonly readAt: number | null;
  readonly syncing: boolean;
  /** The last failure, if the newest attempt failed. */
  readonly failure: { readonly code: string; readonly message: string; readonly at: number } | null;
  readonly nextRunAt: number | null;
  /** Since when it is paused; `null` when it is not. */
  readonly pausedAt: number | null;
};

export type PoolView = {
  readonly accountId: string;
  /** `USDT`, or for an isolated position its instrument. */
  readonly name: string;
  readonly unit: string;
  readonly collateralValue: FigureView;
  readonly maintenanceMargin: FigureView;
  readonly maintenanceMarginRatio: FigureView;
  readonly marginBuffer: FigureView;
  readonly level: DangerLevel;
  /** The liquidation price nearest to its mark among the pool's contracts; `null` when none or not known. */
  readonly nearestLiquidation: NearestLiquidationView | null;
};

export type NearestLiquidationView = {
  readonly instrument: string;
  readonly side: "long" | "short";
  readonly price: DecimalString;
  /** Signed move of the mark, liquidation price ÷ mark − 1. */
  readonly distanceRatio: DecimalString;
};

export type AccountOverviewView = {
  readonly accountId: string;
  readonly label: string;
  readonly venue: string;
  readonly marginModel: string;
  readonly isDemo: boolean;
  readonly feed: FeedView;
  readonly equity: FigureView;
  readonly maintenanceMarginRatio: FigureView;
  readonly marginBuffer: FigureView;
  readonly freeCollateral: FigureView;
  readonly effectiveLeverage: FigureView;
  readonly level: DangerLevel;
  readonly pools: readonly PoolView[];
  readonly gaps: readonly GapView[];
};

/** What a perpetual pays at the rate of now. */
export type FundingView = {
  /** Share of the notional over one interval; above zero long pays. */
  readonly rate: DecimalString | null;
  readonly intervalHours: DecimalString | null;
  /** `null` where the venue tells no time. */
  readonly nextAt: number | null;
  /** What the position is paid, in its settle currency; below zero it pays. */
  readonly perDay: FigureView;
  /** The rate over a year, not compounded. */
  readonly ratePerYear: DecimalString | null;
};

export type PositionView = {
  readonly accountId: string;
  readonly accountLabel: string;
  readonly instrument: string;
  readonly base: string;
  readonly quote: string;
  readonly settle: string;
  readonly side: "long" | "short";
  readonly marginMode: "cross" | "isolated";
  /** Signed contracts × contract size: base coins (linear) or quote units (inverse); short is negative. */
  readonly netQuantity: DecimalString;
  readonly quantityUnit: string;
  readonly entryPrice: DecimalString | null;
  readonly markPrice: DecimalString | null;
  readonly notional: FigureView;
  readonly unrealizedPnl: FigureView;
  readonly initialMargin: FigureView;
  readonly maintenanceMargin: FigureView;
  readonly liquidationPrice: DecimalString | null;
  /** Why there is no price: `none` no such price exists, `unknown` an input is missing. */
  readonly liquidationPriceReason: "none" | "unknown" | null;
  readonly reportedLiquidationPrice: DecimalString | null;
  readonly distanceRatio: DecimalString | null;
  readonly level: DangerLevel;
  /** Share of its pool's maintenance margin, 0…1. */
  readonly maintenanceShareRatio: DecimalString | null;
  /** Profit or loss in the valuation currency if every coin falls 10 %. */
  readonly uniformFallPnl: FigureView;
  /** Share of the whole book's loss in that fall; negative for a position that gains. `null` when the book loses nothing. */
  readonly uniformFallShareRatio: DecimalString | null;
  /** `null`: the contract expires and pays none. */
  readonly funding: FundingView | null;
  readonly gaps: readonly GapView[];
};

export type ConsolidatedView = {
  readonly equity: FigureWithLinesView;
  readonly collateralValue: FigureWithLinesView;
  readonly initialMargin: FigureWithLinesView;
  readonly maintenanceMargin: FigureWithLinesView;
  readonly grossExposure: FigureWithLinesView;
  readonly netExposure: FigureWithLinesView;
  readonly effectiveLeverage: FigureView;
  /** What all positions are paid a day at the rates of now; below zero they pay. */
  readonly fundingPerDay: FigureWithLinesView;
  /** Equity now less equity a day ago (or at the first snapshot since); `null` before there are two. */
  readonly equityChange: { readonly amount: DecimalString; readonly since: number } | null;
};

export type DemoView = {
  readonly active: boolean;
  readonly paused: boolean;
};

export type RuntimeView = {
  readonly version: string;
  /** Set when the app runs on the stand-in runtime, which accepts no key for a real venue. */
  readonly notice: string | null;
};

export type OverviewView = {
  readonly at: number;
  readonly valuationCurrency: string;
  readonly consolidated: ConsolidatedView;
  /** The pool with the worst ratio. */
  readonly worstPool: PoolView | null;
  /** The pool whose nearest liquidation price is nearest of all. */
  readonly nearestPool: PoolView | null;
  readonly accounts: readonly AccountOverviewView[];
  /** Worst first. */
  readonly positions: readonly PositionView[];
  readonly alerts: readonly AlertView[];
  readonly demo: DemoView;
  readonly runtime: RuntimeView;
};

export type EquityPointView = { readonly at: number; readonly equity: DecimalString | null };
export type EquityHistoryView = {
  readonly unit: string;
  readonly points: readonly EquityPointView[];
};
