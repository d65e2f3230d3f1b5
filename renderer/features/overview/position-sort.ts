import type { Decimal } from "#shared/domain/decimal.ts";
import type { PositionView } from "#shared/views/overview.ts";
import { readExact } from "../../format/exact.ts";

/** What each sortable column is sorted by. */
const SORT_KEYS = {
  instrument: (position: PositionView) => position.instrument,
  netQuantity: (position: PositionView) => readExact(position.netQuantity),
  notional: (position: PositionView) => readExact(position.notional.value),
  unrealizedPnl: (position: PositionView) => readExact(position.unrealizedPnl.value),
  distanceRatio: (position: PositionView) => readExact(position.distanceRatio)?.abs() ?? null,
  maintenanceMargin: (position: PositionView) => readExact(position.maintenanceMargin.value),
  maintenanceShareRatio: (position: PositionView) => readExact(position.maintenanceShareRatio),
  uniformFallPnl: (position: PositionView) => readExact(position.uniformFallPnl.value),
  fundingPerDay: (position: PositionView) => readExact(position.funding?.perDay.value ?? null),
};
export type SortColumn = keyof typeof SORT_KEYS;
export type Sorting = {
  readonly column: SortColumn;
  readonly direction: "ascending" | "descending";
};

/** Without a sorting the order stays as it came: worst first. What is not known goes last. */
export function sortPositions(
  positions: readonly PositionView[],
  sorting: Sorting | null,
): readonly PositionView[] {
  if (sorting === null) return positions;
  const keyOf = SORT_KEYS[sorting.column];
  const sign = sorting.direction === "ascending" ? 1 : -1;
  return positions.toSorted((one, other) => compare(keyOf(one), keyOf(other), sign));
}

type Key = string | Decimal | null;

function compare(one: Key, other: Key, sign: number): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === "string" || typeof other === "string")
    return sign * String(one).localeCompare(String(other));
  return sign * one.cmp(other);
}

/** A click on a column head: ascending, descending, back to worst first. */
export function nextSorting(sorting: Sorting | null, column: SortColumn): Sorting | null {
  if (sorting?.column !== column) return { column, direction: "ascending" };
  return sorting.direction === "ascending" ? { column, direction: "descending" } : null;
}
