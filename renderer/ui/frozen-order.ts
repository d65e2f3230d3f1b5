/**
 * Rows in the order they were last shown in, so that nothing moves under the pointer: rows that
 * left are dropped, new ones follow at the end in their own order.
 */
export function frozenOrder<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  shownKeys: readonly string[],
): readonly Row[] {
  const places = new Map(shownKeys.map((key, place) => [key, place]));
  const placeOf = (row: Row) => places.get(keyOf(row)) ?? shownKeys.length;
  return rows.toSorted((one, other) => placeOf(one) - placeOf(other));
}
