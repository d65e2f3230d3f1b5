import { z } from "zod/mini";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { figure, liquidationPrice, maybe, name, positive, whole } from "../../parse-answer.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source:
// https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint (general,
// perpetuals and spot), read 2026-11-23. Every question is POST /info with a `type`.

const summary = z.object({
  accountValue: figure,
  totalRawUsd: figure,
  totalMarginUsed: figure,
});

const position = z.object({
  coin: name,
  /** Signed coins. */
  szi: figure,
  leverage: z.object({
    type: z.enum(["cross", "isolated"]),
    value: positive,
    /** Isolated only: the position's own ledger, cash less what its coins cost. */
    rawUsd: maybe(figure),
  }),
  entryPx: maybe(positive),
  positionValue: maybe(positive),
  unrealizedPnl: maybe(figure),
  liquidationPx: maybe(liquidationPrice),
  marginUsed: maybe(figure),
});
export type PositionRow = z.infer<typeof position>;

/** `clearinghouseState`: one dex of one address, all figures of one moment. */
export const clearinghouseAnswer = z.object({
  /** Cross and isolated. */
  marginSummary: summary,
  crossMarginSummary: summary,
  crossMaintenanceMarginUsed: figure,
  assetPositions: z.array(z.object({ type: z.literal("oneWay"), position })),
  time: whole,
});
export type Clearinghouse = z.infer<typeof clearinghouseAnswer>;

/** `userAbstraction`: a bare word, which ccxt hands on with the quotes of its JSON. */
export const modeAnswer = z.pipe(
  z.string().check(z.maxLength(60)),
  z.pipe(
    z.transform((text: string) => text.trim().replaceAll('"', "")),
    z.string().check(z.regex(/^[a-zA-Z]+$/)),
  ),
);

const marginTable = z.object({
  marginTiers: z.array(z.object({ lowerBound: figure, maxLeverage: positive })),
});

/** `meta`: the contracts of one dex, their margin tables, the token that is its collateral. */
export const metaAnswer = z.object({
  universe: z.array(z.object({ name, marginTableId: maybe(whole) })),
  marginTables: z.array(z.tuple([whole, marginTable])),
  collateralToken: z._default(whole, 0),
});
export type Meta = z.infer<typeof metaAnswer>;

/** `metaAndAssetCtxs`: the contracts, and in their order what the market says of each. */
export const contextsAnswer = z.tuple([
  z.object({ universe: z.array(z.object({ name })) }),
  z.array(z.object({ funding: maybe(figure) })),
]);

/** `spotMeta`: the tokens by their index. */
export const tokensAnswer = z.object({
  tokens: z.array(z.object({ name, index: whole })),
});

/** `frontendOpenOrders`: spot orders too, whose coin is a pair (`PURR/USDC`) or a number (`@107`). */
export const ordersAnswer = z.array(
  z.object({
    coin: name,
    side: z.enum(["A", "B"]),
    limitPx: maybe(positive),
    /** Coins still unfilled. Zero for an order that closes whatever the position is. */
    sz: figure,
    reduceOnly: z.boolean(),
  }),
);

/** `perpDexs`: the builders' dexes; the main one, which has no name, is `null`. */
export const dexesAnswer = z.array(z.nullable(z.object({ name })));

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type HyperliquidAnswers = {
  readonly clearinghouse: Clearinghouse;
  /** Collateral and settlement of every contract of the dex. */
  readonly collateral: string;
  readonly mode: OptionalAnswer;
  readonly meta: OptionalAnswer;
  readonly contexts: OptionalAnswer;
  readonly orders: OptionalAnswer;
};
