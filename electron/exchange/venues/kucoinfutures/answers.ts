import { z } from "zod/mini";
import { fundingTime } from "../../normalize-funding.ts";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { figure, liquidationPrice, maybe, name, positive, whole } from "../../parse-answer.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source:
// https://www.kucoin.com/docs-new/rest/futures-trading (account, positions, orders, market data),
// read 2026-11-23. Every good answer has the code 200000 and its content under `data`.

export function dataOf<Data extends z.ZodMiniType>(data: Data) {
  return z.object({ code: z.literal("200000"), data });
}

/** GET /api/v1/account-overview of one currency. Amounts in it. */
export const overviewAnswer = dataOf(
  z.object({
    currency: name,
    /** `marginBalance` and the profit of all positions. */
    accountEquity: figure,
    /** Cash, with that of isolated positions. */
    marginBalance: figure,
    /** Of all positions. */
    unrealisedPNL: maybe(figure),
    positionMargin: figure,
    orderMargin: figure,
    /** Of the cross positions: 1 is liquidation. */
    riskRatio: maybe(figure),
  }),
);
export type Overview = z.infer<typeof overviewAnswer>["data"];

/** GET /api/v1/positions. */
export const positionsAnswer = dataOf(
  z.array(
    z.object({
      symbol: name,
      crossMode: z.boolean(),
      positionSide: maybe(z.enum(["BOTH", "LONG", "SHORT"])),
      /** Contracts, below zero for a short. */
      currentQty: figure,
      settleCurrency: name,
      avgEntryPrice: maybe(positive),
      markPrice: maybe(positive),
      liquidationPrice: maybe(liquidationPrice),
      unrealisedPnl: maybe(figure),
      /** Setting; older answers state only what it made of the cost. */
      leverage: maybe(positive),
      posCost: maybe(figure),
      posInit: maybe(figure),
      /** Cash of an isolated position, without its profit. */
      posMargin: maybe(figure),
      posMaint: maybe(figure),
      maintMarginReq: maybe(positive),
    }),
  ),
);
export type PositionRow = z.infer<typeof positionsAnswer>["data"][number];

/** GET /api/v1/contracts/active, a row. The index is in the quote currency. */
export const contractsAnswer = dataOf(z.array(z.unknown()));
export const contractRow = z.object({
  baseCurrency: name,
  quoteCurrency: name,
  indexPrice: maybe(positive),
  takerFeeRate: maybe(figure),
  fundingFeeRate: maybe(figure),
  /** Milliseconds. */
  fundingRateGranularity: maybe(positive),
  nextFundingRateDateTime: fundingTime,
});

/** GET /api/v1/contracts/risk-limit/{symbol}: bounds in the settle currency. */
export const riskLimitAnswer = dataOf(
  z.array(
    z.object({
      minRiskLimit: figure,
      maxRiskLimit: figure,
      maxLeverage: maybe(positive),
      initialMargin: figure,
      maintainMargin: figure,
    }),
  ),
);

/** GET /api/v1/trade-fees. */
export const feesAnswer = dataOf(z.object({ takerFeeRate: figure }));

/** GET /api/v2/position/getPositionMode: 0 one-way, 1 hedge. */
export const positionModeAnswer = dataOf(
  z.object({ positionMode: z.pipe(whole, z.literal([0, 1])) }),
);

/** GET /api/ua/v1/account/mode. */
export const accountModeAnswer = dataOf(z.object({ selfAccountMode: name }));

/** GET /api/v1/orders. */
export const ordersAnswer = dataOf(
  z.object({
    totalPage: maybe(whole),
    items: z.array(
      z.object({
        symbol: name,
        side: z.enum(["buy", "sell"]),
        size: figure,
        dealSize: maybe(figure),
        filledSize: maybe(figure),
        price: maybe(positive),
        reduceOnly: maybe(z.boolean()),
        closeOrder: maybe(z.boolean()),
      }),
    ),
  }),
);

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type KucoinAnswers = {
  readonly positions: readonly PositionRow[];
  /** Of the currencies that positions settle in. */
  readonly overviews: readonly Overview[];
  /** Of the other currencies, by KuCoin's code. */
  readonly otherOverviews: ReadonlyMap<string, OptionalAnswer>;
  readonly contracts: OptionalAnswer;
  readonly riskLimits: ReadonlyMap<string, OptionalAnswer>;
  readonly fees: ReadonlyMap<string, OptionalAnswer>;
  readonly openOrders: OptionalAnswer;
  readonly positionMode: OptionalAnswer;
  readonly accountMode: OptionalAnswer;
};
