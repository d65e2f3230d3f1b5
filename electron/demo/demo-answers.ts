import { type Decimal, sum, ZERO } from "#shared/domain/decimal.ts";
import { type DemoFigures, isCross, printed } from "./demo-account.ts";
import type { DemoBook } from "./demo-book.ts";
import type { DemoMarket } from "./demo-market.ts";

// Answers in the venue's schema:
// https://developers.binance.com/docs/derivatives/usds-margined-futures, read 2026-11-23.

/** GET /fapi/v3/positionRisk. */
export function positionRisk(figures: readonly DemoFigures[], at: number) {
  return figures.map((each) => ({
    symbol: each.position.symbol,
    positionSide: "BOTH",
    positionAmt: each.position.amount.toFixed(),
    entryPrice: each.position.entryPrice.toFixed(),
    breakEvenPrice: each.position.entryPrice.toFixed(),
    markPrice: printed(each.mark),
    unRealizedProfit: printed(each.unrealizedPnl),
    liquidationPrice: each.liquidationPrice.isZero() ? "0" : printed(each.liquidationPrice),
    isolatedMargin: printed(isolatedMargin(each)),
    notional: printed(each.notional),
    marginAsset: "USDT",
    isolatedWallet: printed(each.position.isolatedWallet ?? ZERO),
    initialMargin: printed(each.positionMargin.plus(each.orderMargin)),
    maintMargin: printed(each.maintenanceMargin),
    positionInitialMargin: printed(each.positionMargin),
    openOrderInitialMargin: printed(each.orderMargin),
    adl: 2,
    bidNotional: "0",
    askNotional: "0",
    updateTime: at,
  }));
}

/** GET /fapi/v3/account. */
export function account(book: DemoBook, figures: readonly DemoFigures[], at: number) {
  const totals = accountTotals(book, figures);
  const text = Object.fromEntries(
    Object.entries(totals).map(([key, value]) => [key, printed(value)]),
  );
  return {
    totalInitialMargin: text["initialMargin"],
    totalMaintMargin: text["maintMargin"],
    totalWalletBalance: text["walletBalance"],
    totalUnrealizedProfit: text["unrealizedProfit"],
    totalMarginBalance: text["marginBalance"],
    totalPositionInitialMargin: text["positionInitialMargin"],
    totalOpenOrderInitialMargin: text["openOrderInitialMargin"],
    totalCrossWalletBalance: text["crossWalletBalance"],
    totalCrossUnPnl: text["crossUnPnl"],
    availableBalance: text["availableBalance"],
    maxWithdrawAmount: text["maxWithdrawAmount"],
    assets: [{ asset: "USDT", ...text, updateTime: at }],
    positions: figures.map((each) => ({
      symbol: each.position.symbol,
      positionSide: "BOTH",
      positionAmt: each.position.amount.toFixed(),
      unrealizedProfit: printed(each.unrealizedPnl),
      isolatedMargin: printed(isolatedMargin(each)),
      notional: printed(each.notional),
      isolatedWallet: printed(each.position.isolatedWallet ?? ZERO),
      initialMargin: printed(each.positionMargin.plus(each.orderMargin)),
      maintMargin: printed(each.maintenanceMargin),
      updateTime: at,
    })),
  };
}

function isolatedMargin({ position, unrealizedPnl }: DemoFigures): Decimal {
  return position.isolatedWallet ? position.isolatedWallet.plus(unrealizedPnl) : ZERO;
}

function accountTotals(book: DemoBook, figures: readonly DemoFigures[]) {
  const cross = figures.filter(isCross);
  const total = (of: (each: DemoFigures) => Decimal, among = figures) => sum(among.map(of));
  const wallet = total((each) => each.position.isolatedWallet ?? ZERO).plus(book.crossWallet);
  const profit = total((each) => each.unrealizedPnl);
  const crossProfit = total((each) => each.unrealizedPnl, cross);
  const positionMargin = total((each) => each.positionMargin);
  const orderMargin = total((each) => each.orderMargin);
  const crossMargin = total((each) => each.positionMargin, cross);
  const free = book.crossWallet.plus(crossProfit).minus(crossMargin).minus(orderMargin);
  const available = free.isNegative() ? ZERO : free;
  return {
    walletBalance: wallet,
    unrealizedProfit: profit,
    marginBalance: wallet.plus(profit),
    maintMargin: total((each) => each.maintenanceMargin),
    initialMargin: positionMargin.plus(orderMargin),
    positionInitialMargin: positionMargin,
    openOrderInitialMargin: orderMargin,
    crossWalletBalance: book.crossWallet,
    crossUnPnl: crossProfit,
    availableBalance: available,
    maxWithdrawAmount: available.lt(book.crossWallet) ? available : book.crossWallet,
  };
}

const HOUR_MS = 3_600_000;
const USUAL_INTERVAL_HOURS = 8;
/** Contracts whose interval the venue has shortened. */
const SHORT_INTERVALS: ReadonlyMap<string, number> = new Map([
  ["SOLUSDT", 4],
  ["DOGEUSDT", 4],
]);

/** GET /fapi/v1/premiumIndex. */
export function premiumIndex(market: DemoMarket, at: number) {
  return [...market.marks].map(([symbol, mark]) => ({
    symbol,
    markPrice: printed(mark),
    indexPrice: printed(mark),
    estimatedSettlePrice: printed(mark),
    lastFundingRate: market.fundings.get(symbol)?.toFixed() ?? "",
    interestRate: "0.00010000",
    nextFundingTime: nextFunding(symbol, at),
    time: at,
  }));
}

function nextFunding(symbol: string, at: number): number {
  const intervalMs = (SHORT_INTERVALS.get(symbol) ?? USUAL_INTERVAL_HOURS) * HOUR_MS;
  return (Math.floor(at / intervalMs) + 1) * intervalMs;
}

/** GET /fapi/v1/fundingInfo: only contracts whose terms were adjusted. */
export function fundingInfo() {
  return [...SHORT_INTERVALS].map(([symbol, fundingIntervalHours]) => ({
    symbol,
    adjustedFundingRateCap: "0.02000000",
    adjustedFundingRateFloor: "-0.02000000",
    fundingIntervalHours,
    disclaimer: false,
  }));
}

/** Parts taken off and put on the index when an asset is valued as collateral or as debt. */
const STABLE_BUFFER = "0.0001";
const COIN_BUFFER = "0.05";

/** GET /fapi/v1/assetIndex. */
export function assetIndex(market: DemoMarket, at: number) {
  return [...market.indexes].map(([asset, index]) => {
    const buffer = asset.startsWith("USD") ? STABLE_BUFFER : COIN_BUFFER;
    const bid = printed(index.minus(index.times(buffer)));
    const ask = printed(index.plus(index.times(buffer)));
    const printedBuffer = Number(buffer).toFixed(8);
    return {
      symbol: `${asset}USD`,
      time: at,
      index: printed(index),
      bidBuffer: printedBuffer,
      askBuffer: printedBuffer,
      bidRate: bid,
      askRate: ask,
      autoExchangeBidBuffer: printedBuffer,
      autoExchangeAskBuffer: printedBuffer,
      autoExchangeBidRate: bid,
      autoExchangeAskRate: ask,
    };
  });
}
