import { decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Balance } from "#shared/domain/snapshot.ts";
import type { LineItem } from "../assessment.ts";
import type { ExtraMargin, MarginModel, PoolContext } from "../margin-model.ts";
import { rateAtPrice, worthByWeight } from "./collateral-worth.ts";
import { exceptOptions } from "./maintenance-parts.ts";
import { spotOrders } from "./open-orders.ts";
import { orderInitialMargin } from "./order-margin.ts";
import { initialByLeverage, maintenanceByProgressiveTiers } from "./tier-margin.ts";

/** A margin loan's maintenance by the account's leverage: 10 % at 3×, 8 % at 5×, 5 % at 10×. */
const MOST_LOAN_RATE = decimal("0.1");
/** borrowed ÷ (leverage − 1), the most of it at 3×. */
const FEWEST_LOAN_TURNS = decimal(2);

/**
 * Binance Portfolio Margin. docs/margin/binance.md
 *
 * One pool in USD over margin wallet, USD-M and COIN-M: of each asset `cash − loan − interest +
 * profit`, at index × collateral rate when positive and at full index when negative, stands against
 * the futures' tiered maintenance margin plus `loan × rate` of every margin loan, all at index.
 * The venue's uniMMR is the one divided by the other. It liquidates at uniMMR 1.05, not at 1, so the
 * requirement is 1.05 times its sum.
 * The leverage of margin loans is not among an account's facts: the highest rate stands in, with a gap.
 * Sources: Binance FAQ 4868b2f1aa6c4d08af973328462bb0bd (2025-02-06),
 * 174861644e7049aaa64845f1db2e4376 (2024-11-14); read 2026-11-22.
 */
export const binancePortfolio: MarginModel = {
  id: "binance-portfolio",
  pools: "account",
  countsOptionValue: false,
  worth: worthByWeight,
  requirementRate: rateAtPrice,
  initialMargin: exceptOptions(initialByLeverage),
  maintenanceMargin: exceptOptions(maintenanceByProgressiveTiers),
  extraMargin: ordersAndLoans,
  actsAt: { name: "uniMMR", cover: decimal("1.05") },
};

function ordersAndLoans(pool: PoolContext): ExtraMargin {
  const orders = orderInitialMargin(pool);
  const loans = pool.snapshot.balances.flatMap(loanOf);
  const spot = spotOrders(pool.snapshot);
  return {
    initial: orders.initial && [...orders.initial, ...loans.map(({ initial }) => initial)],
    maintenance: loans.map(({ maintenance }) => maintenance),
    deducted: spot.length > 0 ? null : [],
    gaps: [
      ...orders.gaps,
      ...loans.map(({ gap }) => gap),
      ...spot.map(({ order, path }) => openLossUnknown(order.instrument, path)),
    ],
  };
}

function loanOf({ asset, borrowed }: Balance, index: number) {
  if (!borrowed || borrowed.isZero()) return [];
  const path = `balances[${index}].borrowed`;
  const inputs = [{ label: "borrowed", value: borrowed.toFixed(), unit: asset, path }];
  const line = { label: `Margin loan ${asset}`, unit: asset, inputs };
  const initial: LineItem = {
    ...line,
    amount: borrowed.div(FEWEST_LOAN_TURNS),
    formula: `${borrowed.toFixed()} ÷ ${FEWEST_LOAN_TURNS.toFixed()}`,
  };
  const maintenance: LineItem = {
    ...line,
    amount: borrowed.times(MOST_LOAN_RATE),
    formula: `${borrowed.toFixed()} × ${MOST_LOAN_RATE.toFixed()}`,
  };
  return [{ initial, maintenance, gap: loanLeverageMissing(asset, path) }];
}

function loanLeverageMissing(asset: string, path: string): Gap {
  const message = `The leverage of the margin loan in ${asset} is not known; it is counted at 10 %, the most the venue asks (3×).`;
  return { code: "leverage_missing", path, message };
}

function openLossUnknown(instrument: string, path: string): Gap {
  const message = `What the margin order of ${instrument} takes off adjusted equity is not published, so neither is known here.`;
  return { code: "order_rule_unknown", path, message };
}
