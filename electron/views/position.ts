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
      label: account.snapshot.label,
      said: sayOnce(account, assessed),
    })),
  );
  const falls = all.flatMap(({ said: { fall } }) => fall ?? []);
  const bookLoss = falls.length === all.length ? sum(falls) : null;
  return all.toSorted(byDanger).map(({ label, said: { view, fall } }) => ({
    ...view,
    accountLabel: label,
    uniformFallShareRatio: bookLoss?.isNegative() ? shareOf(fall, bookLoss) : null,
  }));
}

type Ranked = { readonly said: Said };

function byDanger({ said: { place: a } }: Ranked, { said: { place: b } }: Ranked): number {
  return a.rank - b.rank || a.distance - b.distance || b.maintenanceMargin - a.maintenanceMargin;
}

/** Where a position stands among all: the nearer to liquidation, the earlier. Floats, to sort by. */
type Place = {
  readonly rank: number;
  readonly distance: number;
  readonly maintenanceMargin: number;
};

function placeOf(assessed: PositionAssessment): Place {
  const { liquidationPriceReason, distanceToLiquidation, maintenanceMargin } = assessed;
  return {
    rank: liquidationPriceReason === "unknown" ? 0 : liquidationPriceReason === null ? 1 : 2,
    distance: distanceToLiquidation?.abs().toNumber() ?? 0,
    maintenanceMargin: maintenanceMargin?.toNumber() ?? 0,
  };
}

/** What depends on nothing but the position and the account it was assessed in, which never change. */
type Said = {
  readonly view: Omit<PositionView, "accountLabel" | "uniformFallShareRatio">;
  readonly fall: Decimal | null;
  readonly place: Place;
};

/** One account of many is read at a time: what is said of the others' positions stands. */
const said = new WeakMap<PositionAssessment, Said>();

function sayOnce(account: AccountAssessment, assessed: PositionAssessment): Said {
  const known = said.get(assessed);
  if (known) return known;
  const fall = pnlOfMove(account.snapshot, assessed.position, UNIFORM_FALL);
  const fresh = { fall, view: positionView(account, assessed, fall), place: placeOf(assessed) };
  said.set(assessed, fresh);
  return fresh;
}

function positionView(
  { snapshot, pools }: AccountAssessment,
  assessed: PositionAssessment,
  fall: Decimal | null,
): Said["view"] {
  const { position, gaps } = assessed;
  const size = positionSize(position);
  const required = pools[assessed.pool]?.maintenanceMargin.value;
  const inSettle = (value: Decimal | null) => figureView(value, position.settle, gaps);
  return {
    accountId: snapshot.accountId,
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
