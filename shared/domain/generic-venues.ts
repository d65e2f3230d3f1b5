import type { CatalogVenue } from "./venue-catalog.ts";

/**
 * Venues that ccxt reads positions of and Keel has no rule for, by what their accounts are read
 * with. Derived from ccxt 4.5.84; tests/replay/generic-catalog.test.ts derives them again and says
 * which classes are left out and why.
 */
export const GENERIC_VENUE_IDS = {
  key: [
    "backpack",
    "bingx",
    "btse",
    "bullish",
    "bybitid",
    "bydfi",
    "cryptocom",
    "delta",
    "htx",
    "mexc",
    "phemex",
    "poloniex",
    "toobit",
    "woo",
    "xt",
  ],
  passphrase: ["apex", "blofin", "coinbaseinternational", "deepcoin", "myokx", "weex"],
} as const;
export type GenericVenueId = (typeof GENERIC_VENUE_IDS)[keyof typeof GENERIC_VENUE_IDS][number];

/** The same as venues that can be added. Hosts are those of ccxt's own addresses of the class. */
export const GENERIC_CATALOG: Readonly<Record<GenericVenueId, CatalogVenue>> = {
  apex: withPassphrase("Apex", ["omni.apex.exchange"]),
  backpack: withKey("Backpack", ["api.backpack.exchange"]),
  bingx: withKey("BingX", ["open-api.bingx.com"]),
  blofin: withPassphrase("BloFin", ["openapi.blofin.com"]),
  btse: withKey("BTSE", ["api.btse.com"]),
  bullish: withKey("Bullish", ["api.exchange.bullish.com"]),
  bybitid: { ...withKey("Bybit Indonesia", ["api.bybit.id"]), takesPem: true },
  bydfi: withKey("BYDFi", ["api.bydfi.com"]),
  coinbaseinternational: withPassphrase("Coinbase International", [
    "api.international.coinbase.com",
  ]),
  cryptocom: withKey("Crypto.com", ["api.crypto.com", "deriv-api.crypto.com"]),
  deepcoin: withPassphrase("DeepCoin", ["api.deepcoin.com"]),
  delta: withKey("Delta Exchange", ["api.delta.exchange"]),
  htx: withKey("HTX", ["api.hbdm.vn", "api.huobi.pro"]),
  mexc: withKey("MEXC Global", ["api.mexc.com", "www.mexc.com"]),
  myokx: withPassphrase("MyOKX (EEA)", ["eea.okx.com"]),
  phemex: withKey("Phemex", ["api.phemex.com"]),
  poloniex: withKey("Poloniex", ["api.poloniex.com"]),
  toobit: withKey("Toobit", ["api.toobit.com"]),
  weex: withPassphrase("Weex", ["api-contract.weex.com", "api-spot.weex.com"]),
  woo: withKey("WOO X", ["api-pub.woox.io", "api.woox.io"]),
  xt: withKey("XT", ["api.xt.com", "dapi.xt.com", "fapi.xt.com", "sapi.xt.com"]),
};

function withKey(label: string, hosts: readonly string[]): CatalogVenue {
  return {
    label,
    models: [{ id: "generic-cross", label: "Generic model" }],
    steps: [
      `At ${label}: in the settings of your account, create an API key for Keel alone.`,
      "Allow it to read futures accounts and nothing else: no trading, no transfers, no withdrawals.",
    ],
    addressHint: null,
    tellsKeyRights: false,
    takesPem: false,
    hosts,
  };
}

function withPassphrase(label: string, hosts: readonly string[]): CatalogVenue {
  const venue = withKey(label, hosts);
  const passphrase = "The passphrase is the one that belongs to this key, not your login's.";
  return { ...venue, steps: [...venue.steps, passphrase] };
}

/** Whether a venue's accounts are reckoned by the generic model because Keel has no rule for it. */
export function isGenericVenue(venue: string): boolean {
  return Object.hasOwn(GENERIC_CATALOG, venue);
}
