import { z } from "zod/mini";
import { figure, liquidationPrice, maybe, name, positive } from "../../parse-answer.ts";

// Rows that Binance's futures products share, only the fields Keel reads. Sources:
// https://developers.binance.com/docs/derivatives/usds-margined-futures, .../coin-margined-futures and
// .../portfolio-margin (account, trade and market data REST API), read 2026-11-23.

/** Of a position: one way, or one leg of hedge mode. */
export const side = z.enum(["BOTH", "LONG", "SHORT"]);

/** A row of positionRisk. */
export const riskRow = z.object({
  symbol: name,
  positionSide: side,
  positionAmt: figure,
  entryPrice: maybe(positive),
  markPrice: maybe(positive),
  liquidationPrice: maybe(liquidationPrice),
  unRealizedProfit: maybe(figure),
});
export type RiskRow = z.infer<typeof riskRow>;

/** A row of positionRisk that states margins too. */
export const marginedRow = z.extend(riskRow, {
  isolatedWallet: maybe(figure),
  isolatedMargin: maybe(figure),
  initialMargin: maybe(figure),
  positionInitialMargin: maybe(figure),
  openOrderInitialMargin: maybe(figure),
  maintMargin: maybe(figure),
});
export type MarginedRow = z.infer<typeof marginedRow>;

/** A margin asset of the account. */
export const accountAsset = z.object({
  asset: name,
  marginBalance: figure,
  /** Of the cross and of the isolated positions. */
  unrealizedProfit: maybe(figure),
  crossWalletBalance: figure,
  crossUnPnl: figure,
  initialMargin: figure,
  maintMargin: figure,
  openOrderInitialMargin: figure,
});
export type AccountAsset = z.infer<typeof accountAsset>;

/** A position as the account states it. */
export const accountPosition = z.object({
  symbol: name,
  positionSide: side,
  positionAmt: figure,
  unrealizedProfit: maybe(figure),
  isolatedWallet: maybe(figure),
  isolatedMargin: maybe(figure),
  initialMargin: figure,
  maintMargin: figure,
});
export type AccountPosition = z.infer<typeof accountPosition>;

/** What the totals of a pool are read from. */
export type Pools = {
  readonly assets: readonly AccountAsset[];
  readonly positions: readonly AccountPosition[];
};

/** A row of leverageBracket. */
export const bracketRow = z.object({
  notionalCoef: maybe(figure),
  brackets: z.array(
    z.object({
      initialLeverage: figure,
      notionalFloor: maybe(figure),
      notionalCap: maybe(figure),
      /** Instead of notional, in coins: coin-margined contracts. */
      qtyFloor: maybe(figure),
      qtyCap: maybe(figure),
      maintMarginRatio: figure,
      cum: figure,
    }),
  ),
});

export type Bracket = z.infer<typeof bracketRow>["brackets"][number];

/** A row of openOrders, in any of the markets. */
export const orderRow = z.object({
  symbol: name,
  side: z.enum(["BUY", "SELL"]),
  origQty: figure,
  executedQty: figure,
  price: maybe(positive),
});

export type OrderRow = z.infer<typeof orderRow>;

/** openOrders of a futures market. */
export const openOrdersAnswer = z.array(
  z.extend(orderRow, { reduceOnly: z.boolean(), closePosition: maybe(z.boolean()) }),
);
