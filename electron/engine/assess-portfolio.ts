import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import { leverageOf } from "./account-figures.ts";
import type { AccountAssessment, Figure, PortfolioAssessment } from "./assessment.ts";
import { distinctGaps, notKnown, total } from "./figure.ts";

type SummedFigure =
  | "equity"
  | "collateralValue"
  | "initialMargin"
  | "maintenanceMargin"
  | "grossExposure"
  | "netExposure"
  | "fundingPerDay";

/**
 * Figures of all accounts added up, one line per account. Adding says nothing of safety: equity at
 * one venue can't save another, so no ratio is formed here. A figure that one account can't give is
 * not known for the whole.
 */
export function assessPortfolio(
  accounts: readonly AccountAssessment[],
  valuationCurrency: Currency,
): PortfolioAssessment {
  const sumOf = (which: SummedFigure) => summed(accounts, which, valuationCurrency);
  const figures = {
    equity: sumOf("equity"),
    collateralValue: sumOf("collateralValue"),
    initialMargin: sumOf("initialMargin"),
    maintenanceMargin: sumOf("maintenanceMargin"),
    grossExposure: sumOf("grossExposure"),
    netExposure: sumOf("netExposure"),
  };
  return {
    valuationCurrency,
    accounts,
    ...figures,
    fundingPerDay: sumOf("fundingPerDay"),
    effectiveLeverage: leverageOf(figures.grossExposure.value, figures.equity.value),
    gaps: distinctGaps(Object.values(figures).flatMap((figure) => figure.gaps)),
  };
}

function summed(
  accounts: readonly AccountAssessment[],
  which: SummedFigure,
  unit: Currency,
): Figure {
  const gaps: Gap[] = accounts.flatMap((account, index) =>
    account[which].gaps.map((gap) => ({ ...gap, path: `accounts[${index}].${gap.path}` })),
  );
  const lines = accounts.flatMap(({ snapshot, [which]: figure }) =>
    figure.value
      ? [{ label: snapshot.label, amount: figure.value, unit, formula: null, inputs: [] }]
      : [],
  );
  return lines.length === accounts.length ? total(unit, lines, gaps) : notKnown(unit, gaps, lines);
}
