import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { PositionKind } from "#shared/domain/snapshot.ts";

/** A contract of a venue with the range in which its mark lies. */
export type Terms = {
  readonly instrument: string;
  readonly kind: PositionKind;
  /** Linear: base coins per contract. Inverse: quote units per contract. */
  readonly contractSize: string;
  /** Lowest and highest mark; an option's is in its settle currency. */
  readonly mark: readonly [number, number];
  readonly option?: { readonly type: "call" | "put"; readonly settlement: "linear" | "inverse" };
  /** Sides the model knows the margin of; both when absent. */
  readonly only?: "long";
};

/** What an account of one model may hold, as far as its rule reads it. */
export type Habitat = {
  readonly contracts: readonly Terms[];
  /** Collateral beside what the contracts settle in. */
  readonly assets: readonly string[];
  /** How the model reads a tier table. */
  readonly tiers: "notional" | "whole" | "one" | "contracts" | "coins" | "leverage";
  /** `maybe`: stating weights is what puts the account into its multi-asset mode. */
  readonly weights: "none" | "flat" | "slices" | "bid-ask" | "maybe";
  /** Both legs of a contract may be held. */
  readonly isHedged: boolean;
  readonly hasIsolated: boolean;
  readonly hasOrders: boolean;
  readonly borrows: boolean;
};

const COINS: Readonly<Record<string, Pick<Terms, "contractSize" | "mark">>> = {
  BTC: { contractSize: "0.01", mark: [20_000, 120_000] },
  ETH: { contractSize: "0.1", mark: [1_000, 6_000] },
  SOL: { contractSize: "1", mark: [40, 300] },
  XRP: { contractSize: "100", mark: [1, 4] },
};

function linear(settle: string, ...names: string[]): Terms[] {
  return names.map((name) => {
    const [coin, expiry] = name.split("-");
    const instrument = `${coin}/${settle}:${settle}${expiry ? `-${expiry}` : ""}`;
    return { instrument, kind: "linear", ...COINS[coin!]! };
  });
}

function inverse(...names: string[]): Terms[] {
  return names.map((name) => {
    const coin = name.split("-")[0]!;
    const contractSize = coin === "BTC" ? "100" : "10";
    return {
      instrument: `${coin}/USD:${name}`,
      kind: "inverse",
      contractSize,
      mark: COINS[coin]!.mark,
    };
  });
}

/** A call and a put on BTC, quoted and paid in dollars or in the coin. */
function options(settle: string, only?: "long"): Terms[] {
  const isCoin = settle === "BTC";
  return (["call", "put"] as const).map((type) => ({
    instrument: `BTC/${isCoin ? "USD" : settle}:${settle}-261226-60000-${type === "call" ? "C" : "P"}`,
    kind: "option",
    contractSize: "0.1",
    mark: isCoin ? [0.001, 0.9] : [10, 30_000],
    option: { type, settlement: isCoin ? "inverse" : "linear" },
    ...(only && { only }),
  }));
}

const DOLLARS = [...linear("USDT", "BTC", "ETH", "SOL"), ...linear("USDC", "BTC", "XRP")];
const PLAIN = {
  assets: [],
  tiers: "notional",
  weights: "none",
  isHedged: true,
  hasIsolated: true,
  hasOrders: true,
  borrows: false,
} as const;

/** Every model with what its accounts are made of. */
export const HABITATS: Readonly<Record<MarginModelId, Habitat>> = {
  "binance-usdm": { ...PLAIN, contracts: DOLLARS },
  "binance-usdm-multi": {
    ...PLAIN,
    contracts: DOLLARS,
    assets: ["BTC"],
    weights: "bid-ask",
    hasIsolated: false,
  },
  "binance-coinm": {
    ...PLAIN,
    contracts: inverse("BTC", "BTC-261225", "ETH"),
  },
  "binance-portfolio": {
    ...PLAIN,
    contracts: [...DOLLARS, ...inverse("BTC", "ETH")],
    weights: "flat",
    hasIsolated: false,
    borrows: true,
  },
  "bybit-unified": {
    ...PLAIN,
    contracts: [...DOLLARS, ...inverse("BTC"), ...options("USDC")],
    assets: ["ETH"],
    weights: "slices",
    borrows: true,
  },
  "okx-single": {
    ...PLAIN,
    contracts: [
      ...linear("USDT", "BTC", "BTC-261225", "SOL"),
      ...inverse("BTC", "ETH"),
      ...options("BTC", "long"),
    ],
    tiers: "contracts",
  },
  "okx-multi": {
    ...PLAIN,
    contracts: [
      ...linear("USDT", "BTC", "BTC-261225", "SOL"),
      ...inverse("BTC", "ETH"),
      ...options("BTC", "long"),
    ],
    tiers: "contracts",
    weights: "slices",
    borrows: true,
  },
  "deribit-standard": {
    ...PLAIN,
    contracts: [...inverse("BTC", "ETH"), ...linear("USDC", "BTC", "SOL"), ...options("BTC")],
    tiers: "coins",
    weights: "maybe",
    isHedged: false,
    hasIsolated: false,
    hasOrders: false,
  },
  hyperliquid: {
    ...PLAIN,
    contracts: linear("USDC", "BTC", "ETH", "SOL", "XRP"),
    tiers: "leverage",
    isHedged: false,
  },
  "kraken-flex": {
    ...PLAIN,
    contracts: linear("USD", "BTC", "BTC-261225", "ETH", "SOL"),
    assets: ["BTC", "USDT"],
    tiers: "whole",
    weights: "flat",
    isHedged: false,
    hasOrders: false,
  },
  "gate-unified": {
    ...PLAIN,
    contracts: [...linear("USDT", "BTC", "ETH", "SOL"), ...options("USDT", "long")],
    assets: ["BTC"],
    weights: "maybe",
  },
  "bitget-cross": { ...PLAIN, contracts: DOLLARS, assets: ["ETH"], weights: "maybe" },
  "kucoin-cross": {
    ...PLAIN,
    contracts: [...linear("USDT", "BTC", "ETH", "SOL"), ...inverse("BTC")],
    tiers: "whole",
  },
  "dydx-v4": {
    ...PLAIN,
    contracts: linear("USDC", "BTC", "ETH", "SOL", "XRP"),
    tiers: "one",
    isHedged: false,
    hasOrders: false,
  },
  "generic-cross": {
    ...PLAIN,
    contracts: [...DOLLARS, ...inverse("BTC")],
    assets: ["ETH"],
    weights: "slices",
    borrows: true,
  },
};
