import { type Decimal, decimal, sum } from "#shared/domain/decimal.ts";
import { isPerpetual } from "#shared/domain/perpetual.ts";
import type { FundingView, PositionView } from "#shared/views/overview.ts";
import type { AccountAssessment, PositionAssessment } from "../engine/assessment.ts";
import { dangerOfDistance } from "../engine/danger.ts";
import { fundingRatePerYear } from "../engine/funding.ts";
import { positionSize } from "../engine/payoff.ts";
import { pnlOfMove } from "../engine/stress.ts";
import { figureView, textOf } from "./figure.ts";

/** The move whose loss each position's share is shown of: every coin falls 10 %. */
const UNIFORM_FALL = decimal("-0.1");

/** Positions of all accounts, worst first: not known, then nearest to liquidation, then the largest. */
export function positionViews(accounts: readonly AccountAssessment[]): PositionView[] {
  const all = accounts.flatMap((account) =>
    account.positions.map((assessed) => ({
      account,
      assessed,
      fall: pnlOfMove(account.snapshot, assessed.position, UNIFORM_FALL),
    })),
  );
  const bookLoss = all.every(({ fall }) => fall) ? sum(all.map(({ fall }) => fall!)) : null;
  return all
    .toSorted((a, b) => byDanger(a.assessed, b.assessed))
    .map(({ account, assessed, fall }) => positionView(account, assessed, fall, bookLoss));
}

function byDanger(a: PositionAssessment, b: PositionAssessment): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (a.distanceToLiquidation && b.distanceToLiquidation)
    return a.distanceToLiquidation.abs().cmp(b.distanceToLiquidation.abs());
  return (b.maintenanceMargin ?? decimal(0)).cmp(a.maintenanceMargin ?? decimal(0));
}

function rankOf({ liquidationPriceReason }: PositionAssessment): number {
  return liquidationPriceReason === "unknown" ? 0 : liquidationPriceReason === null ? 1 : 2;
}

function positionView(
  { snapshot, pools }: AccountAssessment,
  assessed: PositionAssessment,
  fall: Decimal | null,
  bookLoss: Decimal | null,
): PositionView {
  const { position, gaps } = assessed;
  const size = positionSize(position);
  const required = pools[assessed.pool]?.maintenanceMargin.value;
  const inSettle = (value: Decimal | null) => figureView(value, position.settle, gaps);
  return {
    accountId: snapshot.accountId,
    accountLabel: snapshot.label,
    instrument: position.instrument,
    base: position.base,
    quote: position.quote,
    settle: position.settle,
    side: position.side,
    marginMode: position.marginMode,
    netQuantity: textOf(position.side === "long" ? size : size.neg())!,
    quantityUnit: position.kind === "inverse" ? position.quote : position.base,
    entryPrice: textOf(position.entryPrice),
    markPrice: textOf(position.markPrice),
    notional: inSettle(assessed.notional),
    unrealizedPnl: inSettle(assessed.unrealizedPnl),
    initialMargin: inSettle(assessed.initialMargin),
    maintenanceMargin: inSettle(assessed.maintenanceMargin),
    liquidationPrice: textOf(assessed.liquidationPrice),
    liquidationPriceReason: assessed.liquidationPriceReason,
    reportedLiquidationPrice: textOf(position.reported.liquidationPrice),
    distanceRatio: textOf(assessed.distanceToLiquidation),
    level: dangerOfDistance(assessed.distanceToLiquidation, assessed.liquidationPriceReason),
    maintenanceShareRatio: shareOf(assessed.maintenanceMargin, required ?? null),
    uniformFallPnl: figureView(fall, snapshot.valuationCurrency, fall ? [] : gaps),
    uniformFallShareRatio: bookLoss?.isNegative() ? shareOf(fall, bookLoss) : null,
    funding: isPerpetual(position) ? fundingView(assessed) : null,
    gaps,
  };
}

function fundingView({ position, fundingPerDay, fundingGaps }: PositionAssessment): FundingView {
  const { funding, settle } = position;
  return {
    rate: textOf(funding?.rate ?? null),
    intervalHours: textOf(funding?.intervalHours ?? null),
    nextAt: funding?.nextAt ?? null,
    perDay: figureView(fundingPerDay, settle, fundingGaps),
    ratePerYear: textOf(fundingRatePerYear(position)),
  };
}

function shareOf(part: Decimal | null, whole: Decimal | null) {
  return part && whole && !whole.isZero() ? textOf(part.div(whole)) : null;
}
