import { toDecimalString } from "#shared/domain/decimal.ts";
import type { AccountAssessment, Figure, LineItem } from "../engine/assessment.ts";

/** What `keel evaluate --explain` adds: every total with the lines it is the sum of, down to inputs. */
export function toExplanation(account: AccountAssessment, path: string) {
  const explain = (figure: Figure) => toFigure(figure, path);
  return {
    equity: explain(account.equity),
    collateralValue: explain(account.collateralValue),
    initialMargin: explain(account.initialMargin),
    maintenanceMargin: explain(account.maintenanceMargin),
    grossExposure: explain(account.grossExposure),
    netExposure: explain(account.netExposure),
    fundingPerDay: explain(account.fundingPerDay),
    pools: account.pools.map((pool) => ({
      name: pool.name,
      equity: explain(pool.equity),
      collateralValue: explain(pool.collateralValue),
      initialMargin: explain(pool.initialMargin),
      maintenanceMargin: explain(pool.maintenanceMargin),
    })),
  };
}

export type Explanation = ReturnType<typeof toExplanation>;
export type ExplainedFigure = ReturnType<typeof toFigure>;

function toFigure({ value, unit, lines }: Figure, path: string) {
  return {
    value: value && toDecimalString(value),
    unit,
    lines: lines.map((line) => toLine(line, path)),
  };
}

function toLine({ label, amount, unit, formula, inputs }: LineItem, path: string) {
  return {
    label,
    amount: toDecimalString(amount),
    unit,
    formula,
    inputs: inputs.map((input) => ({ ...input, path: `${path}.${input.path}` })),
  };
}
