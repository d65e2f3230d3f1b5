import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { MarginModel } from "../margin-model.ts";
import { binanceCoinm } from "./binance-coinm.ts";
import { binancePortfolio } from "./binance-portfolio.ts";
import { binanceUsdmMulti } from "./binance-usdm-multi.ts";
import { binanceUsdm } from "./binance-usdm.ts";
import { bitgetCross } from "./bitget-cross.ts";
import { bybitUnified } from "./bybit-unified.ts";
import { deribitStandard } from "./deribit-standard.ts";
import { dydxV4 } from "./dydx-v4.ts";
import { gateUnified } from "./gate-unified.ts";
import { genericCross } from "./generic-cross.ts";
import { hyperliquid } from "./hyperliquid.ts";
import { krakenFlex } from "./kraken-flex.ts";
import { kucoinCross } from "./kucoin-cross.ts";
import { okxMulti } from "./okx-multi.ts";
import { okxSingle } from "./okx-single.ts";

const MODELS: Partial<Record<MarginModelId, MarginModel>> = {
  "binance-coinm": binanceCoinm,
  "binance-portfolio": binancePortfolio,
  "binance-usdm": binanceUsdm,
  "binance-usdm-multi": binanceUsdmMulti,
  "bitget-cross": bitgetCross,
  "bybit-unified": bybitUnified,
  "deribit-standard": deribitStandard,
  "dydx-v4": dydxV4,
  "gate-unified": gateUnified,
  "generic-cross": genericCross,
  hyperliquid,
  "kraken-flex": krakenFlex,
  "kucoin-cross": kucoinCross,
  "okx-multi": okxMulti,
  "okx-single": okxSingle,
};

/** The rule of an account kind; `null` when Keel does not compute it yet. */
export function findMarginModel(id: MarginModelId): MarginModel | null {
  return MODELS[id] ?? null;
}
