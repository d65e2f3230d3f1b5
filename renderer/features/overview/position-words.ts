import type { PositionView } from "#shared/views/overview.ts";

/** What stands in the table where there is no liquidation price. */
export function liquidationText(position: PositionView): string {
  return position.liquidationPriceReason === "none" ? "none" : "unknown";
}

/** The same in a sentence, and what a price that is there means. */
export function liquidationWords(position: PositionView): string {
  if (position.liquidationPrice !== null)
    return "The price of this contract at which its pool is liquidated, every other price held.";
  return position.liquidationPriceReason === "none"
    ? "There is no liquidation price: no price of this contract alone can liquidate its pool."
    : "The liquidation price is not known: an input is missing.";
}

/** Names a position within the window: one contract, side and margin mode of one account. */
export function positionKey(position: PositionView): string {
  return `${position.accountId} ${position.instrument} ${position.side} ${position.marginMode}`;
}
