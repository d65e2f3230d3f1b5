import type { DecimalString } from "../domain/decimal.ts";
import type { FigureView, FigureWithLinesView, GapView } from "./figure.ts";
import type { FeedView } from "./overview.ts";

export type ReconciliationView = {
  readonly figure: string;
  readonly unit: string;
  readonly reported: DecimalString;
  readonly calculated: DecimalString | null;
  readonly difference: DecimalString | null;
  readonly agrees: boolean;
  /** Of a rule with several readings, the one the venue's figure follows. */
  readonly reading: string | null;
  readonly cause: string | null;
};

export type PoolMarginView = {
  readonly name: string;
  readonly unit: string;
  readonly equity: FigureWithLinesView;
  readonly collateralValue: FigureWithLinesView;
  readonly initialMargin: FigureWithLinesView;
  readonly maintenanceMargin: FigureWithLinesView;
  readonly maintenanceMarginRatio: FigureView;
  readonly freeCollateral: FigureView;
  readonly marginBuffer: FigureView;
};

/** How far an account's figures are borne out by the venue's own. */
export type TrustView = {
  readonly state: "agrees" | "differs" | "nothing to compare";
  /** Of figures that differ, the one that does most. */
  readonly worst: ReconciliationView | null;
};

/** Everything behind one account's figures, to be followed with a pencil. */
export type MarginView = {
  readonly accountId: string;
  readonly label: string;
  readonly venue: string;
  readonly marginModel: string;
  readonly readAt: number | null;
  readonly venueAt: number | null;
  readonly feed: FeedView;
  readonly unit: string;
  readonly pools: readonly PoolMarginView[];
  /** Of all positions, with its own gaps: nothing else rests on funding. */
  readonly fundingPerDay: FigureWithLinesView;
  readonly reconciliation: readonly ReconciliationView[];
  readonly trust: TrustView;
  readonly gaps: readonly GapView[];
};
