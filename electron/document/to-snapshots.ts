import { accountId, instrumentId } from "#shared/domain/ids.ts";
import type {
  AccountSnapshot,
  Balance,
  Funding,
  MarginTier,
  Position,
  ReportedFigures,
  ReportedPosition,
} from "#shared/domain/snapshot.ts";
import type { AccountDocument, PortfolioDocument, PositionDocument } from "./portfolio-schema.ts";
import type { Steps } from "./steps.ts";

export type Portfolio = {
  readonly asOf: number;
  readonly valuationCurrency: string;
  readonly accounts: readonly AccountSnapshot[];
};

/** A checked document in the engine's own terms; what is absent becomes `null`, not known. */
export function* toPortfolio(document: PortfolioDocument): Steps<Portfolio> {
  const { asOf, valuationCurrency } = document;
  const common = new Map(Object.entries(document.prices));
  const accounts: AccountSnapshot[] = [];
  for (const account of document.accounts) {
    accounts.push(toSnapshot(document, account, common));
    yield;
  }
  return { asOf, valuationCurrency, accounts };
}

function toSnapshot(
  document: PortfolioDocument,
  account: AccountDocument,
  common: AccountSnapshot["prices"],
): AccountSnapshot {
  const own = Object.entries(account.prices ?? {});
  return {
    accountId: accountId(account.id),
    label: account.label ?? account.id,
    venue: account.venue,
    marginModel: account.marginModel,
    venueAt: null,
    readAt: account.readAt ?? document.asOf,
    valuationCurrency: document.valuationCurrency,
    // Accounts without prices of their own share the document's.
    prices: own.length === 0 ? common : new Map([...common, ...own]),
    takerFeeRate: account.takerFeeRate ?? null,
    hedgeMode: account.hedgeMode ?? null,
    balances: account.balances.map(toBalance),
    positions: account.positions.map(toPosition),
    openOrders: account.openOrders.map((order) => ({
      instrument: instrumentId(order.instrument),
      side: order.side,
      quantity: order.quantity,
      price: order.price ?? null,
      reduceOnly: order.reduceOnly ?? false,
    })),
    reported: toReported(account.reported ?? {}),
    gaps: account.gaps ?? [],
  };
}

function toBalance(balance: AccountDocument["balances"][number]): Balance {
  return {
    asset: balance.asset,
    walletBalance: balance.walletBalance ?? null,
    borrowed: balance.borrowed ?? null,
    accruedInterest: balance.accruedInterest ?? null,
    collateralWeight: balance.collateralWeight ?? null,
    collateralTiers: balance.collateralTiers ?? null,
    bidRate: balance.bidRate ?? null,
    askRate: balance.askRate ?? null,
  };
}

function toPosition(position: PositionDocument): Position {
  return {
    instrument: instrumentId(position.instrument),
    kind: position.kind,
    base: position.base,
    quote: position.quote,
    settle: position.settle,
    side: position.side,
    quantity: position.quantity,
    contractSize: position.contractSize,
    entryPrice: position.entryPrice ?? null,
    markPrice: position.markPrice ?? null,
    marginMode: position.marginMode,
    isolatedMargin: position.isolatedMargin ?? null,
    leverage: position.leverage ?? null,
    marginTiers: position.marginTiers?.map(toTier) ?? null,
    option: position.option
      ? {
          type: position.option.type,
          strike: position.option.strike,
          expiryAt: position.option.expiry,
          impliedVolatility: position.option.impliedVolatility ?? null,
          underlyingPrice: position.option.underlyingPrice ?? null,
          settlement: position.option.settlement,
        }
      : null,
    funding: toFunding(position),
    reported: toReportedPosition(position.reported ?? {}),
  };
}

function toFunding(position: PositionDocument): Funding | null {
  const { fundingRate, fundingIntervalHours, nextFundingAt } = position;
  if (!fundingRate) return null;
  return {
    rate: fundingRate,
    intervalHours: fundingIntervalHours ?? null,
    nextAt: nextFundingAt ?? null,
  };
}

function toReported(reported: NonNullable<AccountDocument["reported"]>): ReportedFigures {
  return {
    currency: reported.currency ?? null,
    equity: reported.equity ?? null,
    collateralValue: reported.collateralValue ?? null,
    initialMargin: reported.initialMargin ?? null,
    maintenanceMargin: reported.maintenanceMargin ?? null,
    orderInitialMargin: reported.orderInitialMargin ?? null,
    maintenanceMarginRatio: reported.maintenanceMarginRatio ?? null,
    nativeRatio: reported.nativeRatio ?? null,
  };
}

function toReportedPosition(reported: NonNullable<PositionDocument["reported"]>): ReportedPosition {
  return {
    unrealizedPnl: reported.unrealizedPnl ?? null,
    initialMargin: reported.initialMargin ?? null,
    maintenanceMargin: reported.maintenanceMargin ?? null,
    liquidationPrice: reported.liquidationPrice ?? null,
  };
}

function toTier(tier: NonNullable<PositionDocument["marginTiers"]>[number]): MarginTier {
  return {
    floor: tier.floor,
    cap: tier.cap,
    maintenanceRate: tier.maintenanceRate,
    initialRate: tier.initialRate ?? null,
    deduction: tier.deduction ?? null,
    maxLeverage: tier.maxLeverage ?? null,
  };
}
