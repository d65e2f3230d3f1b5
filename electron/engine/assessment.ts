import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot, MarginTier, Position } from "#shared/domain/snapshot.ts";

/** One part of a total, with the inputs it came from. Amounts of a figure's lines add up to it. */
export type LineItem = {
  readonly label: string;
  readonly amount: Decimal;
  readonly unit: Currency;
  /** How the amount came about, in words and figures; `null` for an input taken as it was read. */
  readonly formula: string | null;
  readonly inputs: readonly InputItem[];
};

export type InputItem = {
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  /** Path of the input in the snapshot: `positions[2].markPrice`. */
  readonly path: string;
};

/**
 * A total with its parts. `value` is `null` when an input is missing that could make the figure
 * worse; when the missing part could only have made it better, the value is there without that part
 * and `gaps` says so.
 */
export type Figure = {
  readonly value: Decimal | null;
  readonly unit: Currency;
  readonly lines: readonly LineItem[];
  readonly gaps: readonly Gap[];
};

/**
 * A wall: balances and positions that live or die together. Cross pools share their collateral,
 * each isolated position is a pool of its own. All amounts in `currency`.
 */
export type PoolAssessment = {
  readonly kind: "cross" | "isolated";
  /** The margin asset, or for an isolated pool the instrument and side. */
  readonly name: string;
  readonly currency: Currency;
  /** Cash plus unrealized profit, no haircut. */
  readonly equity: Figure;
  /** What the venue's rule counts against maintenance margin. */
  readonly collateralValue: Figure;
  readonly initialMargin: Figure;
  readonly maintenanceMargin: Figure;
  /** maintenanceMargin ÷ collateralValue: 0 safe, 1 liquidation; `null` unknown or no collateral left. */
  readonly maintenanceMarginRatio: Decimal | null;
  /** collateralValue − initialMargin; may be negative. */
  readonly freeCollateral: Decimal | null;
  /** collateralValue − maintenanceMargin; ≤ 0 is liquidation. */
  readonly marginBuffer: Decimal | null;
  /** Indexes into the account's positions. */
  readonly positions: readonly number[];
  readonly gaps: readonly Gap[];
};

export type LiquidationReason = "none" | "unknown";

/** Amounts in the position's settle currency; the liquidation price in its quote currency. */
export type PositionAssessment = {
  readonly position: Position;
  /** Index of its pool. */
  readonly pool: number;
  readonly notional: Decimal | null;
  readonly unrealizedPnl: Decimal | null;
  readonly initialMargin: Decimal | null;
  readonly maintenanceMargin: Decimal | null;
  /** The tier that holds the notional at the mark. */
  readonly tier: MarginTier | null;
  /** The price nearest to the mark at which the pool's collateral value equals its maintenance margin. */
  readonly liquidationPrice: Decimal | null;
  readonly liquidationPriceReason: LiquidationReason | null;
  /** liquidationPrice ÷ markPrice − 1. */
  readonly distanceToLiquidation: Decimal | null;
  /** What it is paid at the funding rate of now; below zero it pays. No margin rests on it. */
  readonly fundingPerDay: Decimal | null;
  /** Why that is not known. */
  readonly fundingGaps: readonly Gap[];
  readonly gaps: readonly Gap[];
};

export type ReconciledFigure =
  | "equity"
  | "collateralValue"
  | "initialMargin"
  | "maintenanceMargin"
  | "maintenanceMarginRatio";

/** One of the venue's own figures beside ours. `difference` = calculated − reported. */
export type Reconciliation = {
  readonly figure:
    | ReconciledFigure
    | "position.unrealizedPnl"
    | "position.initialMargin"
    | "position.maintenanceMargin"
    | "position.liquidationPrice";
  /** Instrument and side for a position's figure. */
  readonly subject: string | null;
  readonly unit: Currency;
  readonly reported: Decimal;
  readonly calculated: Decimal | null;
  readonly difference: Decimal | null;
  /** Within half a unit of the venue's last printed digit, or the stated tolerance. */
  readonly agrees: boolean;
  /**
   * Of a rule with several readings, the one the venue's figure follows; `null` when there is but one,
   * when they don't differ here, or when none agrees.
   */
  readonly reading: string | null;
  /** The likely cause in words; `null` when it agrees. */
  readonly cause: string | null;
};

/** Account figures in the valuation currency. */
export type AccountAssessment = {
  readonly snapshot: AccountSnapshot;
  readonly pools: readonly PoolAssessment[];
  readonly positions: readonly PositionAssessment[];
  readonly equity: Figure;
  readonly collateralValue: Figure;
  readonly initialMargin: Figure;
  readonly maintenanceMargin: Figure;
  /** The worst cross pool's ratio; with one pool, maintenanceMargin ÷ collateralValue. */
  readonly maintenanceMarginRatio: Decimal | null;
  readonly freeCollateral: Decimal | null;
  readonly marginBuffer: Decimal | null;
  readonly grossExposure: Figure;
  readonly netExposure: Figure;
  /** grossExposure ÷ equity; `null` unknown or no equity. */
  readonly effectiveLeverage: Decimal | null;
  /** Of all positions. Its gaps are its own: nothing else rests on funding. */
  readonly fundingPerDay: Figure;
  readonly reconciliation: readonly Reconciliation[];
  /** Every gap of the account, paths relative to it. */
  readonly gaps: readonly Gap[];
};

export type PortfolioAssessment = {
  readonly valuationCurrency: Currency;
  readonly accounts: readonly AccountAssessment[];
  readonly equity: Figure;
  readonly collateralValue: Figure;
  readonly initialMargin: Figure;
  readonly maintenanceMargin: Figure;
  readonly grossExposure: Figure;
  readonly netExposure: Figure;
  readonly effectiveLeverage: Decimal | null;
  /** With gaps of its own. */
  readonly fundingPerDay: Figure;
  /** Gaps of the other consolidated figures; paths name the account. */
  readonly gaps: readonly Gap[];
};
