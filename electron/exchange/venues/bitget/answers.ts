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
  whole,
} from "../../parse-answer.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source:
// https://www.bitget.com/api-doc/uta (account, trade and public REST API), read 2026-11-23.

/** Every answer comes in an envelope. A good one has the code "00000". */
function envelope<Data extends z.ZodMiniType>(data: Data) {
  return z.object({ code: z.literal("00000"), requestTime: maybe(whole), data });
}

/** A page of rows. `null` is how the venue says that there are none. */
function page<Row extends z.ZodMiniType>(row: Row) {
  return envelope(z.object({ list: z.nullable(z.array(row)), cursor: maybe(name) }));
}

const coin = z.object({
  coin: name,
  equity: figure,
  usdValue: maybe(figure),
  balance: figure,
  debt: maybe(figure),
});
export type Coin = z.infer<typeof coin>;

/** GET /api/v3/account/assets. Account figures are in USD. */
export const assetsAnswer = envelope(
  z.object({
    accountEquity: maybe(figure),
    effEquity: maybe(figure),
    unrealisedPnl: maybe(figure),
    imr: maybe(figure),
    mmr: maybe(figure),
    mgnRatio: maybe(figure),
    assets: z.array(coin),
  }),
);
export type Assets = z.infer<typeof assetsAnswer>["data"];

const side = z.enum(["long", "short"]);

/** GET /api/v3/position/current-position, asked for one category. */
export const positionsAnswer = page(
  z.object({
    category: name,
    symbol: name,
    marginCoin: name,
    holdMode: maybe(name),
    posSide: side,
    marginMode: z.enum(["crossed", "isolated"]),
    /** In the margin coin. */
    positionBalance: maybe(figure),
    /** In the base coin. */
    total: figure,
    leverage: maybe(positive),
    avgPrice: maybe(positive),
    unrealisedPnl: maybe(figure),
    /** The rate that holds for the position. */
    mmr: maybe(notNegative),
    liquidationPrice: maybe(liquidationPrice),
    markPrice: maybe(positive),
  }),
);
export type PositionRow = NonNullable<z.infer<typeof positionsAnswer>["data"]["list"]>[number];

/** GET /api/v3/trade/unfilled-orders, asked for one category. */
export const ordersAnswer = page(
  z.object({
    category: name,
    symbol: name,
    side: z.enum(["buy", "sell"]),
    posSide: maybe(side),
    marginMode: maybe(name),
    qty: figure,
    cumExecQty: maybe(figure),
    price: maybe(positive),
    reduceOnly: maybe(name),
  }),
);
export type OrderRow = NonNullable<z.infer<typeof ordersAnswer>["data"]["list"]>[number];

/** GET /api/v3/account/settings. */
export const settingsAnswer = envelope(
  z.object({
    accountMode: maybe(name),
    assetMode: maybe(name),
    holdMode: maybe(name),
  }),
);

/** GET /api/v3/account/collateral-type. */
export const collateralAnswer = envelope(
  z.object({
    collateralType: z.enum(["mainstream", "all", "custom"]),
    collateralCoins: maybe(z.string()),
  }),
);

/** A list whose rows nothing has checked yet. */
export const listAnswer = envelope(z.array(z.unknown()));

/** A row of GET /api/v3/market/instruments. */
export const contractRow = z.object({
  category: name,
  baseCoin: name,
  quoteCoin: name,
  type: maybe(name),
  deliveryTime: maybe(figure),
});

/** GET /api/v3/market/position-tier. Bounds are notional; some answers use version 2's names. */
export const tiersAnswer = envelope(
  z.array(
    z.union([
      z.object({
        minTierValue: notNegative,
        maxTierValue: maybe(notNegative),
        leverage: maybe(positive),
        mmr: notNegative,
      }),
      z.pipe(
        z.object({
          startUnit: notNegative,
          endUnit: maybe(notNegative),
          leverage: maybe(positive),
          keepMarginRate: notNegative,
        }),
        z.transform((row) => ({
          minTierValue: row.startUnit,
          maxTierValue: row.endUnit,
          leverage: row.leverage,
          mmr: row.keepMarginRate,
        })),
      ),
    ]),
  ),
);

/** GET /api/v3/market/current-fund-rate of one contract. The interval is in hours. */
export const fundingAnswer = envelope(
  z.array(
    z.object({
      symbol: name,
      fundingRate: maybe(figure),
      fundingRateInterval: maybe(positive),
      nextUpdate: fundingTime,
    }),
  ),
);

/** A row of GET /api/v3/market/discount-rate. Bounds are the coin's worth in USD. */
export const discountRow = z.object({
  list: z.array(z.object({ tierStartValue: notNegative, discountRate: notNegative })),
});

/** Kinds of contracts, each asked for by itself. */
export const CATEGORIES = ["USDT-FUTURES", "USDC-FUTURES", "COIN-FUTURES"] as const;
export type Category = (typeof CATEGORIES)[number];

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type BitgetAnswers = {
  readonly assets: Assets;
  readonly venueAt: number | null;
  readonly positions: readonly PositionRow[];
  readonly settings: OptionalAnswer;
  readonly collateral: OptionalAnswer;
  readonly discounts: OptionalAnswer;
  readonly orders: readonly { readonly category: Category; readonly source: OptionalAnswer }[];
  /** By symbol. */
  readonly fundings: ReadonlyMap<string, OptionalAnswer>;
  readonly tiers: readonly { readonly symbol: string; readonly source: OptionalAnswer }[];
};
