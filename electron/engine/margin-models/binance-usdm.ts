import type { MarginModel } from "../margin-model.ts";
import { rateAtPar, worthAtPar } from "./collateral-worth.ts";
import { orderInitialMargin } from "./order-margin.ts";
import { initialByLeverage, maintenanceByProgressiveTiers } from "./tier-margin.ts";

/**
 * Binance USD-M futures, single-asset mode. docs/margin/binance.md
 *
 * Each margin asset is a pool: its wallet balance plus the unrealized profit of its cross positions,
 * all at mark, stands against the sum of `notional × rate − deduction`. Liquidation at 100 %. The
 * clearance fee is not part of maintenance margin; open orders count for initial margin only.
 * Sources: Binance FAQ b3c689c1f50a44cabb3a84e663b81d93 (2020-08-14), 360033525271, leverage and
 * maintenance margin FAQ; read 2026-11-22.
 */
export const binanceUsdm: MarginModel = {
  id: "binance-usdm",
  pools: "settle",
  countsOptionValue: false,
  worth: worthAtPar,
  requirementRate: rateAtPar,
  initialMargin: initialByLeverage,
  maintenanceMargin: maintenanceByProgressiveTiers,
  extraMargin: orderInitialMargin,
};
