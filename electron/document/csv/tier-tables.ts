import { printable } from "../document-path.ts";
import { CsvFault, placeOf } from "./csv-fault.ts";
import type { Fields } from "./from-rows.ts";
import type { Row } from "./read-rows.ts";

type Link = "collateralTiers" | "marginTiers";

/** A table is written once and used by many; more than this in all is no trader's book. */
const MOST_TIERS = 500_000;

/**
 * The tables of tiers by name. The answer gives the field of a row that uses one; a table that one
 * row names without any tier in it is an empty table.
 */
export function readTierTables(rows: readonly Row[], make: (row: Row) => Fields) {
  const tables = {
    collateralTiers: new Map<string, Fields[]>(),
    marginTiers: new Map<string, Fields[]>(),
  };
  for (const row of rows) {
    if (row.kind !== "collateralTier" && row.kind !== "marginTier") continue;
    const link = row.kind === "marginTier" ? "marginTiers" : "collateralTiers";
    const name = row.cells.get(link);
    if (name === undefined) throw new CsvFault(placeOf(row.line, link), "is missing");
    const table = tables[link].get(name) ?? [];
    table.push(make(row));
    tables[link].set(name, table);
  }
  let used = 0;
  return (row: Row, link: Link): Fields => {
    const name = row.cells.get(link);
    if (name === undefined) return {};
    const place = placeOf(row.line, link);
    const table = tables[link].get(name);
    if (!table) throw new CsvFault(place, `names ${printable(name)}, which no row of tiers has`);
    used += table.length;
    if (used > MOST_TIERS) throw new CsvFault(place, `brings more than ${MOST_TIERS} tiers in all`);
    const isEmpty = table.length === 1 && Object.keys(table[0]!).length === 0;
    return { [link]: isEmpty ? [] : table };
  };
}
