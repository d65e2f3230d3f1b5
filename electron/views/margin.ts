import type { FeedView } from "#shared/views/overview.ts";
import type {
  MarginView,
  PoolMarginView,
  ReconciliationView,
  TrustView,
} from "#shared/views/margin.ts";
import type { AccountAssessment, PoolAssessment, Reconciliation } from "../engine/assessment.ts";
import { trustIn } from "../engine/likely-cause.ts";
import { figureView, figureWithLinesView, textOf } from "./figure.ts";

/** Everything behind one account's figures. */
export function toMarginView(account: AccountAssessment, feed: FeedView): MarginView {
  const { snapshot } = account;
  return {
    accountId: snapshot.accountId,
    label: snapshot.label,
    venue: snapshot.venue,
    marginModel: snapshot.marginModel,
    readAt: snapshot.readAt,
    venueAt: snapshot.venueAt,
    feed,
    unit: snapshot.valuationCurrency,
    pools: account.pools.map((pool) => poolMarginView(pool, snapshot.readAt)),
    fundingPerDay: figureWithLinesView(account.fundingPerDay, snapshot.readAt),
    reconciliation: account.reconciliation.map(reconciliationView),
    trust: trustView(account.reconciliation),
    gaps: account.gaps,
  };
}

function poolMarginView(pool: PoolAssessment, readAt: number): PoolMarginView {
  const { currency, gaps } = pool;
  return {
    name: pool.name,
    unit: currency,
    equity: figureWithLinesView(pool.equity, readAt),
    collateralValue: figureWithLinesView(pool.collateralValue, readAt),
    initialMargin: figureWithLinesView(pool.initialMargin, readAt),
    maintenanceMargin: figureWithLinesView(pool.maintenanceMargin, readAt),
    maintenanceMarginRatio: figureView(pool.maintenanceMarginRatio, "", gaps),
    freeCollateral: figureView(pool.freeCollateral, currency, gaps),
    marginBuffer: figureView(pool.marginBuffer, currency, gaps),
  };
}

function trustView(reconciliation: readonly Reconciliation[]): TrustView {
  const { state, worst } = trustIn(reconciliation);
  return { state, worst: worst && reconciliationView(worst) };
}

function reconciliationView(row: Reconciliation): ReconciliationView {
  return {
    figure: row.subject ? `${row.subject} ${row.figure.replace("position.", "")}` : row.figure,
    unit: row.unit,
    reported: textOf(row.reported)!,
    calculated: textOf(row.calculated),
    difference: textOf(row.difference),
    agrees: row.agrees,
    reading: row.reading,
    cause: row.cause,
  };
}
