import type { GapView } from "#shared/views/figure.ts";
import { BALANCES, ORDERS, POSITIONS, PRICES } from "./columns.ts";
import { blankRow, type JsonObject, type Row } from "./rows.ts";

export const GRIDS = ["prices", "balances", "positions", "openOrders"] as const;
export type GridName = (typeof GRIDS)[number];

export const COLUMNS = {
  prices: PRICES,
  balances: BALANCES,
  positions: POSITIONS,
  openOrders: ORDERS,
} as const;

/** One account as it is being typed: text, right or wrong. */
export type Draft = {
  /** Its id in the document. */
  readonly id: string;
  readonly label: string;
  readonly venue: string;
  readonly marginModel: string;
  /** The time its figures are of; empty is the moment it is saved. */
  readonly asOf: string;
  readonly takerFeeRate: string;
  readonly rows: Readonly<Record<GridName, readonly Row[]>>;
  /** What was noted as missing when it was read. */
  readonly gaps: readonly GapView[];
  /** What of the account no field shows. */
  readonly rest: JsonObject;
};

export function emptyDraft(id: string): Draft {
  return {
    id,
    label: "",
    venue: "binanceusdm",
    marginModel: "binance-usdm",
    asOf: "",
    takerFeeRate: "",
    rows: {
      prices: [blankRow(PRICES, 0)],
      balances: [blankRow(BALANCES, 0)],
      positions: [blankRow(POSITIONS, 0)],
      openOrders: [],
    },
    gaps: [],
    rest: {},
  };
}
