import { GENERIC_CATALOG, GENERIC_VENUE_IDS } from "./generic-venues.ts";
import type { MarginModelId } from "./margin-model.ts";

/** Venues by what their accounts are read with: a key pair, a key with a passphrase, or an address. */
export const VENUE_IDS = {
  key: [
    "binanceusdm",
    "binancecoinm",
    "binanceportfolio",
    "bybit",
    "deribit",
    "gate",
    "krakenfutures",
    ...GENERIC_VENUE_IDS.key,
  ],
  passphrase: ["okx", "bitget", "kucoinfutures", ...GENERIC_VENUE_IDS.passphrase],
  address: ["hyperliquid", "dydx"],
} as const;
export type CredentialKind = keyof typeof VENUE_IDS;
export type VenueId = (typeof VENUE_IDS)[CredentialKind][number];

export type CatalogVenue = {
  readonly label: string;
  /** Account kinds that can be added, the usual one first; the trader chooses when there are several. */
  readonly models: readonly OfferedModel[];
  /** What to create and where, one step a sentence. */
  readonly steps: readonly string[];
  /** How the address is written; `null` where there is a key instead. */
  readonly addressHint: string | null;
  /** Whether the venue says what a key may do. */
  readonly tellsKeyRights: boolean;
  /** Whether a private key in PEM may stand for the secret. */
  readonly takesPem: boolean;
  /** Every host a reading or a look at the key's rights contacts. */
  readonly hosts: readonly string[];
};

export type OfferedModel = { readonly id: MarginModelId; readonly label: string };

const BINANCE_STEPS = [
  "At Binance: profile, API Management, Create API, System generated.",
  "Leave “Enable Reading” ticked and everything else off: no trading, no transfers, no withdrawals.",
  "The futures account must be older than the key; a key made before it can't read it.",
];

/**
 * What can be added, and what the trader must do for it. Where a venue's own pages name a menu
 * differently, its permission's name is what counts: docs/key-permissions.md has the sources.
 */
export const VENUE_CATALOG: Readonly<Record<VenueId, CatalogVenue>> = {
  binanceusdm: {
    label: "Binance USD-M futures",
    models: [
      { id: "binance-usdm", label: "Single-asset mode" },
      { id: "binance-usdm-multi", label: "Multi-assets mode" },
    ],
    steps: BINANCE_STEPS,
    addressHint: null,
    tellsKeyRights: true,
    takesPem: true,
    hosts: ["fapi.binance.com", "api.binance.com"],
  },
  binancecoinm: {
    label: "Binance COIN-M futures",
    models: [{ id: "binance-coinm", label: "Coin-margined" }],
    steps: BINANCE_STEPS,
    addressHint: null,
    tellsKeyRights: true,
    takesPem: true,
    hosts: ["dapi.binance.com", "api.binance.com"],
  },
  binanceportfolio: {
    label: "Binance Portfolio Margin",
    models: [{ id: "binance-portfolio", label: "Portfolio Margin" }],
    steps: BINANCE_STEPS,
    addressHint: null,
    tellsKeyRights: true,
    takesPem: true,
    hosts: ["papi.binance.com", "fapi.binance.com", "dapi.binance.com", "api.binance.com"],
  },
  bybit: {
    label: "Bybit",
    models: [{ id: "bybit-unified", label: "Unified trading account" }],
    steps: [
      "At Bybit: profile, Account Settings, API Management, Create New Key, System-generated, API Transactions.",
      "Choose “Read-Only”, then tick Unified Trading. Leave Assets without transfer and withdrawal.",
      "Without an IP address bound to it the key ends after 90 days.",
    ],
    addressHint: null,
    tellsKeyRights: true,
    takesPem: true,
    hosts: ["api.bybit.com"],
  },
  okx: {
    label: "OKX",
    models: [
      { id: "okx-single", label: "Futures mode" },
      { id: "okx-multi", label: "Multi-currency margin mode" },
    ],
    steps: [
      "At OKX: profile, API, Create V5 API key.",
      "Tick “Read” only; leave “Trade” and “Withdraw” off.",
      "The passphrase is the one you choose for this key, not your login's.",
    ],
    addressHint: null,
    tellsKeyRights: true,
    takesPem: false,
    hosts: ["www.okx.com"],
  },
  deribit: {
    label: "Deribit",
    models: [{ id: "deribit-standard", label: "Standard margin, segregated or cross" }],
    steps: [
      "At Deribit: Account, API, Add new key, Deribit-generated key.",
      "Set account and trade to “read” and everything else to “none”.",
      "The client id is the key, the client secret the secret.",
    ],
    addressHint: null,
    tellsKeyRights: true,
    takesPem: false,
    hosts: ["www.deribit.com"],
  },
  hyperliquid: {
    label: "Hyperliquid",
    models: [{ id: "hyperliquid", label: "Perpetuals, one dex" }],
    steps: [
      "No key: accounts are public and read by their address.",
      "Give the address that holds the positions, not that of an agent wallet.",
    ],
    addressHint: "0x and 40 hexadecimal digits; then /name for the account on a builder's dex.",
    tellsKeyRights: false,
    takesPem: false,
    hosts: ["api.hyperliquid.xyz"],
  },
  krakenfutures: {
    label: "Kraken Futures",
    models: [{ id: "kraken-flex", label: "Multi-collateral wallet" }],
    steps: [
      "At Kraken Pro: Settings, Connections & API, Futures trading API, Create API key; keys for spot don't work.",
      "Set General API to “Read only” and Withdrawal API to “No access”.",
    ],
    addressHint: null,
    tellsKeyRights: true,
    takesPem: false,
    hosts: ["futures.kraken.com"],
  },
  gate: {
    label: "Gate",
    models: [{ id: "gate-unified", label: "Classic or unified account" }],
    steps: [
      "At Gate: profile, API Management, Create API Key, API v4 Key.",
      "Tick Perpetual Futures, Unified Account and Account, each as “Read Only”; leave Wallet off.",
      "With Account, Keel can look at what the key may do. Without an IP address bound to it the key ends after 90 days.",
    ],
    addressHint: null,
    tellsKeyRights: true,
    takesPem: false,
    hosts: ["api.gateio.ws"],
  },
  bitget: {
    label: "Bitget",
    models: [{ id: "bitget-cross", label: "Unified trading account" }],
    steps: [
      "At Bitget: profile, API Keys, Create API Key, System-generated.",
      "Choose “Read-only” and tick UTA management and UTA trading.",
      "The passphrase is the one you choose for this key.",
    ],
    addressHint: null,
    tellsKeyRights: true,
    takesPem: false,
    hosts: ["api.bitget.com"],
  },
  kucoinfutures: {
    label: "KuCoin Futures",
    models: [{ id: "kucoin-cross", label: "Classic futures account" }],
    steps: [
      "At KuCoin: profile, API Management, Create API, API Trading.",
      "Leave “General” ticked and everything else off: it reads futures too.",
      "The passphrase is the one you choose for this key.",
    ],
    addressHint: null,
    tellsKeyRights: true,
    takesPem: false,
    hosts: ["api-futures.kucoin.com", "api.kucoin.com"],
  },
  dydx: {
    label: "dYdX",
    models: [{ id: "dydx-v4", label: "Perpetuals, one subaccount" }],
    steps: ["No key: accounts are public and read by their address."],
    addressHint: "dydx1 and 38 letters and digits; then /number for a subaccount other than 0.",
    tellsKeyRights: false,
    takesPem: false,
    hosts: ["indexer.dydx.trade"],
  },
  ...GENERIC_CATALOG,
};

const ALL: readonly VenueId[] = Object.values(VENUE_IDS).flat();

/** Every venue that can be added, by label. */
export const OFFERED_VENUES: readonly VenueId[] = ALL.toSorted((one, other) =>
  VENUE_CATALOG[one].label.localeCompare(VENUE_CATALOG[other].label, "en"),
);

export function isVenueId(id: string): id is VenueId {
  return Object.hasOwn(VENUE_CATALOG, id);
}

export function credentialKindOf(id: VenueId): CredentialKind {
  const isAmong = (ids: readonly string[]) => ids.includes(id);
  if (isAmong(VENUE_IDS.address)) return "address";
  return isAmong(VENUE_IDS.passphrase) ? "passphrase" : "key";
}

export function offersModel(id: VenueId, model: MarginModelId): boolean {
  return VENUE_CATALOG[id].models.some((offered) => offered.id === model);
}

/** A venue's name for people; of one that is not in the catalog its id. */
export function venueLabel(id: string): string {
  return isVenueId(id) ? VENUE_CATALOG[id].label : id;
}

/** The account kind in the venue's words; of one that is not in the catalog its id. */
export function modelLabel(venue: string, model: string): string {
  const models = isVenueId(venue) ? VENUE_CATALOG[venue].models : [];
  return models.find(({ id }) => id === model)?.label ?? model;
}
