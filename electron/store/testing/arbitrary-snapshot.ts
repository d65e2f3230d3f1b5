import fc from "fast-check";
import { Decimal } from "#shared/domain/decimal.ts";
import { GAP_CODES } from "#shared/domain/gap.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import { MARGIN_MODELS } from "#shared/domain/margin-model.ts";
import type {
  AccountSnapshot,
  Balance,
  Funding,
  MarginTier,
  OpenOrder,
  OptionTerms,
  Position,
  ReportedFigures,
} from "#shared/domain/snapshot.ts";
import { TEST_ACCOUNT } from "./build-snapshot.ts";

/** Any exact amount, from 60 digits down to 40 places after the point: an integer with a point set in it. */
const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }), fc.integer({ min: 0, max: 40 }))
  .map(([digits, places]) => new Decimal(`${digits}e-${places}`));
const perhaps = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });
const amountOrNull = perhaps(amount);
const text = fc.string({ unit: "binary", maxLength: 20 });
const time = fc.integer({ min: 0, max: 4e12 });

const marginTier: fc.Arbitrary<MarginTier> = fc.record({
  floor: amount,
  cap: amountOrNull,
  maintenanceRate: amount,
  initialRate: amountOrNull,
  deduction: amountOrNull,
  maxLeverage: amountOrNull,
});

const balance: fc.Arbitrary<Balance> = fc.record({
  asset: text,
  walletBalance: amountOrNull,
  borrowed: amountOrNull,
  accruedInterest: amountOrNull,
  collateralWeight: amountOrNull,
  collateralTiers: perhaps(fc.array(fc.record({ upTo: amountOrNull, weight: amount }))),
  bidRate: amountOrNull,
  askRate: amountOrNull,
});

const option: fc.Arbitrary<OptionTerms> = fc.record({
  type: fc.constantFrom("call", "put"),
  strike: amount,
  expiryAt: time,
  impliedVolatility: amountOrNull,
  underlyingPrice: amountOrNull,
  settlement: fc.constantFrom("linear", "inverse"),
});

const funding: fc.Arbitrary<Funding> = fc.record({
  rate: amount,
  intervalHours: amountOrNull,
  nextAt: perhaps(time),
});

const position: fc.Arbitrary<Position> = fc.record({
  instrument: text.map(instrumentId),
  kind: fc.constantFrom("linear", "inverse", "option"),
  base: text,
  quote: text,
  settle: text,
  side: fc.constantFrom("long", "short"),
  quantity: amount,
  contractSize: amount,
  entryPrice: amountOrNull,
  markPrice: amountOrNull,
  marginMode: fc.constantFrom("cross", "isolated"),
  isolatedMargin: amountOrNull,
  leverage: amountOrNull,
  marginTiers: perhaps(fc.array(marginTier, { maxLength: 4 })),
  option: perhaps(option),
  funding: perhaps(funding),
  reported: fc.record({
    unrealizedPnl: amountOrNull,
    initialMargin: amountOrNull,
    maintenanceMargin: amountOrNull,
    liquidationPrice: amountOrNull,
  }),
});

const order: fc.Arbitrary<OpenOrder> = fc.record({
  instrument: text.map(instrumentId),
  side: fc.constantFrom("buy", "sell"),
  quantity: amount,
  price: amountOrNull,
  reduceOnly: fc.boolean(),
});

const reported: fc.Arbitrary<ReportedFigures> = fc.record({
  currency: perhaps(text),
  equity: amountOrNull,
  collateralValue: amountOrNull,
  initialMargin: amountOrNull,
  maintenanceMargin: amountOrNull,
  orderInitialMargin: amountOrNull,
  maintenanceMarginRatio: amountOrNull,
  nativeRatio: perhaps(fc.record({ name: text, value: amount })),
});

/** Any snapshot the type allows, sensible or not: the store keeps what was read. */
export const arbitrarySnapshot: fc.Arbitrary<AccountSnapshot> = fc.record({
  accountId: fc.constant(TEST_ACCOUNT),
  label: text,
  venue: text,
  marginModel: fc.constantFrom(...MARGIN_MODELS),
  venueAt: perhaps(time),
  readAt: time,
  valuationCurrency: text,
  prices: fc.array(fc.tuple(text, amount)).map((entries) => new Map(entries)),
  takerFeeRate: amountOrNull,
  hedgeMode: perhaps(fc.boolean()),
  balances: fc.array(balance, { maxLength: 4 }),
  positions: fc.array(position, { maxLength: 4 }),
  openOrders: fc.array(order, { maxLength: 3 }),
  reported,
  gaps: fc.array(fc.record({ code: fc.constantFrom(...GAP_CODES), path: text, message: text }), {
    maxLength: 3,
  }),
});
