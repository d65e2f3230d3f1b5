import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { MarginModel } from "../margin-model.ts";
import { binanceCoinm } from "./binance-coinm.ts";
import { binanceUsdmMulti } from "./binance-usdm-multi.ts";
import { binanceUsdm } from "./binance-usdm.ts";

const MODELS: Partial<Record<MarginModelId, MarginModel>> = {
  "binance-usdm": binanceUsdm,
  "binance-usdm-multi": binanceUsdmMulti,
  "binance-coinm": binanceCoinm,
};

/** The rule of an account kind; `null` when Keel does not compute it yet. */
export function findMarginModel(id: MarginModelId): MarginModel | null {
  return MODELS[id] ?? null;
}
