import { type Decimal, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Figure, LineItem } from "./assessment.ts";

/** A total of its lines. */
export function total(
  unit: Currency,
  lines: readonly LineItem[],
  gaps: readonly Gap[] = [],
): Figure {
  return { value: sum(lines.map((line) => line.amount)), unit, lines, gaps };
}

/** A total with a part missing that could make it worse: the known lines are kept, the value is not. */
export function notKnown(
  unit: Currency,
  gaps: readonly Gap[],
  lines: readonly LineItem[] = [],
): Figure {
  return { value: null, unit, lines, gaps };
}

/** left − right; `null` when either is. */
export function minus(left: Decimal | null, right: Decimal | null): Decimal | null {
  return left && right && left.minus(right);
}

/** Every gap once, in order of first mention. */
export function distinctGaps(gaps: Iterable<Gap>): Gap[] {
  const seen = new Map<string, Gap>();
  for (const gap of gaps) {
    const key = `${gap.code} ${gap.path}`;
    if (!seen.has(key)) seen.set(key, gap);
  }
  return [...seen.values()];
}
