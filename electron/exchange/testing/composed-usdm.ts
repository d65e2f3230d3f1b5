import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod/mini";
import type { Composed } from "./composed-account.ts";

const FOLDER = path.join(import.meta.dirname, "../__recorded__/binanceusdm");
const file = z.object({
  marginModel: z._default(z.enum(["binance-usdm", "binance-usdm-multi"]), "binance-usdm"),
  markets: z.array(z.unknown()),
  answers: z.record(z.string(), z.unknown()),
});

/** A composed USD-M account, whose answers go by name, with the endpoints that they come from. */
export function loadAnswers(name: string): Composed {
  const text = readFileSync(path.join(FOLDER, name), "utf8");
  const { marginModel, markets, answers } = z.parse(file, JSON.parse(text));
  const [modes] = z.parse(z.array(z.unknown()), answers["accountModes"]);
  return {
    venue: "binanceusdm",
    wallet: null,
    marginModel,
    markets,
    answers: {
      fapiPrivateV3GetAccount: answers["account"],
      fapiPrivateV3GetPositionRisk: answers["positionRisk"],
      fapiPrivateGetLeverageBracket: answers["leverageBracket"],
      fapiPrivateGetSymbolConfig: answers["symbolConfig"],
      fapiPublicGetAssetIndex: answers["assetIndex"],
      fapiPublicGetPremiumIndex: answers["premiumIndex"],
      fapiPublicGetFundingInfo: answers["fundingInfo"],
      fapiPrivateGetOpenOrders: answers["openOrders"],
      fapiPrivateGetAccountConfig: modes,
    },
    expected: null,
  };
}
