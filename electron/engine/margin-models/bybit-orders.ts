import { type Decimal, ONE, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { LineItem } from "../assessment.ts";
import { valueAt } from "../curve.ts";
import type { ExtraMargin, PoolContext } from "../margin-model.ts";
import { progressiveCurve, resolveTiers } from "../margin-tiers.ts";
import { notionalAt } from "../payoff.ts";
import { closingFee } from "./closing-fee.ts";
import { type OrderTerms, openingOrders, orderNotKnown, spotOrders } from "./open-orders.ts";
import { reportedOrderMargin } from "./order-margin.ts";

/**
 * What open orders add on Bybit. Its tiers count position and orders of one side together, and its
 * totals count orders in both margins; the formula of an order's share and how orders offset are not
 * published. Each is counted in full, with a gap, as the position it would open: initial value ÷
 * leverage and the taker fee in and out, maintenance by what it adds to its side's tiers and the fee
 * out, and off collateral the loss it would open with.
 * Spot orders reduce collateral by a loss of weight that can't be computed from them.
 * Sources: Bybit help "Glossary (Unified Trading Account)" (2026-03-13), "Maintenance Margin"
 * (2025-09-05); read 2026-11-22.
 */
export function bybitOrders(pool: PoolContext): ExtraMargin {
  const orders = openingOrders(pool);
  const counted = orders.flatMap(({ terms }) => terms ?? []);
  const initial = counted.map((terms) => initialLine(pool, terms));
  const maintenance = counted.map((terms, index) =>
    maintenanceLine(pool, terms, counted.slice(0, index)),
  );
  const spot = spotOrders(pool.snapshot);
  const isWhole = counted.length === orders.length;
  const stated = reportedOrderMargin(pool);
  return {
    initial: stated ? [stated] : isWhole ? allKnown(initial) : null,
    maintenance: isWhole ? allKnown(maintenance) : null,
    deducted: isWhole && spot.length === 0 ? counted.flatMap(openLossLine) : null,
    gaps: [
      ...orders.map(({ order, path, terms }) =>
        terms ? notPublished(order.instrument, path) : orderNotKnown(order, path),
      ),
      ...counted.flatMap((terms) => feeOf(pool, terms).gaps),
      ...spot.map(({ order, path }) => haircutLoss(order.instrument, path)),
    ],
  };
}

function allKnown(lines: readonly (LineItem | null)[]): readonly LineItem[] | null {
  return lines.every((line) => line !== null) ? lines : null;
}

function feeOf({ snapshot }: PoolContext, { opened, path }: OrderTerms) {
  const legs = [opened];
  return closingFee({ snapshot, position: opened, path, notional: null, legs, resolveTiers });
}

function initialLine(pool: PoolContext, terms: OrderTerms): LineItem | null {
  const { opened, value, inputs } = terms;
  const fee = feeOf(pool, terms);
  const rate = pool.snapshot.takerFeeRate;
  if (!fee.amount || !rate) return null;
  return {
    label: labelOf(terms),
    amount: value.div(opened.leverage).plus(value.times(rate)).plus(fee.amount),
    unit: opened.settle,
    formula: `${value.toFixed()} ÷ ${opened.leverage.toFixed()} + ${value.toFixed()} × ${rate.toFixed()} + ${fee.formula}`,
    inputs,
  };
}

/** What the order adds on top of its side's position and the orders counted `before` it. */
function maintenanceLine(
  pool: PoolContext,
  terms: OrderTerms,
  before: readonly OrderTerms[],
): LineItem | null {
  const { opened, value, inputs } = terms;
  const from = sideValue(pool, terms, before);
  const table = opened.marginTiers && resolveTiers(opened.marginTiers);
  const fee = feeOf(pool, terms);
  if (!from || !fee.amount || !table || table.tiers.length === 0) return null;
  const required = progressiveCurve(table.tiers, ONE);
  const without = from.isZero() ? ZERO : valueAt(required, from);
  const withOrder = valueAt(required, from.plus(value));
  if (!without || !withOrder) return null;
  return {
    label: labelOf(terms),
    amount: withOrder.minus(without).plus(fee.amount),
    unit: opened.settle,
    formula: `${withOrder.toFixed()} − ${without.toFixed()} + ${fee.formula}`,
    inputs,
  };
}

/** Value at mark of the same side's position and of earlier orders on it; `null` without a mark. */
function sideValue(
  { snapshot }: PoolContext,
  { opened }: OrderTerms,
  before: readonly OrderTerms[],
): Decimal | null {
  const held = snapshot.positions.find(
    ({ instrument, side }) => instrument === opened.instrument && side === opened.side,
  );
  if (held && !held.markPrice) return null;
  let value = held ? notionalAt(held, held.markPrice!) : ZERO;
  for (const other of before)
    if (other.opened.instrument === opened.instrument && other.opened.side === opened.side)
      value = value.plus(other.value);
  return value;
}

function openLossLine(terms: OrderTerms): LineItem[] {
  const { opened, openLoss, inputs } = terms;
  if (openLoss.isZero()) return [];
  const label = `Loss that ${labelOf(terms).toLowerCase()} would open with`;
  return [{ label, amount: openLoss.neg(), unit: opened.settle, formula: null, inputs }];
}

function labelOf({ order }: OrderTerms): string {
  return `Open order ${order.instrument} ${order.side}`;
}

function notPublished(instrument: string, path: string): Gap {
  const message = `How Bybit counts the open order of ${instrument} is not published; it is counted in full.`;
  return { code: "order_rule_unknown", path, message };
}

function haircutLoss(instrument: string, path: string): Gap {
  const message = `The spot order of ${instrument} takes off collateral what it would lose in weight, which is not known.`;
  return { code: "order_rule_unknown", path, message };
}
