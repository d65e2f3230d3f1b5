import { z } from "zod/mini";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { figure, liquidationPrice, maybe, name, positive, whole } from "../../parse-answer.ts";

// Schemas of the answers Keel reads, only the fields it reads. Source: https://docs.deribit.com
// (private/get_account_summaries, get_positions, get_open_orders; public/get_index_price,
// get_book_summary_by_currency, ticker), read 2026-11-23. Everything is inside `result`.

const summary = z.object({
  currency: name,
  equity: figure,
  /** Equity less the value of options. Under cross collateral the whole account seen in this currency. */
  margin_balance: figure,
  initial_margin: figure,
  maintenance_margin: figure,
  options_value: maybe(figure),
  /** Of futures, since the last settlement. */
  futures_session_upl: maybe(figure),
  margin_model: maybe(name),
  cross_collateral_enabled: maybe(z.boolean()),
  portfolio_margining_enabled: maybe(z.boolean()),
  /** The totals of a cross-collateral account, repeated in every row. */
  total_equity_usd: maybe(figure),
  total_margin_balance_usd: maybe(figure),
  total_initial_margin_usd: maybe(figure),
  total_maintenance_margin_usd: maybe(figure),
});
export type Summary = z.infer<typeof summary>;

/** A row for every currency of the venue, whatever is in it. */
export const summariesAnswer = z.object({
  result: z.object({ summaries: z.array(summary).check(z.minLength(1)) }),
  /** Microseconds. */
  usOut: maybe(whole),
});

export const positionsAnswer = z.object({
  result: z.array(
    z.object({
      instrument_name: name,
      direction: z.enum(["buy", "sell", "zero"]),
      /** Signed: dollars of an inverse contract, coins of others. */
      size: figure,
      average_price: maybe(positive),
      mark_price: maybe(positive),
      leverage: maybe(positive),
      /** Since the entry. */
      total_profit_loss: maybe(figure),
      /** Since the last settlement. */
      floating_profit_loss: maybe(figure),
      initial_margin: maybe(figure),
      maintenance_margin: maybe(figure),
      open_orders_margin: maybe(figure),
      estimated_liquidation_price: maybe(liquidationPrice),
    }),
  ),
});
export type PositionRow = z.infer<typeof positionsAnswer>["result"][number];

export const ordersAnswer = z.object({
  result: z.array(
    z.object({
      instrument_name: name,
      direction: z.enum(["buy", "sell"]),
      /** As a position's size, unsigned. */
      amount: figure,
      filled_amount: maybe(figure),
      price: z.union([z.literal("market_price"), maybe(positive)]),
      reduce_only: maybe(z.boolean()),
    }),
  ),
});

export const indexAnswer = z.object({ result: z.object({ index_price: positive }) });

/** Options of one currency. Volatility in percent. */
export const bookAnswer = z.object({
  result: z.array(
    z.object({
      instrument_name: name,
      underlying_price: maybe(positive),
      mark_iv: maybe(positive),
    }),
  ),
});

/** public/ticker of a perpetual: the rate at this moment, as one for 8 hours. */
export const tickerAnswer = z.object({
  result: z.object({ instrument_name: name, current_funding: maybe(figure) }),
});

/** Everything one reading asked. What the account can't be read without is parsed already. */
export type DeribitAnswers = {
  readonly summaries: readonly Summary[];
  /** The venue's clock, epoch milliseconds. */
  readonly venueAt: number | null;
  readonly positions: readonly PositionRow[];
  readonly orders: OptionalAnswer;
  /** By the index's name: `btc_usd`. */
  readonly indexes: ReadonlyMap<string, OptionalAnswer>;
  /** Tickers of the perpetuals held, by their name. */
  readonly tickers: ReadonlyMap<string, OptionalAnswer>;
  /** Of the currencies in which options are held. */
  readonly books: readonly OptionalAnswer[];
};
