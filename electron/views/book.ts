import type { BookReadingView } from "#shared/views/books.ts";
import type { AccountAssessment } from "../engine/assessment.ts";
import { figureView } from "./figure.ts";
import { worstLevel } from "./overview.ts";
import { poolView } from "./pool.ts";

type Standing = Pick<BookReadingView, "action" | "label" | "keptAt" | "besides">;

/** A reading that is about to be imported: what becomes of it, what is in it, what it comes to. */
export function bookReadingView(
  assessment: AccountAssessment,
  standing: Standing,
): BookReadingView {
  const { snapshot, equity, maintenanceMargin, gaps } = assessment;
  const unit = snapshot.valuationCurrency;
  const pools = assessment.pools.map((pool) => poolView(assessment, pool));
  return {
    ...standing,
    venue: snapshot.venue,
    marginModel: snapshot.marginModel,
    readAt: snapshot.readAt,
    balanceCount: snapshot.balances.length,
    positionCount: snapshot.positions.length,
    orderCount: snapshot.openOrders.length,
    equity: figureView(equity.value, unit, equity.gaps),
    maintenanceMarginRatio: figureView(
      assessment.maintenanceMarginRatio,
      "",
      maintenanceMargin.gaps,
    ),
    marginBuffer: figureView(assessment.marginBuffer, unit, maintenanceMargin.gaps),
    level: worstLevel(pools),
    pools,
    gaps,
  };
}
