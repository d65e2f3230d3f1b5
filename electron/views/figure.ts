import { type Decimal, type DecimalString, toDecimalString } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { FigureView, FigureWithLinesView, LineView } from "#shared/views/figure.ts";
import type { Figure, LineItem } from "../engine/assessment.ts";

export function textOf(value: Decimal | null): DecimalString | null {
  return value && toDecimalString(value);
}

export function figureView(
  value: Decimal | null,
  unit: string,
  gaps: readonly Gap[] = [],
): FigureView {
  return { value: textOf(value), unit, gaps };
}

export function figureWithLinesView(figure: Figure, readAt: number | null): FigureWithLinesView {
  return {
    ...figureView(figure.value, figure.unit, figure.gaps),
    lines: figure.lines.map((line) => lineView(line, readAt)),
  };
}

function lineView(line: LineItem, readAt: number | null): LineView {
  return {
    label: line.label,
    amount: textOf(line.amount),
    unit: line.unit,
    formula: line.formula,
    inputs: line.inputs.map(({ path, ...input }) => ({ ...input, source: path, at: readAt })),
  };
}
