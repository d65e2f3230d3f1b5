import { z } from "zod/mini";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { figure, maybe, name, positive, whole } from "../../parse-answer.ts";
import { orderRow, riskRow, side } from "../binance/answers.ts";
import type { FundingAnswers } from "../binance/normalize-funding.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source:
// https://developers.binance.com/docs/derivatives/portfolio-margin (account, trade), and for index
// prices and collateral rates .../portfolio-margin-pro/market-data, read 2026-11-23.

/** GET /papi/v1/account. Amounts in dollars. */
export const accountAnswer = z.object({
  uniMMR: figure,
  /** With and without the collateral rates. */
  accountEquity: figure,
  actualEquity: figure,
  accountInitialMargin: figure,
  accountMaintMargin: figure,
  updateTime: maybe(whole),
});
export type Account = z.infer<typeof accountAnswer>;

/** GET /papi/v1/balance. */
export const balanceAnswer = z.array(
  z.object({
    asset: name,
    /** Margin, USD-M and COIN-M wallets; what is borrowed is still in it. */
    totalWalletBalance: figure,
    crossMarginBorrowed: figure,
    crossMarginInterest: figure,
    umUnrealizedPNL: maybe(figure),
    cmUnrealizedPNL: maybe(figure),
  }),
);
export type BalanceRow = z.infer<typeof balanceAnswer>[number];

/** GET /papi/v1/um/positionRisk and /papi/v1/cm/positionRisk. */
export const positionRiskAnswer = z.array(z.extend(riskRow, { leverage: maybe(positive) }));
export type MarketRow = z.infer<typeof positionRiskAnswer>[number];

/** GET /papi/v1/um/account and /papi/v1/cm/account. Amounts in the row's asset. */
export const futuresAccountAnswer = z.object({
  assets: z.array(z.object({ asset: name, openOrderInitialMargin: figure })),
  positions: z.array(
    z.object({
      symbol: name,
      positionSide: side,
      positionAmt: maybe(figure),
      maintMargin: maybe(figure),
      positionInitialMargin: maybe(figure),
    }),
  ),
});
export type FuturesAccount = z.infer<typeof futuresAccountAnswer>;

/** A row of GET /sapi/v1/portfolio/collateralRate. */
export const rateRow = z.object({ collateralRate: figure });

/** A row of GET /sapi/v1/portfolio/asset-index-price. */
export const priceRow = z.object({ assetIndexPrice: positive });

/** GET /papi/v1/margin/openOrders: orders of the spot market. */
export const marginOrdersAnswer = z.array(orderRow);

/** One of the two futures markets of the account. */
export type MarketAnswers = {
  readonly positionRisk: readonly MarketRow[];
  readonly brackets: OptionalAnswer;
  readonly funding: FundingAnswers;
  readonly account: OptionalAnswer;
  readonly openOrders: OptionalAnswer;
};

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type PortfolioAnswers = {
  readonly account: Account;
  readonly balances: readonly BalanceRow[];
  readonly um: MarketAnswers;
  readonly cm: MarketAnswers;
  readonly collateralRates: OptionalAnswer;
  readonly indexPrices: OptionalAnswer;
  readonly marginOrders: OptionalAnswer;
};
