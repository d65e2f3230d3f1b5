/** Every account kind Keel knows by name. One published rule per id: `docs/margin/<venue>.md`. */
export const MARGIN_MODELS = [
  "binance-usdm",
  "binance-usdm-multi",
  "binance-coinm",
  "binance-portfolio",
  "bybit-unified",
  "okx-single",
  "okx-multi",
  "deribit-standard",
  "hyperliquid",
  "kraken-flex",
  "gate-unified",
  "bitget-cross",
  "kucoin-cross",
  "dydx-v4",
  "generic-cross",
] as const;
export type MarginModelId = (typeof MARGIN_MODELS)[number];
