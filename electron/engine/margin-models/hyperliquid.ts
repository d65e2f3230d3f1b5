import { type Decimal, ONE, decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { MarginTier, Position } from "#shared/domain/snapshot.ts";
import type {
  ExtraMargin,
  MaintenanceRequirement,
  MarginModel,
  PoolContext,
  PositionContext,
} from "../margin-model.ts";
import { rateAtPar, worthAtPar } from "./collateral-worth.ts";
import { countedInFull, openingOrders } from "./open-orders.ts";
import { orderInitialMargin, reportedOrderMargin } from "./order-margin.ts";
import { initialByLeverage, maintenanceByProgressiveTiers } from "./tier-margin.ts";

/**
 * Hyperliquid perpetuals. docs/margin/hyperliquid.md
 *
 * The account value of one clearinghouse (cash plus the profit of its cross positions, at mark)
 * stands against the sum of `notional × l − deduction`, where l is half the initial rate at the
 * tier's highest leverage, 1 ÷ (2 × max leverage), whatever leverage is chosen. Liquidation when the
 * value is below the sum. Every builder dex is a clearinghouse of its own: one account each.
 * Sources: Hyperliquid docs, margin tiers and liquidations (2026-04-16); read 2026-11-22. A recorded
 * account of 2024-03-05 has crossMaintenanceMarginUsed 141.579994 = 14157.9994 ÷ (2 × 50).
 */
export const hyperliquid: MarginModel = {
  id: "hyperliquid",
  pools: "settle",
  countsOptionValue: false,
  worth: worthAtPar,
  requirementRate: rateAtPar,
  initialMargin: initialByLeverage,
  maintenanceMargin: byHalfOfMaxLeverage,
  extraMargin: ordersOfOneDex,
};

/** A rate printed with few digits may differ this much, relatively, from the exact one. */
const ROUNDING = decimal("0.001");

function byHalfOfMaxLeverage(context: PositionContext): MaintenanceRequirement {
  const { position, path } = context;
  const table = position.marginTiers && exactTiers(position.marginTiers);
  const required = maintenanceByProgressiveTiers({
    ...context,
    position: { ...position, marginTiers: table && table.tiers },
  });
  if (!table?.contradicts) return required;
  const message = `The maintenance rates of ${position.instrument} are not half the initial rate at their highest leverage; the larger counts.`;
  const gap: Gap = { code: "tier_inconsistent", path: `${path}.marginTiers`, message };
  return { ...required, gaps: [...required.gaps, gap] };
}

/** Every tier at 1 ÷ (2 × max leverage); deductions of rounded rates are left to the recursion. */
function exactTiers(table: readonly MarginTier[]) {
  const exact = table.map(exactTier);
  const isRounded = exact.some((tier, index) => tier !== table[index]);
  const fromZero = table[0]?.floor.isZero();
  return {
    tiers: isRounded && fromZero ? exact.map((tier) => ({ ...tier, deduction: null })) : exact,
    contradicts: table.some(contradictsLeverage),
  };
}

function exactTier(tier: MarginTier): MarginTier {
  const exact = rateOf(tier);
  if (!exact || exact.eq(tier.maintenanceRate)) return tier;
  const isLess = contradictsLeverage(tier) && exact.lt(tier.maintenanceRate);
  return isLess ? tier : { ...tier, maintenanceRate: exact };
}

function contradictsLeverage(tier: MarginTier): boolean {
  const exact = rateOf(tier);
  return exact !== null && exact.minus(tier.maintenanceRate).abs().gt(exact.times(ROUNDING));
}

function rateOf({ maxLeverage }: MarginTier): Decimal | null {
  return maxLeverage && ONE.div(maxLeverage.times(2));
}
/** Positions of several dexes have no one account value, so nothing of such a pool is known. */
function ordersOfOneDex(pool: PoolContext): ExtraMargin {
  const dexes = new Set(pool.positions.map((index) => dexOf(pool.snapshot.positions[index]!)));
  if (dexes.size > 1) {
    const message = "Positions of several dexes do not share collateral; give one account per dex.";
    const gap: Gap = { code: "contradiction", path: "positions", message };
    return { initial: null, maintenance: null, gaps: [gap] };
  }
  const orders = orderInitialMargin(pool);
  if (reportedOrderMargin(pool)) return orders;
  const counted = openingOrders(pool).filter(({ terms }) => terms);
  return {
    ...orders,
    gaps: [...orders.gaps, ...counted.map(({ order, path }) => countedInFull(order, path))],
  };
}

/** ccxt spells a builder dex before the coin: `XYZ-AAPL`; the main dex has no name. */
function dexOf({ base }: Position): string {
  return base.includes("-") ? base.split("-")[0]! : "";
}
