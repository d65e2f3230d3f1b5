/** One column of a grid: a field of the portfolio document, as the trader sees it. */
export type Column = {
  readonly field: string;
  readonly label: string;
  /** The words it takes; any text without. */
  readonly choices?: readonly string[];
  /** What a new row has. */
  readonly initial?: string;
  /** Widest text to make room for, in digits. */
  readonly width: number;
  readonly title?: string;
};

export const PRICES: readonly Column[] = [
  { field: "asset", label: "Coin", width: 8 },
  { field: "price", label: "Price in USD", width: 14 },
];

export const BALANCES: readonly Column[] = [
  { field: "asset", label: "Coin", width: 8 },
  {
    field: "walletBalance",
    label: "Wallet balance",
    width: 14,
    title: "Cash behind the cross positions: no unrealized profit, no isolated wallet",
  },
  { field: "borrowed", label: "Borrowed", width: 10 },
  { field: "accruedInterest", label: "Interest", width: 9, title: "Accrued and not yet paid" },
  {
    field: "collateralWeight",
    label: "Weight",
    width: 7,
    title: "Share counted as collateral, 0 to 1",
  },
  { field: "bidRate", label: "Bid rate", width: 7, title: "For rules with two prices" },
  { field: "askRate", label: "Ask rate", width: 7, title: "For rules with two prices" },
];

/** Stands for the one tier of a position whose table has no more. */
export const SINGLE_RATE = "maintenanceRate";

const POSITION: readonly Column[] = [
  {
    field: "instrument",
    label: "Instrument",
    width: 17,
    title: "BTC/USDT:USDT fills the next four",
  },
  {
    field: "kind",
    label: "Kind",
    choices: ["linear", "inverse", "option"],
    initial: "linear",
    width: 7,
  },
  { field: "base", label: "Base", width: 5 },
  { field: "quote", label: "Quote", width: 5 },
  { field: "settle", label: "Settle", width: 5 },
  { field: "side", label: "Side", choices: ["long", "short"], initial: "long", width: 5 },
  { field: "quantity", label: "Quantity", width: 9, title: "Contracts, above zero" },
  {
    field: "contractSize",
    label: "Contract",
    initial: "1",
    width: 6,
    title: "Contract size: coins (linear) or quote units (inverse) per contract",
  },
  { field: "entryPrice", label: "Entry", width: 9 },
  { field: "markPrice", label: "Mark", width: 9 },
  {
    field: "marginMode",
    label: "Margin",
    choices: ["cross", "isolated"],
    initial: "cross",
    width: 7,
  },
  {
    field: "isolatedMargin",
    label: "Isolated",
    width: 8,
    title: "Wallet of an isolated position, without its profit",
  },
  { field: "leverage", label: "Lev.", width: 4, title: "Leverage as set at the venue" },
  {
    field: SINGLE_RATE,
    label: "Maint. rate",
    width: 7,
    title: "Maintenance rate at any size; for a table of tiers open Tiers",
  },
];

const OPTION: readonly Column[] = [
  { field: "option.type", label: "Type", choices: ["", "call", "put"], width: 5 },
  { field: "option.strike", label: "Strike", width: 8 },
  { field: "option.expiry", label: "Expiry", width: 17, title: "2026-12-26T08:00:00Z" },
  { field: "option.impliedVolatility", label: "Impl. vol.", width: 6, title: "0.65 is 65 %" },
  { field: "option.underlyingPrice", label: "Underlying", width: 9 },
  { field: "option.settlement", label: "Settled", choices: ["", "linear", "inverse"], width: 7 },
];

/** Options have terms of their own; without one in the book nobody needs the columns. */
export function positionColumns(hasOptions: boolean): readonly Column[] {
  return hasOptions ? [...POSITION, ...OPTION] : POSITION;
}
export const POSITIONS = positionColumns(true);

export const TIERS: readonly Column[] = [
  { field: "floor", label: "From", width: 12, title: "Notional from which the tier holds" },
  { field: "cap", label: "Up to", width: 12, title: "Empty: without end" },
  { field: "maintenanceRate", label: "Maint. rate", width: 9 },
  { field: "initialRate", label: "Initial rate", width: 9 },
  { field: "deduction", label: "Deduction", width: 12, title: "Cumulative; empty: computed" },
  { field: "maxLeverage", label: "Max. leverage", width: 9 },
];

export const ORDERS: readonly Column[] = [
  { field: "instrument", label: "Instrument", width: 17 },
  { field: "side", label: "Side", choices: ["buy", "sell"], initial: "buy", width: 5 },
  { field: "quantity", label: "Quantity", width: 9, title: "Contracts still unfilled" },
  { field: "price", label: "Limit", width: 9, title: "Empty: an order without a limit" },
  { field: "reduceOnly", label: "Reduce only", choices: ["no", "yes"], initial: "no", width: 5 },
];
