import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot, Balance, MarginTier, Position } from "#shared/domain/snapshot.ts";
import type { InputItem, LineItem } from "./assessment.ts";
import type { Curve } from "./curve.ts";
import type { TierTable } from "./margin-tiers.ts";

/**
 * The rule of one kind of account: what counts as collateral and at what worth, and what each
 * position and order requires. A model states the venue's differences; pools, totals, solver,
 * reconciliation and explanation are shared.
 */
export type MarginModel = {
  readonly id: MarginModelId;
  /**
   * `settle`: each margin asset is a pool of its own, figures in that asset.
   * `account`: one pool, figures in the valuation currency.
   * A function where the venue offers both and the account says which.
   */
  readonly pools: PoolScope | ((snapshot: AccountSnapshot) => PoolScope);
  /** Whether the market value of options stands behind the pool; it is part of equity either way. */
  readonly countsOptionValue: boolean;
  /** Worth in the pool's currency of an amount of one asset, positive or negative. */
  readonly worth: (asset: AssetContext) => Worth;
  /** Pool currency per unit of a requirement in `asset`; `null` when the price is not known. */
  readonly requirementRate: (asset: AssetContext) => Decimal | null;
  readonly initialMargin: (position: PositionContext) => Requirement;
  readonly maintenanceMargin: (position: PositionContext) => MaintenanceRequirement;
  /** What open orders and borrowings add, per pool. */
  readonly extraMargin: (pool: PoolContext) => ExtraMargin;
  /**
   * What owing an asset requires by itself: maintenance margin in the pool's currency by amount of
   * the asset, zero from zero up. Its gaps hold only while the asset is owed.
   */
  readonly debtMargin?: (asset: AssetContext) => Worth;
  /**
   * Cross positions with one key net: of their long and their short requirements only the larger
   * counts, initial and maintenance each for itself. All of one key settle in one currency.
   */
  readonly nettedBy?: (position: Position) => string;
  /**
   * Set where the venue acts before collateral has fallen to the maintenance margin it states. The
   * excess is a line of the pool's maintenance margin, so that a ratio of 1 is liquidation everywhere.
   */
  readonly actsAt?: ActionLevel;
  /** Set where the venue's words or dates leave more than one reading of the rule. */
  readonly readings?: (snapshot: AccountSnapshot) => Readings;
};

/** The venue acts at `cover` times the maintenance margin it states, > 1: uniMMR 1.05. */
export type ActionLevel = { readonly name: string; readonly cover: Decimal };

/** The reading that the model's figures follow, and others to hold the venue's figures against. */
export type Readings = { readonly used: string; readonly others: readonly Reading[] };

export type Reading = {
  /** As it ends the sentence "the venue's figure follows …". */
  readonly name: string;
  readonly rule: Partial<MarginModel>;
};

export type PoolScope = "settle" | "account";

export function scopeOf({ pools }: MarginModel, snapshot: AccountSnapshot): PoolScope {
  return typeof pools === "function" ? pools(snapshot) : pools;
}

export type AssetContext = {
  readonly snapshot: AccountSnapshot;
  readonly asset: Currency;
  readonly balance: Balance | null;
  /** Path of the balance in the snapshot. */
  readonly path: string;
};

export type Worth = {
  /** Maps an amount of the asset to its worth; `null` when price or weight is not known. */
  readonly curve: Curve | null;
  /** How the worth of an amount came about; `null` at par, where the amount's own parts explain it. */
  readonly explain: ((amount: Decimal) => Pick<LineItem, "formula" | "inputs">) | null;
  readonly gaps: readonly Gap[];
};

export type PositionContext = {
  readonly snapshot: AccountSnapshot;
  readonly position: Position;
  /** Path of the position in the snapshot: `positions[2]`. */
  readonly path: string;
  /** At the mark, in the settle currency; `null` without a mark. */
  readonly notional: Decimal | null;
  /** Every position of the same contract behind the same wall, this one included. */
  readonly legs: readonly Position[];
  /** `resolveTiers`, done once per table. */
  readonly resolveTiers: (table: readonly MarginTier[]) => TierTable | null;
};

/** An amount in the settle currency with how it came about. */
export type Requirement = {
  readonly amount: Decimal | null;
  readonly formula: string | null;
  readonly inputs: readonly InputItem[];
  readonly gaps: readonly Gap[];
};

export type MaintenanceRequirement = Requirement & {
  readonly tier: MarginTier | null;
  /** The requirement as the price moves, in the position's variable (payoff.ts); `null` not known. */
  readonly curve: Curve | null;
  /** Gaps that hold only if the price comes to `x`: a tier continued beyond its cap. */
  readonly gapsAt: (x: Decimal) => readonly Gap[];
};

export type PoolContext = {
  readonly snapshot: AccountSnapshot;
  readonly currency: Currency;
  /** Whether what settles in an asset belongs to this pool. */
  readonly holds: (asset: Currency) => boolean;
  /** Indexes of the pool's cross positions. */
  readonly positions: readonly number[];
};

/**
 * Lines in any asset, which the pool converts at its requirement rate. `null` amounts are not known
 * and could only make the figure worse.
 */
export type ExtraMargin = {
  readonly initial: readonly LineItem[] | null;
  readonly maintenance: readonly LineItem[] | null;
  /** What comes off collateral value, in amounts ≤ 0 that stay as prices move. */
  readonly deducted?: readonly LineItem[] | null;
  readonly gaps: readonly Gap[];
};
