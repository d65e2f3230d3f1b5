import { type DecimalString, decimal, toDecimalString } from "#shared/domain/decimal.ts";
import type { FigureView, FigureWithLinesView } from "#shared/views/figure.ts";
import type {
  AccountOverviewView,
  FeedView,
  FundingView,
  OverviewView,
  PoolView,
  PositionView,
} from "#shared/views/overview.ts";

/** An amount as views carry it. */
export function exact(text: string): DecimalString {
  return toDecimalString(decimal(text));
}

export function figure(text: string | null, unit = "USDT"): FigureView {
  return { value: text === null ? null : exact(text), unit, gaps: [] };
}

export const LIVE: FeedView = {
  state: "live",
  readAt: 1_000,
  syncing: false,
  failure: null,
  nextRunAt: null,
  pausedAt: null,
};

/** A long of one BTC at 100, liquidated at 80, in the cross pool of account `a`. */
export function positionView(own: Partial<PositionView> = {}): PositionView {
  return {
    accountId: "a",
    accountLabel: "Main",
    instrument: "BTC/USDT:USDT",
    base: "BTC",
    quote: "USDT",
    settle: "USDT",
    side: "long",
    marginMode: "cross",
    netQuantity: exact("1"),
    quantityUnit: "BTC",
    entryPrice: exact("90"),
    markPrice: exact("100"),
    notional: figure("100"),
    unrealizedPnl: figure("10"),
    initialMargin: figure("10"),
    maintenanceMargin: figure("1"),
    liquidationPrice: exact("80"),
    liquidationPriceReason: null,
    reportedLiquidationPrice: null,
    distanceRatio: exact("-0.2"),
    level: "warn",
    maintenanceShareRatio: exact("1"),
    uniformFallPnl: figure("-10", "USD"),
    uniformFallShareRatio: exact("1"),
    funding: fundingView(),
    gaps: [],
    ...own,
  };
}

/** 0.01 % each 8 hours, on a notional of 100. */
export function fundingView(own: Partial<FundingView> = {}): FundingView {
  return {
    rate: exact("0.0001"),
    intervalHours: exact("8"),
    nextAt: 1_795_420_800_000,
    perDay: figure("-0.03"),
    ratePerYear: exact("0.1095"),
    ...own,
  };
}

export function poolView(own: Partial<PoolView> = {}): PoolView {
  return {
    accountId: "a",
    name: "USDT",
    unit: "USDT",
    collateralValue: figure("100"),
    maintenanceMargin: figure("1"),
    maintenanceMarginRatio: figure("0.01", ""),
    marginBuffer: figure("99"),
    level: "safe",
    nearestLiquidation: null,
    ...own,
  };
}

export function accountView(own: Partial<AccountOverviewView> = {}): AccountOverviewView {
  return {
    accountId: "a",
    label: "Main",
    venue: "binanceusdm",
    marginModel: "binance-usdm",
    isDemo: false,
    feed: LIVE,
    equity: figure("100", "USD"),
    maintenanceMarginRatio: figure("0.01", ""),
    marginBuffer: figure("99", "USD"),
    freeCollateral: figure("90", "USD"),
    effectiveLeverage: figure("1", "×"),
    level: "safe",
    pools: [poolView()],
    gaps: [],
    ...own,
  };
}

export function overviewView(own: Partial<OverviewView> = {}): OverviewView {
  const sum: FigureWithLinesView = { ...figure("100", "USD"), lines: [] };
  return {
    at: 2_000,
    valuationCurrency: "USD",
    consolidated: {
      equity: sum,
      collateralValue: sum,
      initialMargin: sum,
      maintenanceMargin: sum,
      grossExposure: sum,
      netExposure: sum,
      effectiveLeverage: figure("1", "×"),
      fundingPerDay: sum,
      equityChange: null,
    },
    worstPool: null,
    nearestPool: null,
    accounts: [accountView()],
    positions: [positionView()],
    alerts: [],
    demo: { active: false, paused: false },
    runtime: { version: "0.0.0", notice: null },
    ...own,
  };
}
