import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { add, constant, straight } from "../curve.ts";
import type {
  ExtraMargin,
  MaintenanceRequirement,
  MarginModel,
  PoolContext,
  PositionContext,
  Readings,
  Requirement,
} from "../margin-model.ts";
import { BYBIT_DEBTS } from "./bybit-debts.ts";
import { bybitOrders } from "./bybit-orders.ts";
import { optionInitial, optionMaintenance } from "./bybit-options.ts";
import { closingFee } from "./closing-fee.ts";
import { rateAtPrice, worthByWeight } from "./collateral-worth.ts";
import { debtInitial, debtMaintenance } from "./debts.ts";
import { atEntry, contextAtEntry, namedAtEntry } from "./maintenance-parts.ts";
import { initialByLeverage, maintenanceByProgressiveTiers } from "./tier-margin.ts";

/**
 * Bybit Unified Trading Account, cross margin, with isolated positions as walls of their own.
 * docs/margin/bybit.md
 *
 * One pool in USD: per coin `wallet − borrowed − interest + profit of futures`, weighted by slices of
 * the coin's quantity when positive, whole when negative; the value of options does not count.
 * Against it stand, per position, `value × rate − deduction + fee to close`, the fee at the price at
 * which the position's own margin is gone. Liquidation when the account's maintenance rate is 100 %.
 * Position value is at mark since 2025-09-02 and was at entry before, the fee is at entry throughout;
 * the change was rolled out gradually, so both readings are kept for reconciliation.
 * Sources: Bybit help "Glossary (Unified Trading Account)" (2026-03-13), "The New Margin Calculation:
 * Adjustments and Implications" (2025-09-18), "Maintenance Margin" (2025-09-05), API v5 position/list
 * (2026-07-02); read 2026-11-23.
 */
export const bybitUnified: MarginModel = {
  id: "bybit-unified",
  pools: "account",
  countsOptionValue: false,
  worth: worthByWeight,
  requirementRate: rateAtPrice,
  initialMargin: (context) => initialOn(basisAt(context.snapshot), context),
  maintenanceMargin: (context) => maintenanceOn(basisAt(context.snapshot), context),
  extraMargin: ordersAndDebts,
  debtMargin: (context) => debtMaintenance(BYBIT_DEBTS, context),
  readings,
};

type Basis = "mark" | "entry";

/** Announced start of the mark basis. */
const MARK_BASIS_SINCE = Date.UTC(2025, 8, 2);

function basisAt({ venueAt, readAt }: AccountSnapshot): Basis {
  return (venueAt ?? readAt) < MARK_BASIS_SINCE ? "entry" : "mark";
}

const NAMES: Record<Basis, string> = {
  mark: "position value at mark (in force since 2025-09-02)",
  entry: "position value at entry (in force before 2025-09-02)",
};

function readings(snapshot: AccountSnapshot): Readings {
  const used = basisAt(snapshot);
  const other = used === "mark" ? "entry" : "mark";
  const rule: Partial<MarginModel> = {
    initialMargin: (context) => initialOn(other, context),
    maintenanceMargin: (context) => maintenanceOn(other, context),
  };
  return { used: NAMES[used], others: [{ name: NAMES[other], rule }] };
}

/** An isolated position's initial margin stays at entry. */
function initialOn(basis: Basis, context: PositionContext): Requirement {
  if (context.position.kind === "option") return optionInitial(context);
  const isAtMark = basis === "mark" && context.position.marginMode === "cross";
  const margin = isAtMark
    ? initialByLeverage(context)
    : namedAtEntry(initialByLeverage(contextAtEntry(context)));
  return withFee(margin, context);
}

function maintenanceOn(basis: Basis, context: PositionContext): MaintenanceRequirement {
  if (context.position.kind === "option") return optionMaintenance(context);
  const tiered =
    basis === "mark"
      ? maintenanceByProgressiveTiers(context)
      : atEntry(maintenanceByProgressiveTiers, context);
  const fee = closingFee(context).amount;
  const curve = fee && tiered.curve && add(tiered.curve, straight(constant(fee)));
  return { ...withFee(tiered, context), curve };
}

function withFee<R extends Requirement>(requirement: R, context: PositionContext): R {
  const fee = closingFee(context);
  return {
    ...requirement,
    amount: requirement.amount && fee.amount && requirement.amount.plus(fee.amount),
    formula: requirement.formula && `${requirement.formula} + ${fee.formula}`,
    inputs: [...requirement.inputs, ...fee.inputs],
    gaps: [...requirement.gaps, ...fee.gaps],
  };
}

function ordersAndDebts(pool: PoolContext): ExtraMargin {
  const orders = bybitOrders(pool);
  const debts = debtInitial(BYBIT_DEBTS, pool.snapshot);
  return { ...orders, initial: orders.initial && debts && [...orders.initial, ...debts] };
}
