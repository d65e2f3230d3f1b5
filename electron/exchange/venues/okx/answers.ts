import { z } from "zod/mini";
import { fundingTime } from "../../normalize-funding.ts";
import type { OptionalAnswer } from "../../optional-answer.ts";
import {
  figure,
  liquidationPrice,
  maybe,
  name,
  notNegative,
  positive,
} from "../../parse-answer.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source: https://www.okx.com/docs-v5
// (trading account, order book trading, public data REST API), read 2026-11-23.

/** Every answer is a list in an envelope. A good one has the code "0". */
function listOf<Row extends z.ZodMiniType>(row: Row) {
  return z.object({ code: z.literal("0"), data: z.array(row) });
}

const time = z.pipe(
  figure,
  z.transform((value) => value.toNumber()),
);

const coin = z.object({
  ccy: name,
  eq: figure,
  eqUsd: maybe(figure),
  /** Cash, net of debts and without isolated margin. */
  cashBal: figure,
  interest: maybe(figure),
  /** Profit of all positions of the coin, isolated ones included. */
  upl: maybe(figure),
  /** Held by trading bots. */
  stgyEq: maybe(figure),
  /** The next three: futures mode only. */
  imr: maybe(figure),
  mmr: maybe(figure),
  mgnRatio: maybe(figure),
  /** Multi-currency mode only. */
  collateralEnabled: maybe(z.boolean()),
});
export type Coin = z.infer<typeof coin>;

const account = z.object({
  totalEq: maybe(figure),
  /** The next five are in USD and empty in futures mode. */
  adjEq: maybe(figure),
  imr: maybe(figure),
  mmr: maybe(figure),
  ordFroz: maybe(figure),
  mgnRatio: maybe(figure),
  uTime: maybe(time),
  details: z.array(coin),
});
export type Account = z.infer<typeof account>;

/** GET /api/v5/account/balance: one account, its coins in `details`. */
export const balanceAnswer = z.object({ code: z.literal("0"), data: z.tuple([account]) });

const side = z.enum(["net", "long", "short"]);

/** GET /api/v5/account/positions. */
export const positionsAnswer = listOf(
  z.object({
    instId: name,
    instType: name,
    mgnMode: z.enum(["cross", "isolated"]),
    posSide: side,
    /** Contracts: signed in net mode. */
    pos: figure,
    ccy: maybe(name),
    avgPx: maybe(positive),
    markPx: maybe(positive),
    idxPx: maybe(positive),
    liqPx: maybe(liquidationPrice),
    margin: maybe(figure),
    lever: maybe(positive),
    upl: maybe(figure),
    imr: maybe(figure),
    mmr: maybe(figure),
  }),
);
export type PositionRow = z.infer<typeof positionsAnswer>["data"][number];

/** GET /api/v5/account/config. */
export const configAnswer = listOf(
  z.object({
    acctLv: name,
    posMode: z.enum(["long_short_mode", "net_mode"]),
  }),
);

/** GET /api/v5/trade/orders-pending. */
export const ordersAnswer = listOf(
  z.object({
    instId: name,
    instType: name,
    side: z.enum(["buy", "sell"]),
    posSide: maybe(side),
    tdMode: name,
    sz: figure,
    accFillSz: maybe(figure),
    px: maybe(positive),
    reduceOnly: maybe(z.union([z.boolean(), z.enum(["true", "false"])])),
    /** Unit of `sz` of a spot order; empty is the base coin. */
    tgtCcy: maybe(name),
  }),
);
export type OrderRow = z.infer<typeof ordersAnswer>["data"][number];

/** A row of GET /api/v5/public/instruments. */
export const contractRow = z.object({
  instId: name,
  instFamily: name,
  uly: name,
  settleCcy: name,
  ctType: maybe(z.enum(["linear", "inverse"])),
  ctVal: positive,
  ctMult: positive,
  ctValCcy: name,
  expTime: maybe(time),
  optType: maybe(z.enum(["C", "P"])),
  stk: maybe(positive),
  /** Of the fee schedule. */
  groupId: maybe(name),
});

/** GET /api/v5/public/position-tiers. Sizes are contracts. */
export const tiersAnswer = listOf(
  z.object({
    instFamily: maybe(name),
    uly: maybe(name),
    minSz: notNegative,
    maxSz: maybe(notNegative),
    mmr: notNegative,
    imr: maybe(notNegative),
    maxLever: maybe(positive),
  }),
);
export type TierRow = z.infer<typeof tiersAnswer>["data"][number];

/** A row of GET /api/v5/public/discount-rate-interest-free-quota. Bounds are amounts of the coin. */
export const discountRow = z.object({
  minDiscountRate: maybe(notNegative),
  details: z.array(
    z.object({ discountRate: notNegative, minAmt: notNegative, maxAmt: maybe(notNegative) }),
  ),
});

/** GET /api/v5/account/trade-fee. Below zero is a fee, above zero a rebate. */
export const feesAnswer = listOf(
  z.object({
    /** Of coin-settled contracts. */
    taker: maybe(figure),
    takerU: maybe(figure),
    takerUSDC: maybe(figure),
    feeGroup: maybe(z.array(z.object({ groupId: name, taker: maybe(figure) }))),
  }),
);
export type FeeRow = z.infer<typeof feesAnswer>["data"][number];

/** A row of GET /api/v5/public/funding-rate. The rate is paid at the first time, the next at the second. */
export const fundingRow = z.object({
  fundingRate: maybe(figure),
  fundingTime,
  nextFundingTime: fundingTime,
});

/** A row of GET /api/v5/market/index-tickers: `BTC-USD`. */
export const indexRow = z.object({ idxPx: positive });

/** The list in an envelope whose rows nothing has checked yet. */
export const listAnswer = listOf(z.unknown());

/** Which contracts an account touches, before their answers are read in full. */
export const touchedAnswer = listOf(z.object({ instId: name, instType: name }));

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type OkxAnswers = {
  readonly account: Account;
  readonly positions: readonly PositionRow[];
  readonly config: OptionalAnswer;
  readonly orders: OptionalAnswer;
  /** One answer for each kind of contract, scope of margin and family that is held. */
  readonly tiers: readonly TierSource[];
  /** Multi-currency mode only. */
  readonly discounts: OptionalAnswer | null;
  readonly fees: readonly { readonly instType: string; readonly source: OptionalAnswer }[];
  /** Of all swaps; `null` when none is held. */
  readonly funding: OptionalAnswer | null;
  /** Only when the balance leaves a price open. */
  readonly index: OptionalAnswer | null;
};

export type TierKey = {
  readonly instType: string;
  readonly mgnMode: string;
  readonly instFamily: string;
};
export type TierSource = TierKey & { readonly source: OptionalAnswer };
