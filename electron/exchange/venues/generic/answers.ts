import { z } from "zod/mini";
import { fundingTime } from "../../normalize-funding.ts";
import { figure, maybe, name, notNegative, positive } from "../../parse-answer.ts";

// What ccxt makes of answers, only the fields that Keel reads. Source: ccxt 4.5.84,
// js/src/base/Exchange.js (safeBalance, safePosition, safeOrder, safeTicker) and docs.ccxt.com,
// read 2026-11-24. Which of them a class fills is its own affair: what is `undefined` is not known.

const amounts = z.record(name, maybe(figure));

/** `fetchBalance`. The raw answer is under `info`: without one nothing was told. */
export const balanceAnswer = z.object({
  info: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]),
  total: amounts,
  debt: z.optional(amounts),
});
export type BalanceAnswer = z.infer<typeof balanceAnswer>;

/** `fetchPositions`. */
export const positionsAnswer = z.array(
  z.object({
    id: maybe(z.union([z.string(), z.number()])),
    symbol: name,
    /** Delta Exchange's class says it as of an order. */
    side: maybe(z.enum(["long", "short", "buy", "sell"])),
    /** Of some classes below zero for a short. */
    contracts: maybe(figure),
    contractSize: maybe(positive),
    entryPrice: maybe(positive),
    markPrice: maybe(positive),
    marginMode: maybe(z.string()),
    hedged: maybe(z.boolean()),
    collateral: maybe(figure),
    leverage: maybe(positive),
    unrealizedPnl: maybe(figure),
    initialMargin: maybe(figure),
    maintenanceMargin: maybe(figure),
    liquidationPrice: maybe(figure),
  }),
);
export type PositionRow = z.infer<typeof positionsAnswer>[number];

/** `fetchOpenOrders`. */
export const ordersAnswer = z.array(
  z.object({
    id: maybe(z.string()),
    symbol: name,
    side: z.enum(["buy", "sell"]),
    amount: maybe(figure),
    filled: maybe(figure),
    remaining: maybe(figure),
    price: maybe(positive),
    reduceOnly: maybe(z.boolean()),
  }),
);
export type OrderRow = z.infer<typeof ordersAnswer>[number];

/** `fetchMarketLeverageTiers`. */
export const tiersAnswer = z
  .array(
    z.object({
      currency: name,
      minNotional: notNegative,
      maxNotional: maybe(positive),
      maintenanceMarginRate: notNegative,
      maxLeverage: maybe(positive),
    }),
  )
  .check(z.minLength(1));

/** `fetchTicker`, and a row of `fetchTickers`, `fetchMarkPrices` and `fetchFundingRates`. */
export const priceRow = z.object({
  markPrice: maybe(positive),
  indexPrice: maybe(positive),
  last: maybe(positive),
});
export const pricesAnswer = z.record(name, priceRow);

/** `fetchFundingRates`: which period the rate is of is each class's own affair. */
export const fundingAnswer = z.record(name, z.unknown());
export const fundingRow = z.object({
  fundingRate: maybe(figure),
  interval: maybe(z.string()),
  nextFundingTimestamp: fundingTime,
  fundingTimestamp: fundingTime,
});

/** A market, spot or contract. */
export const marketRow = z.object({
  symbol: name,
  base: name,
  quote: name,
  active: maybe(z.boolean()),
  spot: maybe(z.boolean()),
  swap: maybe(z.boolean()),
  contractSize: maybe(positive),
});
export type Market = z.infer<typeof marketRow>;
