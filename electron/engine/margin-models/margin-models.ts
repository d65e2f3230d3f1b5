import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { MarginModel } from "../margin-model.ts";
import { binanceUsdm } from "./binance-usdm.ts";

const MODELS: Partial<Record<MarginModelId, MarginModel>> = {
  "binance-usdm": binanceUsdm,
};

/** The rule of an account kind; `null` when Keel does not compute it yet. */
export function findMarginModel(id: MarginModelId): MarginModel | null {
  return MODELS[id] ?? null;
}
