import { z } from "zod/mini";
import type { VenueError } from "../../exchange-client.ts";
import { figure, maybe, name, positive } from "../../parse-answer.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source:
// https://developers.binance.com/docs/derivatives/usds-margined-futures (account, trade and market
// data REST API), read 2026-11-23.

const side = z.enum(["BOTH", "LONG", "SHORT"]);

export const accountAsset = z.object({
  asset: name,
  marginBalance: figure,
  crossWalletBalance: figure,
  crossUnPnl: figure,
  initialMargin: figure,
  maintMargin: figure,
  openOrderInitialMargin: figure,
});
export type AccountAsset = z.infer<typeof accountAsset>;

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
export const positionRiskAnswer = z.array(
  z.object({
    symbol: name,
    positionSide: side,
    positionAmt: figure,
    entryPrice: maybe(positive),
    markPrice: maybe(positive),
    liquidationPrice: maybe(positive),
    unRealizedProfit: maybe(figure),
    isolatedWallet: maybe(figure),
    isolatedMargin: maybe(figure),
    initialMargin: maybe(figure),
    positionInitialMargin: maybe(figure),
    openOrderInitialMargin: maybe(figure),
    maintMargin: maybe(figure),
  }),
);
export type RiskRow = z.infer<typeof positionRiskAnswer>[number];

/** A row of GET /fapi/v1/leverageBracket. */
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

/** A row of GET /fapi/v1/symbolConfig. */
export const settingRow = z.object({ leverage: positive });

/** A row of GET /fapi/v1/assetIndex: `USDTUSD`. The rates count in multi-assets mode. */
export const indexRow = z.object({
  index: positive,
  bidRate: maybe(positive),
  askRate: maybe(positive),
  time: maybe(z.int()),
});

/** GET /fapi/v1/openOrders. */
export const openOrdersAnswer = z.array(
  z.object({
    symbol: name,
    side: z.enum(["BUY", "SELL"]),
    origQty: figure,
    executedQty: figure,
    price: maybe(positive),
    reduceOnly: z.boolean(),
    closePosition: maybe(z.boolean()),
  }),
);

/** GET /fapi/v1/accountConfig, or the same two fields from their own endpoints. */
export const modesAnswer = z.object({
  dualSidePosition: maybe(z.boolean()),
  multiAssetsMargin: maybe(z.boolean()),
});

/**
 * One optional answer, unread. With a failure beside it the answer is an older one that was kept;
 * `null` is none at all.
 */
export type Source = { readonly answer: unknown; readonly failure: VenueError | null };

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type BinanceAnswers = {
  readonly account: Account;
  readonly positionRisk: readonly RiskRow[];
  readonly leverageBracket: Source;
  readonly symbolConfig: Source;
  readonly openOrders: Source;
  readonly assetIndex: Source;
  /** Any number of answers that may tell the modes; the first that tells one counts. */
  readonly accountModes: readonly Source[];
};
