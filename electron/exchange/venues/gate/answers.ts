import { z } from "zod/mini";
import type { VenueError } from "../../exchange-client.ts";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { figure, liquidationPrice, maybe, name, positive } from "../../parse-answer.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source:
// https://www.gate.com/docs/developers/apiv4/en (unified, futures), read 2026-11-23.

/** GET /unified/unified_mode. */
export const modeAnswer = z.object({
  mode: name,
  settings: maybe(z.object({ use_funding: maybe(z.boolean()) })),
});

/** GET /futures/{settle}/accounts. The `cross_…` fields are those of the new classic mode. */
export const futuresAccountAnswer = z.object({
  currency: name,
  total: figure,
  unrealised_pnl: figure,
  in_dual_mode: maybe(z.boolean()),
  /** `single`, `dual` or `split`; replaces `in_dual_mode`. */
  position_mode: maybe(name),
  enable_evolved_classic: maybe(z.boolean()),
  cross_order_margin: maybe(figure),
  cross_initial_margin: maybe(figure),
  cross_maintenance_margin: maybe(figure),
  cross_margin_balance: maybe(figure),
  cross_mmr: maybe(figure),
});
export type FuturesAccount = z.infer<typeof futuresAccountAnswer>;

const unifiedBalance = z.object({
  available: figure,
  freeze: figure,
  borrowed: maybe(figure),
  equity: maybe(figure),
  /** Single-currency mode only, of USDT. */
  cross_balance: maybe(figure),
  iso_balance: maybe(figure),
  margin_balance: maybe(figure),
  im: maybe(figure),
  mm: maybe(figure),
  mmr: maybe(figure),
  enabled_collateral: maybe(z.boolean()),
});
export type UnifiedBalance = z.infer<typeof unifiedBalance>;

/** GET /unified/accounts. The totals are in USD and those of multi-currency mode. */
export const unifiedAnswer = z.object({
  balances: z.record(name, unifiedBalance),
  total_margin_balance: maybe(figure),
  total_initial_margin: maybe(figure),
  total_maintenance_margin: maybe(figure),
  total_maintenance_margin_rate: maybe(figure),
  unified_account_total_equity: maybe(figure),
});
export type UnifiedAccount = z.infer<typeof unifiedAnswer>;

/** GET /futures/{settle}/positions. Sizes are contracts, short below zero. */
export const positionRow = z.object({
  contract: name,
  size: figure,
  mode: z.enum(["single", "dual_long", "dual_short"]),
  /** `0` is cross. */
  leverage: figure,
  /** `0` where the user has set none. */
  cross_leverage_limit: maybe(positive),
  entry_price: maybe(positive),
  mark_price: maybe(positive),
  /** In the settle coin, at the mark. */
  value: maybe(figure),
  margin: maybe(figure),
  unrealised_pnl: maybe(figure),
  /** `0` in answers of the old classic mode. */
  initial_margin: maybe(positive),
  maintenance_margin: maybe(positive),
  liq_price: maybe(liquidationPrice),
});
export type PositionRow = z.infer<typeof positionRow>;

/** GET /futures/{settle}/orders. */
export const orderRows = z.array(
  z.object({
    id: z.union([z.string(), z.number()]),
    contract: name,
    left: figure,
    price: maybe(positive),
    is_reduce_only: maybe(z.boolean()),
    is_close: maybe(z.boolean()),
  }),
);

/** GET /futures/{settle}/risk_limit_tiers: `risk_limit` is the cap of a tier. */
export const tierRows = z.array(
  z.object({
    /** Missing where the answer is of one contract. */
    contract: maybe(name),
    risk_limit: figure,
    initial_rate: maybe(figure),
    maintenance_rate: figure,
    leverage_max: maybe(positive),
    deduction: maybe(figure),
  }),
);

/** GET /futures/{settle}/fee: rates by contract. */
export const feesAnswer = z.record(name, z.unknown());
export const feeRow = z.object({ taker_fee: figure });

/** A row of GET /unified/currency_discount_tiers: slices of the coin's quantity. */
export const discountRow = z.object({
  discount_tiers: z.array(
    z.object({
      discount: figure,
      lower_limit: figure,
      upper_limit: z.union([z.literal("+"), figure]),
    }),
  ),
});

/** A row of GET /futures/{settle}/tickers. */
export const tickerRow = z.object({ index_price: maybe(positive), funding_rate: maybe(figure) });

/** A row of GET /futures/{settle}/contracts. Both in seconds. */
export const termsRow = z.object({
  funding_interval: maybe(positive),
  funding_next_apply: maybe(figure),
});

/** Options and deliveries: only whether anything is held. */
export const sizeRows = z.array(z.object({ size: figure }));

/** A futures wallet with what stands on it. */
export type FuturesWallet = {
  readonly account: FuturesAccount;
  readonly positions: readonly PositionRow[];
};

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type GateAnswers = {
  readonly mode: z.infer<typeof modeAnswer>;
  readonly usdt: FuturesWallet;
  /** `null`: the account has no such wallet, or it could not be reached. */
  readonly btc: FuturesWallet | null;
  readonly btcFailure: VenueError | null;
  /** Only of unified accounts. */
  readonly unified: UnifiedAccount | null;
  /** Only of multi-currency mode. */
  readonly discounts: unknown;
  /** By `settle contract`. */
  readonly tiers: ReadonlyMap<string, OptionalAnswer>;
  readonly fees: ReadonlyMap<string, OptionalAnswer>;
  readonly orders: ReadonlyMap<string, OptionalAnswer>;
  readonly tickers: OptionalAnswer;
  readonly btcTicker: OptionalAnswer;
  /** The contracts of a settle coin, by it. */
  readonly terms: ReadonlyMap<string, OptionalAnswer>;
  readonly elsewhere: readonly { readonly what: string; readonly rows: OptionalAnswer }[];
};
