import { z } from "zod/mini";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { figure, maybe, name, positive } from "../../parse-answer.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source:
// https://docs.kraken.com/api-reference (Derivatives REST, /derivatives/api/v3), read 2026-11-23.

const success = z.literal("success");

const flexCurrency = z.object({
  quantity: figure,
  /** In dollars, before and after haircut and conversion fee. */
  value: figure,
  collateral: figure,
});
export type FlexCurrency = z.infer<typeof flexCurrency>;

/** The multi-collateral wallet. All amounts in dollars. */
const flexAccount = z.object({
  currencies: z.record(name, flexCurrency),
  portfolioValue: figure,
  marginEquity: figure,
  initialMargin: figure,
  initialMarginWithOrders: figure,
  maintenanceMargin: figure,
  /** Unrealized profit of positions. */
  pnl: maybe(figure),
  unrealizedFunding: maybe(figure),
  /** Sent for accounts under portfolio margin. */
  portfolioMarginBreakdown: maybe(z.looseObject({})),
});
export type FlexAccount = z.infer<typeof flexAccount>;

/** A single-collateral wallet, `fi_xbtusd`, in its own currency. */
export const singleWallet = z.object({
  type: z.literal("marginAccount"),
  currency: name,
  balances: z.record(name, figure),
  marginRequirements: maybe(z.object({ mm: maybe(figure) })),
});

/** GET accounts. Wallets other than the multi-collateral one stay unread until a position needs them. */
export const accountsAnswer = z.object({
  result: success,
  accounts: z.looseObject({ flex: z.optional(flexAccount) }),
  serverTime: maybe(name),
});
export type Accounts = z.infer<typeof accountsAnswer>;

/** GET openpositions. `maxFixedLeverage` is there for isolated positions only. */
export const openPositionsAnswer = z.object({
  result: success,
  openPositions: z.array(
    z.object({
      symbol: name,
      side: z.enum(["long", "short"]),
      size: figure,
      price: maybe(positive),
      maxFixedLeverage: maybe(positive),
      unrealizedFunding: maybe(figure),
    }),
  ),
});
export type PositionRow = z.infer<typeof openPositionsAnswer>["openPositions"][number];

/** GET tickers, a row. */
export const tickersAnswer = z.object({ result: success, tickers: z.array(z.unknown()) });
export const tickerRow = z.object({
  markPrice: maybe(positive),
  indexPrice: maybe(positive),
  /** Of perpetuals: what one contract pays in the current hour, in dollars or, inverse, in coins. */
  fundingRate: maybe(figure),
});
export type Ticker = z.infer<typeof tickerRow>;

const level = z.object({
  /** Lower bound in quote units (linear) or in contracts (inverse). */
  numNonContractUnits: maybe(figure),
  contracts: maybe(figure),
  initialMargin: figure,
  maintenanceMargin: figure,
});
export type Level = z.infer<typeof level>;

/** GET instruments, and a row. */
export const instrumentsAnswer = z.object({ result: success, instruments: z.array(z.unknown()) });
export const instrumentRow = z.object({
  marginLevels: z.array(level),
  retailMarginLevels: maybe(z.array(level)),
});

/** GET openorders. Sizes in contracts. */
export const openOrdersAnswer = z.object({
  result: success,
  openOrders: z.array(
    z.object({
      symbol: name,
      side: z.enum(["buy", "sell"]),
      unfilledSize: figure,
      limitPrice: maybe(positive),
      reduceOnly: z.boolean(),
    }),
  ),
});

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type KrakenAnswers = {
  readonly accounts: Accounts;
  readonly positions: readonly PositionRow[];
  readonly tickers: OptionalAnswer;
  readonly instruments: OptionalAnswer;
  readonly openOrders: OptionalAnswer;
};
