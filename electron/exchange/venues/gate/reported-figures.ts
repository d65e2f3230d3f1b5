import { NOTHING_REPORTED, type ReportedFigures } from "#shared/domain/snapshot.ts";
import type { FuturesAccount, UnifiedAccount } from "./answers.ts";

/**
 * A classic account's own figures, of its USDT wallet. Equity is cash and profit, isolated margins
 * included; the others are the cross part. Gate's ratios grow with safety.
 */
export function classicReported(account: FuturesAccount): ReportedFigures {
  const { cross_initial_margin: initial, cross_order_margin: orders, cross_mmr: ratio } = account;
  return {
    ...NOTHING_REPORTED,
    currency: account.currency,
    equity: account.total.plus(account.unrealised_pnl),
    collateralValue: account.cross_margin_balance,
    initialMargin: initial && orders && initial.plus(orders),
    maintenanceMargin: account.cross_maintenance_margin,
    orderInitialMargin: orders,
    nativeRatio: ratio && { name: "cross_mmr", value: ratio },
  };
}

/** Of USDT, the only coin that counts. Its equity is the cross part alone: told where nothing is isolated. */
export function singleCurrencyReported({ balances }: UnifiedAccount): ReportedFigures {
  const usdt = balances["USDT"];
  if (!usdt) return NOTHING_REPORTED;
  const hasIsolated = usdt.iso_balance === null || !usdt.iso_balance.isZero();
  return {
    ...NOTHING_REPORTED,
    currency: "USDT",
    equity: hasIsolated ? null : usdt.equity,
    collateralValue: usdt.margin_balance,
    initialMargin: usdt.im,
    maintenanceMargin: usdt.mm,
    nativeRatio: usdt.mmr && { name: "mmr", value: usdt.mmr },
  };
}

/** Totals in USD. */
export function multiCurrencyReported(unified: UnifiedAccount): ReportedFigures {
  const ratio = unified.total_maintenance_margin_rate;
  return {
    ...NOTHING_REPORTED,
    equity: unified.unified_account_total_equity,
    collateralValue: unified.total_margin_balance,
    initialMargin: unified.total_initial_margin,
    maintenanceMargin: unified.total_maintenance_margin,
    nativeRatio: ratio && { name: "total_maintenance_margin_rate", value: ratio },
  };
}
