import { z } from "zod/mini";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { figure, maybe, name, positive, whole } from "../../parse-answer.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source:
// https://docs.dydx.xyz/indexer-client/http (accounts, markets), read 2026-11-23.

const side = z.enum(["LONG", "SHORT"]);

/** Longer than other venues': `FARTCOIN,RAYDIUM,9BB6…-USD` names a token by its address. */
const ticker = z.string().check(z.minLength(1), z.maxLength(200));

const position = z.object({
  market: ticker,
  side,
  /** Coins, negative when short. */
  size: figure,
  entryPrice: maybe(positive),
  unrealizedPnl: maybe(figure),
});
export type PositionRow = z.infer<typeof position>;

const subaccount = z.object({
  subaccountNumber: whole,
  equity: figure,
  freeCollateral: figure,
  openPerpetualPositions: z.record(z.string(), position),
  /** USDC alone. What coins cost and brought is in it, so it is no wallet balance. */
  assetPositions: z.record(z.string(), z.object({ symbol: name, side, size: figure })),
});
export type Subaccount = z.infer<typeof subaccount>;

/** GET /v4/addresses/{address}: every subaccount that was ever used. */
export const addressAnswer = z.object({ subaccounts: z.array(subaccount) });

/** A market of GET /v4/perpetualMarkets, which is an object by ticker. */
export const marketRow = z.object({
  oraclePrice: maybe(positive),
  /** For the hour that runs. */
  nextFundingRate: maybe(figure),
  initialMarginFraction: maybe(positive),
  maintenanceMarginFraction: maybe(positive),
  /** Coins. */
  openInterest: maybe(figure),
  /** USDC. Zero: the initial fraction does not grow. */
  openInterestLowerCap: maybe(figure),
  openInterestUpperCap: maybe(figure),
});
export type Market = z.infer<typeof marketRow>;
export const marketsAnswer = z.object({ markets: z.record(z.string(), z.unknown()) });

/** GET /v4/orders of one subaccount. */
export const ordersAnswer = z.array(
  z.object({
    ticker,
    side: z.enum(["BUY", "SELL"]),
    size: figure,
    totalFilled: maybe(figure),
    price: maybe(positive),
    reduceOnly: maybe(z.boolean()),
  }),
);

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type DydxAnswers = {
  readonly subaccounts: readonly Subaccount[];
  readonly markets: OptionalAnswer;
  readonly orders: OptionalAnswer;
};
