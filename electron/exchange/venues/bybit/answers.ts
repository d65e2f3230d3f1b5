import { z } from "zod/mini";
import type { Decimal } from "#shared/domain/decimal.ts";
import { fundingTime } from "../../normalize-funding.ts";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { figure, liquidationPrice, maybe, name, positive, whole } from "../../parse-answer.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source:
// https://bybit-exchange.github.io/docs/v5 (account, position, order, market, spot margin trade),
// read 2026-11-23.

function envelope<Schema extends z.ZodMiniType>(result: Schema) {
  return z.object({
    retCode: z.pipe(whole, z.literal(0)),
    /** The venue's clock, epoch milliseconds. */
    time: whole,
    result,
  });
}

/** GET /v5/account/info. */
export const accountInfoAnswer = envelope(
  z.object({ marginMode: name, unifiedMarginStatus: whole }),
);
export type AccountInfo = z.infer<typeof accountInfoAnswer>["result"];

const walletCoin = z.object({
  coin: name,
  equity: figure,
  usdValue: maybe(figure),
  walletBalance: figure,
  borrowAmount: maybe(figure),
  /** Not in answers before 2025-06. */
  spotBorrow: maybe(figure),
  accruedInterest: maybe(figure),
  totalOrderIM: maybe(figure),
  totalPositionMM: maybe(figure),
  /** Of perpetuals and futures. */
  unrealisedPnl: maybe(figure),
  marginCollateral: maybe(z.boolean()),
  collateralSwitch: maybe(z.boolean()),
});
export type WalletCoin = z.infer<typeof walletCoin>;

/** GET /v5/account/wallet-balance. The totals are in USD, empty in isolated margin mode. */
export const walletAnswer = envelope(
  z.object({
    list: z.tuple([
      z.object({
        totalEquity: maybe(figure),
        totalMarginBalance: maybe(figure),
        totalInitialMargin: maybe(figure),
        totalMaintenanceMargin: maybe(figure),
        accountMMRate: maybe(figure),
        coin: z.array(walletCoin),
      }),
    ]),
  }),
);
export type Wallet = z.infer<typeof walletAnswer>["result"]["list"][0];

/** Any list that may have more pages. */
export const pageAnswer = envelope(
  z.object({ list: z.array(z.unknown()), nextPageCursor: maybe(z.string()) }),
);

/** A row of GET /v5/position/list. */
export const positionRow = z.object({
  symbol: name,
  side: z.enum(["Buy", "Sell", "None", ""]),
  /** `null` is none. */
  size: positive,
  /** 0 one-way, 1 the long and 2 the short leg in hedge mode. */
  positionIdx: z.pipe(whole, z.literal([0, 1, 2])),
  avgPrice: maybe(positive),
  markPrice: maybe(positive),
  leverage: maybe(positive),
  positionBalance: maybe(figure),
  positionIM: maybe(figure),
  positionMM: maybe(figure),
  /** The same at the mark, in answers that still state the other at the entry. */
  positionMMByMp: maybe(figure),
  unrealisedPnl: maybe(figure),
  liqPrice: maybe(liquidationPrice),
});

export type PositionCategory = "linear" | "inverse" | "option";
export type OrderCategory = PositionCategory | "spot";
export type PositionRow = z.infer<typeof positionRow> & { readonly category: PositionCategory };
export type HeldRow = PositionRow & { readonly size: Decimal };

/** GET /v5/order/realtime. */
export const orderRows = z.array(
  z.object({
    orderId: name,
    symbol: name,
    side: z.enum(["Buy", "Sell"]),
    leavesQty: figure,
    price: maybe(positive),
    reduceOnly: z.boolean(),
    closeOnTrigger: maybe(z.boolean()),
    orderStatus: name,
  }),
);

/** GET /v5/market/risk-limit: `riskLimitValue` is the cap of a tier. */
export const riskLimitAnswer = envelope(
  z.object({
    list: z.array(
      z.object({
        symbol: name,
        riskLimitValue: figure,
        maintenanceMargin: figure,
        initialMargin: maybe(figure),
        maxLeverage: maybe(positive),
        mmDeduction: maybe(figure),
      }),
    ),
  }),
);

/** Lists over the whole venue, searched row by row. */
export const listAnswer = envelope(z.object({ list: z.array(z.unknown()) }));

/** A row of GET /v5/account/fee-rate. */
export const feeRow = z.object({ takerFeeRate: figure });

/** A row of GET /v5/spot-margin-trade/collateral: slices of the coin's quantity. */
export const collateralRow = z.object({
  collateralRatioList: z.array(
    z.object({ minQty: figure, maxQty: maybe(figure), collateralRatio: figure }),
  ),
});

/** A row of GET /v5/market/tickers. `markIv` of options only. */
export const tickerRow = z.object({ indexPrice: maybe(positive), markIv: maybe(positive) });

/** The same of a perpetual. */
export const fundingRow = z.object({
  fundingRate: maybe(figure),
  fundingIntervalHour: maybe(positive),
  nextFundingTime: fundingTime,
});

/** A row of GET /v5/market/instruments-info for spot. */
export const spotRow = z.object({ baseCoin: name, quoteCoin: name });

/** An optional answer about one thing: a symbol, a coin, a category. */
export type AnswersBy = ReadonlyMap<string, OptionalAnswer>;

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type BybitAnswers = {
  readonly info: AccountInfo;
  readonly wallet: Wallet;
  readonly walletAt: number;
  readonly positions: readonly PositionRow[];
  /** The oldest of the position lists, by the venue's clock. */
  readonly positionsAt: number;
  /** By symbol. */
  readonly riskLimits: AnswersBy;
  /** By category. */
  readonly feeRates: AnswersBy;
  readonly collateral: OptionalAnswer;
  readonly orders: readonly {
    readonly category: OrderCategory;
    readonly rows: OptionalAnswer;
  }[];
  /** Terms of spot symbols with orders. */
  readonly spotTerms: AnswersBy;
  /** Tickers of options, by base coin. */
  readonly optionTickers: AnswersBy;
  /** Tickers of linear and inverse contracts, by category. */
  readonly fundings: AnswersBy;
  /** Tickers that price coins the wallet does not, by `category symbol`. */
  readonly indexTickers: AnswersBy;
};
