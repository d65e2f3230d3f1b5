import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import { krakenConversionFee } from "#shared/domain/kraken-conversion-fee.ts";
import type { Balance } from "#shared/domain/snapshot.ts";
import type {
  AssetContext,
  ExtraMargin,
  MaintenanceRequirement,
  MarginModel,
  PoolContext,
  PositionContext,
  Worth,
} from "../margin-model.ts";
import { tierIndexAt } from "../margin-tiers.ts";
import { worthInFull } from "./collateral-mode.ts";
import { rateAtPrice, worthByWeight } from "./collateral-worth.ts";
import { atEntry, contextAtEntry, maintenanceByWholeTier } from "./maintenance-parts.ts";
import { openingOrders } from "./open-orders.ts";
import { initialByTier } from "./tier-initial.ts";

/**
 * Kraken Futures, multi-collateral wallet ("flex"). docs/margin/kraken.md
 *
 * One pool in USD: dollars and the profit of the contracts in full, every other coin at price ×
 * (1 − haircut) × (1 − conversion fee). A position requires its notional at mark × the rate of its
 * level. Longs and shorts of one underlying, perpetual against dated, net: only the larger side
 * counts. Liquidation when margin equity falls below maintenance margin.
 * Whether a level's rate holds for the whole position or for the part above it is not published; the
 * whole is taken, which can only require more. The rates are said to apply to the value at entry, yet
 * the venue's own example fits the mark.
 * Sources: support.kraken.com 4844463246100, 360022632452, 4844392809620; read 2026-11-23.
 */
export const krakenFlex: MarginModel = {
  id: "kraken-flex",
  pools: "account",
  countsOptionValue: false,
  worth: (context) =>
    context.asset === "USD" ? worthInFull(context) : worthAfterConversion(context),
  requirementRate: rateAtPrice,
  initialMargin: initialByTier,
  maintenanceMargin: maintenanceByLevel,
  extraMargin: ordersNotKnown,
  nettedBy: ({ base, settle }) => `${base}/${settle}`,
  readings: () => ({
    used: "rates on the value at mark",
    others: [
      {
        name: "rates on the value at entry",
        rule: {
          initialMargin: (context) => initialByTier(contextAtEntry(context)),
          maintenanceMargin: (context) => atEntry(maintenanceByLevel, context),
        },
      },
    ],
  }),
};

/** Price × weight × (1 − conversion fee) of a positive amount; a debt counts in full. */
export function worthAfterConversion(
  context: AssetContext,
  fee: Decimal = krakenConversionFee(context.asset),
): Worth {
  const { balance, path } = context;
  const worth = worthByWeight({
    ...context,
    balance: balance && afterFee(balance, ONE.minus(fee)),
  });
  const { explain } = worth;
  const label = "conversion fee, taken off the weight";
  const input = { label, value: fee.toFixed(), unit: "", path };
  return {
    ...worth,
    explain:
      explain &&
      ((amount) => {
        const explained = explain(amount);
        return { ...explained, inputs: [...explained.inputs, input] };
      }),
  };
}

function afterFee(balance: Balance, kept: Decimal): Balance {
  return {
    ...balance,
    collateralWeight: balance.collateralWeight?.times(kept) ?? null,
    collateralTiers:
      balance.collateralTiers?.map((tier) => ({ ...tier, weight: tier.weight.times(kept) })) ??
      null,
  };
}

function maintenanceByLevel(context: PositionContext): MaintenanceRequirement {
  const { position, notional, path } = context;
  const requirement = maintenanceByWholeTier(context, "notional");
  if (!notional || tierIndexAt(position.marginTiers ?? [], notional) < 1) return requirement;
  const message = `Whether Kraken applies the rate of ${position.instrument}'s level to the whole position is not published; it is taken so.`;
  const gap = { code: "rule_unknown", path: `${path}.marginTiers`, message } as const;
  return { ...requirement, gaps: [...requirement.gaps, gap] };
}

/** Orders take from what is available, not from what keeps the account alive. */
function ordersNotKnown(pool: PoolContext): ExtraMargin {
  const gaps = openingOrders(pool).map(({ order: { instrument }, path }) => {
    const message = `What Kraken holds for the open order of ${instrument} is not published, so neither is the initial margin with it.`;
    return { code: "order_rule_unknown", path, message } as const;
  });
  return { initial: gaps.length === 0 ? [] : null, maintenance: [], gaps };
}
