import type { GenericVenueId } from "#shared/domain/generic-venues.ts";

/** What stands as `undefined` is not sent, although the class would fill it in by itself. */
type Parameters = Readonly<Record<string, string | undefined>>;

/** How one class has to be asked for a whole account, and which of its figures don't hold. */
export type GenericPlan = {
  /** Questions that together tell every balance, position and open order. */
  readonly balances: readonly Parameters[];
  readonly positions: readonly Parameters[];
  /** `by contract`: the class lists orders of one contract at a time. */
  readonly orders: readonly Parameters[] | "by contract";
  /** Most orders that one answer holds. `null`: the class asks for no number, and none is known. */
  readonly mostOrders: number | null;
  /** The bounds of the class's tiers are notionals of linear contracts in the settle currency. */
  readonly tellsTiers: boolean;
  /** `maintenanceMargin` is the venue's own of the position, as of now. */
  readonly tellsMaintenance: boolean;
  /** `initialMargin` is the venue's own of the position. */
  readonly tellsInitial: boolean;
  /** `collateral` of an isolated position is its wallet. */
  readonly tellsIsolatedMargin: boolean;
  readonly tellsMarginMode: boolean;
  readonly tellsLeverage: boolean;
  /** What of an account can't be read, as the subject of a sentence. */
  readonly leavesOut: string | null;
};

const ONCE: readonly Parameters[] = [{}];
const BOTH_KINDS: readonly Parameters[] = [{ subType: "linear" }, { subType: "inverse" }];
const SWAP: readonly Parameters[] = [{ type: "swap" }];

const USUAL: GenericPlan = {
  balances: ONCE,
  positions: ONCE,
  orders: ONCE,
  mostOrders: null,
  tellsTiers: false,
  tellsMaintenance: false,
  tellsInitial: true,
  tellsIsolatedMargin: false,
  tellsMarginMode: true,
  tellsLeverage: true,
  leavesOut: null,
};

const HTX_KINDS = [
  { type: "swap", subType: "linear" },
  { type: "swap", subType: "inverse" },
  { type: "future", subType: "inverse" },
];
/** The class lets its own setting stand before `subType` here, but not before this. */
const HTX_WALLETS = HTX_KINDS.map(({ subType, ...type }) => ({ ...type, defaultSubType: subType }));
const PHEMEX_COINS: readonly Parameters[] = [{ code: "USDT" }, { code: "BTC" }, { code: "USD" }];
/** The class would ask for inverse orders that settle in USDT, of which there are none. */
const BYBIT_KINDS: readonly Parameters[] = [
  { type: "swap", subType: "linear", settleCoin: "USDT" },
  { type: "swap", subType: "linear", settleCoin: "USDC" },
  { type: "swap", subType: "inverse", settleCoin: undefined },
];

/** Each class by what it asks and fills in, read in ccxt 4.5.84. docs/margin/generic.md says why. */
export const PLANS: Readonly<Record<GenericVenueId, GenericPlan>> = {
  // Without a leverage of its own the class states 20.
  apex: { ...USUAL, tellsLeverage: false },
  backpack: USUAL,
  bingx: {
    ...USUAL,
    balances: BOTH_KINDS,
    positions: BOTH_KINDS,
    orders: BOTH_KINDS,
    tellsTiers: true,
  },
  blofin: { ...USUAL, mostOrders: 100, tellsMaintenance: true, tellsIsolatedMargin: true },
  btse: {
    ...USUAL,
    balances: SWAP,
    orders: SWAP,
    leavesOut: "Cash of wallets other than the cross wallet",
  },
  bullish: { ...USUAL, mostOrders: 100 },
  bybitid: {
    ...USUAL,
    positions: BYBIT_KINDS,
    orders: BYBIT_KINDS,
    mostOrders: 50,
    tellsTiers: true,
    tellsIsolatedMargin: true,
    leavesOut: "Positions in options",
  },
  bydfi: {
    ...USUAL,
    balances: [{ type: "swap" }, { type: "inverse" }],
    positions: [{ contractType: "FUTURE" }, { contractType: "DELIVERY" }],
    orders: "by contract",
    tellsMaintenance: true,
  },
  coinbaseinternational: {
    ...USUAL,
    mostOrders: 100,
    leavesOut: "Portfolios other than the default one",
  },
  // The class puts the position's cost into its initial margin.
  cryptocom: { ...USUAL, tellsInitial: false },
  deepcoin: { ...USUAL, orders: "by contract", mostOrders: 100 },
  delta: { ...USUAL, mostOrders: 100 },
  htx: {
    ...USUAL,
    balances: HTX_WALLETS,
    positions: HTX_KINDS,
    orders: "by contract",
    mostOrders: 50,
    tellsMaintenance: true,
    tellsIsolatedMargin: true,
  },
  // Told how many orders are wanted, the class asks for no number itself. It looks for the margin
  // mode in a field that MEXC does not send.
  mexc: { ...USUAL, orders: [{ page_size: "100" }], mostOrders: 100, tellsMarginMode: false },
  myokx: { ...USUAL, mostOrders: 100, tellsMaintenance: true, tellsIsolatedMargin: true },
  phemex: {
    ...USUAL,
    balances: PHEMEX_COINS,
    positions: PHEMEX_COINS,
    orders: "by contract",
    tellsMaintenance: true,
    tellsIsolatedMargin: true,
    leavesOut: "Accounts in coins other than USDT, BTC and USD",
  },
  poloniex: { ...USUAL, mostOrders: 100, tellsMaintenance: true },
  toobit: { ...USUAL, mostOrders: 500 },
  weex: { ...USUAL, mostOrders: 100 },
  woo: { ...USUAL, mostOrders: 500 },
  xt: {
    ...USUAL,
    balances: BOTH_KINDS,
    positions: BOTH_KINDS,
    orders: BOTH_KINDS,
    mostOrders: 100,
    tellsTiers: true,
    // The isolated wallet once more, which a cross position has none of.
    tellsInitial: false,
    tellsIsolatedMargin: true,
  },
};
