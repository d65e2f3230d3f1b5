import type { AlertView } from "#shared/views/alerts.ts";
import type {
  AccountOverviewView,
  DemoView,
  FeedView,
  OverviewView,
  PoolView,
  RuntimeView,
} from "#shared/views/overview.ts";
import { DANGER_LEVELS } from "#shared/views/overview.ts";
import { Decimal, toDecimalString } from "#shared/domain/decimal.ts";
import type { AccountAssessment, PortfolioAssessment } from "../engine/assessment.ts";
import { figureView, figureWithLinesView } from "./figure.ts";
import { poolView } from "./pool.ts";
import { positionViews } from "./position.ts";

export type OverviewInput = {
  readonly at: number;
  readonly portfolio: PortfolioAssessment;
  readonly feedOf: (accountId: string) => FeedView;
  readonly isDemo: (accountId: string) => boolean;
  /** Accounts that are configured but have no snapshot yet. */
  readonly waiting: readonly {
    readonly accountId: string;
    readonly label: string;
    readonly venue: string;
    readonly marginModel: string;
  }[];
  readonly alerts: readonly AlertView[];
  readonly demo: DemoView;
  readonly runtime: RuntimeView;
  /** Consolidated equity at an earlier moment, to show the change since. */
  readonly earlier: { readonly at: number; readonly equity: Decimal } | null;
};

/** What the overview shows: amounts as decimal strings, every figure with its gaps. */
export function toOverviewView(input: OverviewInput): OverviewView {
  const { portfolio } = input;
  const pools = followed(input).flatMap((account) =>
    account.pools
      .filter((pool) => pool.positions.length > 0)
      .map((pool) => poolView(account, pool)),
  );
  const lined = (figure: PortfolioAssessment["equity"]) => figureWithLinesView(figure, null);
  return {
    at: input.at,
    valuationCurrency: portfolio.valuationCurrency,
    consolidated: {
      equity: lined(portfolio.equity),
      collateralValue: lined(portfolio.collateralValue),
      initialMargin: lined(portfolio.initialMargin),
      maintenanceMargin: lined(portfolio.maintenanceMargin),
      grossExposure: lined(portfolio.grossExposure),
      netExposure: lined(portfolio.netExposure),
      effectiveLeverage: figureView(portfolio.effectiveLeverage, "×", portfolio.gaps),
      fundingPerDay: lined(portfolio.fundingPerDay),
      equityChange: equityChange(input),
    },
    worstPool: worstOf(pools),
    nearestPool: nearestOf(pools),
    accounts: [
      ...portfolio.accounts.map((account) => accountView(account, input)),
      ...input.waiting.map((account) => waitingView(account, input)),
    ],
    positions: positionViews(portfolio.accounts),
    alerts: input.alerts,
    demo: input.demo,
    runtime: input.runtime,
  };
}

/** A paused account's old figures must not stand before those that move; alone they are all there is. */
function followed({ portfolio, feedOf }: OverviewInput): readonly AccountAssessment[] {
  const { accounts } = portfolio;
  const unpaused = accounts.filter(({ snapshot }) => feedOf(snapshot.accountId).state !== "paused");
  return unpaused.length > 0 ? unpaused : accounts;
}

function equityChange({ portfolio, earlier }: OverviewInput) {
  const now = portfolio.equity.value;
  if (!now || !earlier) return null;
  return { amount: toDecimalString(now.minus(earlier.equity)), since: earlier.at };
}

function accountView(account: AccountAssessment, input: OverviewInput): AccountOverviewView {
  const { snapshot, equity, gaps } = account;
  const unit = snapshot.valuationCurrency;
  const pools = account.pools.map((pool) => poolView(account, pool));
  return {
    accountId: snapshot.accountId,
    label: snapshot.label,
    venue: snapshot.venue,
    marginModel: snapshot.marginModel,
    isDemo: input.isDemo(snapshot.accountId),
    feed: input.feedOf(snapshot.accountId),
    equity: figureView(equity.value, unit, equity.gaps),
    maintenanceMarginRatio: figureView(
      account.maintenanceMarginRatio,
      "",
      account.maintenanceMargin.gaps,
    ),
    marginBuffer: figureView(account.marginBuffer, unit, account.maintenanceMargin.gaps),
    freeCollateral: figureView(account.freeCollateral, unit, account.initialMargin.gaps),
    effectiveLeverage: figureView(account.effectiveLeverage, "×", account.grossExposure.gaps),
    level: worstLevel(pools),
    pools,
    gaps,
  };
}

function waitingView(
  account: OverviewInput["waiting"][number],
  input: OverviewInput,
): AccountOverviewView {
  const notKnown = figureView(null, input.portfolio.valuationCurrency);
  return {
    ...account,
    isDemo: input.isDemo(account.accountId),
    feed: input.feedOf(account.accountId),
    equity: notKnown,
    maintenanceMarginRatio: notKnown,
    marginBuffer: notKnown,
    freeCollateral: notKnown,
    effectiveLeverage: notKnown,
    level: "unknown",
    pools: [],
    gaps: [],
  };
}

/** `unknown` ranks with `act`: it can't be called safe. */
function rankOf(level: PoolView["level"]): number {
  return level === "unknown" ? DANGER_LEVELS.indexOf("act") : DANGER_LEVELS.indexOf(level);
}

export function worstLevel(pools: readonly PoolView[]): PoolView["level"] {
  return pools.map((pool) => pool.level).toSorted((a, b) => rankOf(b) - rankOf(a))[0] ?? "unknown";
}

function worstOf(pools: readonly PoolView[]): PoolView | null {
  return (
    pools.toSorted(
      (a, b) =>
        rankOf(b.level) - rankOf(a.level) ||
        compare(b.maintenanceMarginRatio.value, a.maintenanceMarginRatio.value),
    )[0] ?? null
  );
}

function nearestOf(pools: readonly PoolView[]): PoolView | null {
  const near = pools.filter((pool) => pool.nearestLiquidation);
  return (
    near.toSorted((a, b) =>
      new Decimal(a.nearestLiquidation!.distanceRatio)
        .abs()
        .cmp(new Decimal(b.nearestLiquidation!.distanceRatio).abs()),
    )[0] ?? null
  );
}

function compare(a: string | null, b: string | null): number {
  return new Decimal(a ?? 0).cmp(new Decimal(b ?? 0));
}
