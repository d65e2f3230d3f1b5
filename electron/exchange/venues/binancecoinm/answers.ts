import { z } from "zod/mini";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { figure, maybe, name, positive, whole } from "../../parse-answer.ts";
import { accountAsset, accountPosition, marginedRow } from "../binance/answers.ts";
import type { FundingAnswers } from "../binance/normalize-funding.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source:
// https://developers.binance.com/docs/derivatives/coin-margined-futures (account, trade and market
// data REST API), read 2026-11-23. Rows are those of USD-M, in coin.

/** GET /dapi/v1/account. */
export const accountAnswer = z.object({
  assets: z.array(accountAsset),
  positions: z.array(
    z.extend(accountPosition, {
      positionInitialMargin: maybe(figure),
      openOrderInitialMargin: maybe(figure),
    }),
  ),
});
export type Account = z.infer<typeof accountAnswer>;

/** GET /dapi/v1/positionRisk. */
export const positionRiskAnswer = z.array(z.extend(marginedRow, { leverage: maybe(positive) }));
export type CoinmRow = z.infer<typeof positionRiskAnswer>[number];

/** A row of GET /dapi/v1/premiumIndex: the index of a coin in dollars, and the venue's clock. */
export const indexRow = z.object({ pair: name, indexPrice: positive, time: maybe(whole) });

/** GET /dapi/v1/positionSide/dual. */
export const modeAnswer = z.object({ dualSidePosition: z.boolean() });

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type CoinmAnswers = {
  readonly account: Account;
  readonly positionRisk: readonly CoinmRow[];
  readonly leverageBracket: OptionalAnswer;
  readonly funding: FundingAnswers;
  readonly openOrders: OptionalAnswer;
  readonly positionMode: OptionalAnswer;
};
