import { decimal } from "#shared/domain/decimal.ts";
import { accountId, instrumentId } from "#shared/domain/ids.ts";
import {
  type AccountSnapshot,
  type Balance,
  NO_REPORTED_POSITION,
  NOTHING_REPORTED,
  type Position,
} from "#shared/domain/snapshot.ts";

export const TEST_ACCOUNT = accountId("test-account");

/** A plain Binance USD-M balance. */
export function buildBalance(overrides: Partial<Balance> = {}): Balance {
  return {
    asset: "USDT",
    walletBalance: decimal("10000"),
    borrowed: null,
    accruedInterest: null,
    collateralWeight: decimal("1"),
    collateralTiers: null,
    bidRate: null,
    askRate: null,
    ...overrides,
  };
}

/** One BTC long of one coin, entry and mark 30 000, one tier of 1 % maintenance. */
export function buildPosition(overrides: Partial<Position> = {}): Position {
  return {
    instrument: instrumentId("BTC/USDT:USDT"),
    kind: "linear",
    base: "BTC",
    quote: "USDT",
    settle: "USDT",
    side: "long",
    quantity: decimal("1"),
    contractSize: decimal("1"),
    entryPrice: decimal("30000"),
    markPrice: decimal("30000"),
    marginMode: "cross",
    isolatedMargin: null,
    leverage: decimal("10"),
    marginTiers: [
      {
        floor: decimal("0"),
        cap: null,
        maintenanceRate: decimal("0.01"),
        initialRate: decimal("0.02"),
        deduction: decimal("0"),
        maxLeverage: decimal("50"),
      },
    ],
    option: null,
    funding: null,
    reported: NO_REPORTED_POSITION,
    ...overrides,
  };
}

/** A small whole book: 10 000 USDT behind one BTC long. */
export function buildSnapshot(overrides: Partial<AccountSnapshot> = {}): AccountSnapshot {
  return {
    accountId: TEST_ACCOUNT,
    label: "Test",
    venue: "binanceusdm",
    marginModel: "binance-usdm",
    venueAt: null,
    readAt: 1_700_000_000_000,
    valuationCurrency: "USD",
    prices: new Map([
      ["USDT", decimal("1")],
      ["BTC", decimal("30000")],
    ]),
    takerFeeRate: null,
    hedgeMode: false,
    balances: [buildBalance()],
    positions: [buildPosition()],
    openOrders: [],
    reported: NOTHING_REPORTED,
    gaps: [],
    ...overrides,
  };
}
