import { ZERO, decimal } from "#shared/domain/decimal.ts";
import type { DebtRule } from "./debts.ts";

/**
 * Debts at Bybit, at the rates of the documented example (BTC, first tier).
 * Sources: API v5 spot-margin-trade/position-tiers (example of 2025-08-27), Bybit help "Borrowing &
 * Repayment (UTA)"; read 2026-11-23.
 */
export const BYBIT_DEBTS: DebtRule = {
  maintenanceRate: decimal("0.04"),
  initialRate: decimal("0.2"),
  countsOptionValue: false,
  heldByOrders: () => ZERO,
  standIn: (asset) =>
    `The margin Bybit asks for owing ${asset} is not known; 4 % is counted, as in the venue's example for BTC.`,
};
