import type { MarginModel } from "../margin-model.ts";
import { rateAtPar, worthAtPar } from "./collateral-worth.ts";
import { initialByTier } from "./tier-initial.ts";
import { maintenanceByProgressiveTiers } from "./tier-margin.ts";

/**
 * dYdX v4 subaccount. docs/margin/dydx.md
 *
 * USDC plus the profit of its perpetuals, all at the oracle price, stands against the sum of
 * notional × maintenance margin fraction; the fraction is one per market, not by size. The initial
 * fraction grows with the market's open interest and is read as it stands. Liquidation below the
 * maintenance margin; its penalty (up to 1.5 %) is outside it, and open orders count for nothing.
 * Sources: docs.dydx.xyz, trading/margin and trading/liquidations, read 2026-11-23.
 */
export const dydxV4: MarginModel = {
  id: "dydx-v4",
  pools: "settle",
  countsOptionValue: false,
  worth: worthAtPar,
  requirementRate: rateAtPar,
  initialMargin: initialByTier,
  maintenanceMargin: maintenanceByProgressiveTiers,
  extraMargin: () => ({ initial: [], maintenance: [], gaps: [] }),
};
