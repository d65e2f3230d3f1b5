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
