import type { FigureView, FigureWithLinesView } from "#shared/views/figure.ts";
import type { PoolMarginView } from "#shared/views/margin.ts";

/** The figures of a pool that have line items of their own. */
export const SUMMED_FIGURES = [
  "equity",
  "collateralValue",
  "initialMargin",
  "maintenanceMargin",
] as const;
export type SummedFigure = (typeof SUMMED_FIGURES)[number];

export const DERIVED_FIGURES = [
  "maintenanceMarginRatio",
  "freeCollateral",
  "marginBuffer",
] as const;
export type DerivedFigure = (typeof DERIVED_FIGURES)[number];

export type PoolFigure = SummedFigure | DerivedFigure;

export const FIGURE_LABELS: Readonly<Record<PoolFigure, string>> = {
  equity: "Equity",
  collateralValue: "Collateral value",
  initialMargin: "Initial margin",
  maintenanceMargin: "Maintenance margin",
  maintenanceMarginRatio: "Maintenance margin ratio",
  freeCollateral: "Free collateral",
  marginBuffer: "Margin buffer",
};

type Terms = {
  readonly left: SummedFigure;
  readonly operator: "÷" | "−";
  readonly right: SummedFigure;
};

const TERMS: Readonly<Record<DerivedFigure, Terms>> = {
  maintenanceMarginRatio: { left: "maintenanceMargin", operator: "÷", right: "collateralValue" },
  freeCollateral: { left: "collateralValue", operator: "−", right: "initialMargin" },
  marginBuffer: { left: "collateralValue", operator: "−", right: "maintenanceMargin" },
};

export type PoolExplanation = {
  /** In words: `Collateral value − Maintenance margin`; `null` for a sum of lines. */
  readonly rule: string | null;
  readonly sums: readonly { readonly figure: SummedFigure; readonly view: FigureWithLinesView }[];
  readonly result: FigureView;
};

/** How a pool's figure comes about: the sums it is made of and the rule that joins them. */
export function explainPoolFigure(pool: PoolMarginView, figure: PoolFigure): PoolExplanation {
  if (isSummed(figure)) {
    return { rule: null, sums: [{ figure, view: pool[figure] }], result: pool[figure] };
  }
  const { left, operator, right } = TERMS[figure];
  return {
    rule: `${FIGURE_LABELS[left]} ${operator} ${FIGURE_LABELS[right]}`,
    sums: [left, right].map((term) => ({ figure: term, view: pool[term] })),
    result: pool[figure],
  };
}

function isSummed(figure: PoolFigure): figure is SummedFigure {
  return SUMMED_FIGURES.some((summed) => summed === figure);
}
