import { expect, it } from "vitest";
import type { FigureWithLinesView } from "#shared/views/figure.ts";
import type { PoolMarginView } from "#shared/views/margin.ts";
import { DERIVED_FIGURES, explainPoolFigure } from "./pool-figure.ts";

const sum = (unit: string): FigureWithLinesView => ({ value: null, unit, gaps: [], lines: [] });
const pool: PoolMarginView = {
  name: "USDT",
  unit: "USDT",
  equity: sum("equity"),
  collateralValue: sum("collateral"),
  initialMargin: sum("initial"),
  maintenanceMargin: sum("maintenance"),
  maintenanceMarginRatio: { value: null, unit: "ratio", gaps: [] },
  freeCollateral: { value: null, unit: "free", gaps: [] },
  marginBuffer: { value: null, unit: "buffer", gaps: [] },
};

it("shows a summed figure by its own lines", () => {
  const { rule, sums, result } = explainPoolFigure(pool, "equity");
  expect(rule).toBeNull();
  expect(sums).toEqual([{ figure: "equity", view: pool.equity }]);
  expect(result).toBe(pool.equity);
});

it.each([
  ["maintenanceMarginRatio", "Maintenance margin ÷ Collateral value"],
  ["freeCollateral", "Collateral value − Initial margin"],
  ["marginBuffer", "Collateral value − Maintenance margin"],
] as const)("%s is %s", (figure, rule) => {
  const explanation = explainPoolFigure(pool, figure);
  expect(explanation.rule).toBe(rule);
  expect(explanation.result).toBe(pool[figure]);
});

it("explains every derived figure by two sums", () => {
  for (const figure of DERIVED_FIGURES)
    expect(explainPoolFigure(pool, figure).sums).toHaveLength(2);
});
