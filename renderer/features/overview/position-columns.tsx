import type { ReactNode } from "react";
import type { PositionView } from "#shared/views/overview.ts";
import { decimalPads } from "../../format/align.ts";
import { formatPrice, formatPriceLike } from "../../format/price.ts";
import { formatQuantity } from "../../format/quantity.ts";
import type { SortColumn } from "./position-sort.ts";

/** Pads that bring a column's decimal points under each other, by row. */
export type PositionPads = {
  readonly quantity: readonly string[];
  readonly entry: readonly string[];
  readonly mark: readonly string[];
  readonly liquidation: readonly string[];
};

export function padsOf(positions: readonly PositionView[]): PositionPads {
  const pads = (text: (position: PositionView) => string) => decimalPads(positions.map(text));
  return {
    quantity: pads((position) => formatQuantity(position.netQuantity)),
    entry: pads((position) => formatPrice(position.entryPrice)),
    mark: pads((position) => formatPrice(position.markPrice)),
    liquidation: pads((position) => formatPriceLike(position.liquidationPrice, position.markPrice)),
  };
}

export type PositionColumn = {
  readonly head: ReactNode;
  readonly title: string;
  readonly sort: SortColumn | null;
  readonly align: "left" | "right";
  /** Shown only where the window is wide. */
  readonly wide?: true;
};

const right = { align: "right" } as const;

export const POSITION_COLUMNS: readonly PositionColumn[] = [
  { head: "Instrument", title: "Contract and side", sort: "instrument", align: "left" },
  { head: "Account", title: "Account and margin mode", sort: null, align: "left" },
  { head: "Size", title: "Signed size; short is negative", sort: "netQuantity", ...right },
  { head: "Notional", title: "Size × mark price", sort: "notional", ...right, wide: true },
  { head: "Entry", title: "Average entry price", sort: null, ...right },
  { head: "Mark", title: "Mark price", sort: null, ...right },
  { head: "Profit", title: "Unrealized profit or loss", sort: "unrealizedPnl", ...right },
  { head: "Liquidation", title: "Liquidation price, others held", sort: null, ...right },
  { head: "Distance", title: "Liquidation price ÷ mark − 1", sort: "distanceRatio", ...right },
  {
    head: "Maint. margin",
    title: "Maintenance margin",
    sort: "maintenanceMargin",
    ...right,
    wide: true,
  },
  {
    head: "Share of maint.",
    title: "Share of its pool’s maintenance margin",
    sort: "maintenanceShareRatio",
    ...right,
  },
  {
    head: "All coins −10 %",
    title: "Profit or loss if every coin falls 10 %",
    sort: "uniformFallPnl",
    ...right,
  },
  { head: "of loss", title: "Share of the whole book’s loss in that fall", sort: null, ...right },
  {
    head: "Funding a day",
    title: "What it is paid at the funding rate of now; below zero it pays",
    sort: "fundingPerDay",
    ...right,
    wide: true,
  },
];
