import type { TrustView } from "#shared/views/margin.ts";
import { formatWorksheetAmount } from "../../format/worksheet-amount.ts";

/** Figures of the venue in words: `maintenanceMargin` as `Maintenance margin`, an instrument stays as it is. */
const WORDS: Readonly<Record<string, string>> = {
  equity: "Equity",
  collateralValue: "Collateral value",
  initialMargin: "Initial margin",
  maintenanceMargin: "Maintenance margin",
  maintenanceMarginRatio: "Maintenance margin ratio",
  unrealizedPnl: "Unrealized profit",
  liquidationPrice: "Liquidation price",
};

export type FigureName = { readonly subject: string | null; readonly figure: string };

/** Splits `ETH/USDT:USDT long liquidationPrice` into whose figure it is and which. */
export function nameOfFigure(figure: string): FigureName {
  const cut = figure.lastIndexOf(" ");
  const last = figure.slice(cut + 1);
  return { subject: cut === -1 ? null : figure.slice(0, cut), figure: WORDS[last] ?? last };
}

/**
 * One glance at how far the venue bears our figures out, with a sign so that it is not colour alone.
 * An old reading vouches for nothing of now.
 */
export function trustSentence({ state, worst }: TrustView, isOld: boolean): string {
  if (state === "nothing to compare") return "○ the venue gives nothing to compare";
  if (state === "agrees" || worst === null)
    return isOld ? "○ agreed with the venue when it was read" : "✓ agrees with the venue";
  const { subject, figure } = nameOfFigure(worst.figure);
  const whose = subject === null ? figure : `${figure} of ${subject}`;
  const by =
    worst.difference === null
      ? "is not computed here"
      : `differs by ${formatWorksheetAmount(worst.difference)} ${worst.unit}`.trimEnd();
  return `▲ ${whose} ${by}`;
}
