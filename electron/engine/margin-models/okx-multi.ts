import { type Decimal, ZERO, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import { constant, straight } from "../curve.ts";
import type {
  AssetContext,
  ExtraMargin,
  MarginModel,
  PoolContext,
  Worth,
} from "../margin-model.ts";
import { equityValue } from "../payoff.ts";
import { rateAtPrice, worthByWeight } from "./collateral-worth.ts";
import { frozenBySpotOrders, okxOrderMargin } from "./okx-orders.ts";
import { okxReadings } from "./okx-readings.ts";
import { okxInitial, okxMaintenance } from "./okx.ts";
import { spotOrders } from "./open-orders.ts";

/**
 * OKX multi-currency margin. docs/margin/okx.md
 *
 * One pool in USD: the equity of each coin (balance, profit, option value, less interest) at its
 * discount rate, by slices of the coin's amount, a debt at full price, against the sum of
 * `notional × tier rate + notional × liquidation fee`. The venue's mgnRatio is the one divided by the
 * other; it liquidates at 100 %.
 * Potential borrowing |min(0, equity − frozen)| has a maintenance margin by tiers of its own, which no
 * account field carries: where a coin is or comes below what is frozen of it, nothing is known.
 * Sources: OKX help 360054690531 (2024-09-01), iv-multi-currency-margin-mode-cross-margin-trading
 * (2024-10-25); read 2026-11-23. See okx.ts for tiers and fee.
 */
export const okxMulti: MarginModel = {
  id: "okx-multi",
  pools: "account",
  countsOptionValue: true,
  worth: worthByWeight,
  requirementRate: rateAtPrice,
  initialMargin: okxInitial,
  maintenanceMargin: okxMaintenance,
  extraMargin: ordersOfAccount,
  debtMargin: borrowMargin,
  readings: okxReadings,
};

/** Nothing while the coin covers what is frozen of it; below that not known. */
function borrowMargin(context: AssetContext): Worth {
  const borrowing = potentialBorrow(context);
  const frozen = frozenOf(context);
  const nothing = constant(ZERO);
  return {
    curve: frozen ? { breaks: [frozen], lines: [null, nothing] } : straight(null),
    explain: null,
    gaps: [borrowRateUnknown(context, borrowing)],
  };
}

/** |min(0, equity − frozen)| of one coin; `null` when either is not known. */
export function potentialBorrow(context: AssetContext): Decimal | null {
  const equity = equityOf(context);
  const frozen = frozenOf(context);
  if (!equity || !frozen) return null;
  return equity.lt(frozen) ? frozen.minus(equity) : ZERO;
}

function frozenOf({ snapshot, asset }: AssetContext): Decimal | null {
  return frozenBySpotOrders(spotOrders(snapshot), asset);
}

function equityOf({ snapshot, asset, balance }: AssetContext): Decimal | null {
  if (!balance?.walletBalance) return null;
  const settled = snapshot.positions.filter(
    (position) => position.settle === asset && position.marginMode === "cross",
  );
  const values = settled.map(equityValue);
  if (!values.every((value) => value !== null)) return null;
  const owed = (balance.borrowed ?? ZERO).plus(balance.accruedInterest ?? ZERO);
  return balance.walletBalance.minus(owed).plus(sum(values));
}

function borrowRateUnknown({ asset, path }: AssetContext, borrowing: Decimal | null): Gap {
  const amount = borrowing?.gt(0) ? `${borrowing.toFixed()} ${asset}` : asset;
  const message = `Borrowing ${amount} requires margin by tiers that are not among the account's figures.`;
  return { code: "rule_unknown", path, message };
}

/** How a spot order changes adjusted equity is not published. */
function ordersOfAccount(pool: PoolContext): ExtraMargin {
  const orders = okxOrderMargin(pool);
  const spot = spotOrders(pool.snapshot);
  if (spot.length === 0) return orders;
  const gaps = spot.map(({ order, path }): Gap => {
    const message = `How much the spot order of ${order.instrument} takes off adjusted equity is not published.`;
    return { code: "order_rule_unknown", path, message };
  });
  return { ...orders, deducted: null, gaps: [...orders.gaps, ...gaps] };
}
