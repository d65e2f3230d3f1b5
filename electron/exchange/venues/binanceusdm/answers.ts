import { z } from "zod/mini";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { figure, maybe, positive, whole } from "../../parse-answer.ts";
import {
  accountAsset,
  accountPosition,
  type MarginedRow,
  marginedRow,
} from "../binance/answers.ts";
import type { FundingAnswers } from "../binance/normalize-funding.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source:
// https://developers.binance.com/docs/derivatives/usds-margined-futures (account, trade and market
// data REST API), read 2026-11-23.

/** GET /fapi/v3/account. The totals speak of USDT alone in single-asset mode, else of all in dollars. */
export const accountAnswer = z.object({
  totalMarginBalance: figure,
  totalCrossWalletBalance: figure,
  totalCrossUnPnl: figure,
  totalInitialMargin: figure,
  totalMaintMargin: figure,
  totalOpenOrderInitialMargin: figure,
  /** Version 2 of the answer only. */
  multiAssetsMargin: maybe(z.boolean()),
  assets: z.array(accountAsset),
  positions: z.array(accountPosition),
});
export type Account = z.infer<typeof accountAnswer>;

/** GET /fapi/v3/positionRisk: rows of symbols with a position or an open order. */
export const positionRiskAnswer = z.array(marginedRow);

/** A row of GET /fapi/v1/symbolConfig. */
export const settingRow = z.object({ leverage: positive });

/** A row of GET /fapi/v1/assetIndex: `USDTUSD`. The rates count in multi-assets mode. */
export const indexRow = z.object({
  index: positive,
  bidRate: maybe(positive),
  askRate: maybe(positive),
  time: maybe(whole),
});

/** GET /fapi/v1/accountConfig, or the same two fields from their own endpoints. */
export const modesAnswer = z.object({
  dualSidePosition: maybe(z.boolean()),
  multiAssetsMargin: maybe(z.boolean()),
});

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type UsdmAnswers = {
  readonly account: Account;
  readonly positionRisk: readonly MarginedRow[];
  readonly leverageBracket: OptionalAnswer;
  readonly symbolConfig: OptionalAnswer;
  readonly openOrders: OptionalAnswer;
  readonly assetIndex: OptionalAnswer;
  readonly funding: FundingAnswers;
  /** Any number of answers that may tell the modes; the first that tells one counts. */
  readonly accountModes: readonly OptionalAnswer[];
};
