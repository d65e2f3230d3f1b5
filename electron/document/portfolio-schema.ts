import { z } from "zod/mini";
import { GAP_CODES } from "#shared/domain/gap.ts";
import { MARGIN_MODELS } from "#shared/domain/margin-model.ts";
import { type Decimal, parseDecimal } from "#shared/domain/decimal.ts";

/*
 * The portfolio document, version 1: field names are fixed, unknown fields are refused. Amounts
 * are decimal strings; an absent amount is not known, which is not zero.
 */

/** More than any one trader holds; beyond it a file is refused rather than chewed on. */
const MOST_ACCOUNTS = 1_000;
const MOST_ROWS = 20_000;

const text = z.string().check(z.minLength(1), z.maxLength(200));
const amount = z.pipe(
  z.string(),
  z.transform((value, context): Decimal => {
    const parsed = parseDecimal(value);
    if (parsed) return parsed;
    context.issues.push({
      code: "custom",
      input: value,
      message: 'is not a decimal string such as "-12.5"',
    });
    return z.NEVER;
  }),
);

function checked(isRight: (value: Decimal) => boolean, message: string) {
  return amount.check(z.refine(isRight, { error: message, abort: true }));
}

const positive = checked((value) => value.gt(0), "must be above zero");
const notNegative = checked((value) => value.gte(0), "must not be negative");
const share = checked((value) => value.gte(0) && value.lte(1), "must be between 0 and 1");

/** ISO 8601 in UTC as epoch milliseconds. */
const time = z.pipe(
  z.string().check(
    z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/, {
      error: "is not an ISO 8601 time in UTC",
      abort: true,
    }),
  ),
  z.transform((value, context): number => {
    const at = Date.parse(value);
    if (Number.isFinite(at)) return at;
    context.issues.push({ code: "custom", input: value, message: "is not a time" });
    return z.NEVER;
  }),
);

function rows<Item extends z.ZodMiniType>(item: Item) {
  return z.array(item).check(z.maxLength(MOST_ROWS));
}

export const balanceSchema = z.strictObject({
  asset: text,
  walletBalance: z.optional(amount),
  borrowed: z.optional(notNegative),
  accruedInterest: z.optional(notNegative),
  collateralWeight: z.optional(share),
  collateralTiers: z.optional(
    rows(z.strictObject({ upTo: z.nullable(positive), weight: share })).check(z.minLength(1)),
  ),
  bidRate: z.optional(positive),
  askRate: z.optional(positive),
});

const marginTier = z.strictObject({
  floor: notNegative,
  cap: z.nullable(positive),
  maintenanceRate: share,
  initialRate: z.optional(share),
  deduction: z.optional(amount),
  maxLeverage: z.optional(positive),
});

const option = z.strictObject({
  type: z.enum(["call", "put"]),
  strike: positive,
  expiry: time,
  impliedVolatility: z.optional(positive),
  underlyingPrice: z.optional(positive),
  settlement: z.enum(["linear", "inverse"]),
});

const reportedPosition = z.strictObject({
  unrealizedPnl: z.optional(amount),
  initialMargin: z.optional(amount),
  maintenanceMargin: z.optional(amount),
  liquidationPrice: z.optional(amount),
});

export const positionSchema = z.strictObject({
  instrument: text,
  kind: z.enum(["linear", "inverse", "option"]),
  base: text,
  quote: text,
  settle: text,
  side: z.enum(["long", "short"]),
  quantity: positive,
  contractSize: positive,
  entryPrice: z.optional(positive),
  markPrice: z.optional(positive),
  marginMode: z.enum(["cross", "isolated"]),
  isolatedMargin: z.optional(amount),
  leverage: z.optional(positive),
  marginTiers: z.optional(rows(marginTier)),
  option: z.optional(option),
  /** Share of the notional; above zero long pays. */
  fundingRate: z.optional(
    checked((value) => value.abs().lt(1), "must be a share between -1 and 1, not a percentage"),
  ),
  fundingIntervalHours: z.optional(positive),
  nextFundingAt: z.optional(time),
  reported: z.optional(reportedPosition),
});

export const orderSchema = z.strictObject({
  instrument: text,
  side: z.enum(["buy", "sell"]),
  quantity: positive,
  price: z.optional(positive),
  reduceOnly: z.optional(z.boolean()),
});

const reported = z.strictObject({
  currency: z.optional(text),
  equity: z.optional(amount),
  collateralValue: z.optional(amount),
  initialMargin: z.optional(amount),
  maintenanceMargin: z.optional(amount),
  orderInitialMargin: z.optional(amount),
  maintenanceMarginRatio: z.optional(amount),
  nativeRatio: z.optional(z.strictObject({ name: text, value: amount })),
});

/** What could not be read when the account was, with paths relative to the account. */
const gap = z.strictObject({
  code: z.enum(GAP_CODES),
  path: z.string().check(z.maxLength(500)),
  message: z.string().check(z.maxLength(1_000)),
});

/** An account but for what is in its long lists, which are read row by row. */
export const accountSchema = z.strictObject({
  id: text,
  label: z.optional(text),
  /** When the account was read; the document's time when absent. */
  readAt: z.optional(time),
  /** Prices at this account's venue, before the document's. */
  prices: z.optional(z.record(text, positive)),
  gaps: z.optional(rows(gap)),
  venue: text,
  marginModel: z.enum(MARGIN_MODELS),
  takerFeeRate: z.optional(amount),
  hedgeMode: z.optional(z.boolean()),
  balances: rows(z.unknown()),
  positions: rows(z.unknown()),
  openOrders: z.optional(rows(z.unknown())),
  reported: z.optional(reported),
});

/** A document but for what is in its accounts. */
export const portfolioSchema = z.strictObject({
  format: z.literal("keel.portfolio"),
  version: z.literal(1),
  asOf: time,
  valuationCurrency: text,
  prices: z.record(text, positive),
  accounts: z.array(z.unknown()).check(z.maxLength(MOST_ACCOUNTS)),
});

type Rows = {
  balances: z.output<typeof balanceSchema>[];
  positions: PositionDocument[];
  openOrders: z.output<typeof orderSchema>[];
};

export type PositionDocument = z.output<typeof positionSchema>;
export type AccountDocument = Omit<z.output<typeof accountSchema>, keyof Rows> & Rows;
export type PortfolioDocument = Omit<z.output<typeof portfolioSchema>, "accounts"> & {
  accounts: readonly AccountDocument[];
};
