import type { MarginModel } from "../margin-model.ts";
import { rateAtAsk, worthAtBidAsk } from "./collateral-worth.ts";
import { orderInitialMargin } from "./order-margin.ts";
import { initialByLeverage, maintenanceByProgressiveTiers } from "./tier-margin.ts";

/**
 * Binance USD-M futures, multi-assets mode (cross only). docs/margin/binance.md
 *
 * One pool in USD: the equity of each asset counts at its bid rate when positive and at its ask rate
 * when negative; requirements count at the ask rate of their margin asset. Liquidation at 100 %.
 * The venue publishes no liquidation price formula for this mode; ours is the price at which the
 * two sides meet, with all rates held.
 * Sources: Binance FAQ 29b45c485d664028b9ca1cdf90b24f6f, c983a9268cfa4e70a4916c276bb3b7bc
 * (2022-07-06), developers.binance.com Multi-Assets Mode Asset Index; read 2026-11-22.
 */
export const binanceUsdmMulti: MarginModel = {
  id: "binance-usdm-multi",
  pools: "account",
  countsOptionValue: false,
  worth: worthAtBidAsk,
  requirementRate: rateAtAsk,
  initialMargin: initialByLeverage,
  maintenanceMargin: maintenanceByProgressiveTiers,
  extraMargin: orderInitialMargin,
};
