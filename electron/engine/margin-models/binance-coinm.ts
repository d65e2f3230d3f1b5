import type { MarginModel } from "../margin-model.ts";
import { rateAtPar, worthAtPar } from "./collateral-worth.ts";
import { orderInitialMargin } from "./order-margin.ts";
import { initialByLeverage, maintenanceByProgressiveTiers } from "./tier-margin.ts";

/**
 * Binance COIN-M futures. docs/margin/binance.md
 *
 * Each coin is a pool of its own, in that coin: wallet plus the profit of its inverse contracts,
 * perpetual and dated together, against the sum of `notional × rate − deduction`, where notional is
 * contracts × contract size ÷ mark and the tiers are in coin. Liquidation at 100 %.
 * Sources: Binance FAQ ceccfcfb4e3a45e3b48b0b1bb1a8ae46, dev.binance.vision topic 6292; read 2026-11-22.
 */
export const binanceCoinm: MarginModel = {
  id: "binance-coinm",
  pools: "settle",
  countsOptionValue: false,
  worth: worthAtPar,
  requirementRate: rateAtPar,
  initialMargin: initialByLeverage,
  maintenanceMargin: maintenanceByProgressiveTiers,
  extraMargin: orderInitialMargin,
};
