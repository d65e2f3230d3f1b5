import type { BookFaultView } from "#shared/views/books.ts";
import { PRICES, SINGLE_RATE, TIERS } from "./columns.ts";
import { COLUMNS, type Draft, type GridName, GRIDS } from "./draft.ts";
import { usedPlaces } from "./draft-to-document.ts";
import { cellOf, isBlank } from "./rows.ts";

/** What is wrong where: by cell (`positions.2.markPrice`, `positions.2.tiers.0.cap`) or field (`label`). */
export type Faults = {
  readonly at: ReadonlyMap<string, string>;
  /** Of things no cell shows. */
  readonly elsewhere: readonly BookFaultView[];
};

export const NO_FAULTS: Faults = { at: new Map(), elsewhere: [] };

/** Brings what the document's check says back to the cells it was typed into. */
export function placeFaults(draft: Draft, faults: readonly BookFaultView[]): Faults {
  const placed = faults.map((fault) => ({ ...fault, key: keyOf(draft, fault.path) }));
  const at = new Map(
    // The first thing wrong with a cell is the one to correct.
    placed
      .toReversed()
      .flatMap(({ key, reason }) => (key === null ? [] : [[key, reason] as const])),
  );
  return {
    at: new Map([...at, ...required(draft), ...repeatedPrices(draft)]),
    elsewhere: placed
      .filter(({ key }) => key === null)
      .map(({ path, reason }) => ({ path, reason })),
  };
}

const CELL =
  /^accounts\[0\]\.(balances|positions|openOrders)\[(\d+)\](?:\.marginTiers\[(\d+)\])?\.(.+)$/;
const FIELD = /^(?:accounts\[0\]\.)?(label|venue|marginModel|takerFeeRate|asOf)$/;

function keyOf(draft: Draft, path: string): string | null {
  const [, field] = FIELD.exec(path) ?? [];
  if (field !== undefined) return field;
  if (path.startsWith("prices.")) return priceKey(draft, path.slice("prices.".length));
  const [, grid, row, tier, cell] = CELL.exec(path) ?? [];
  if (grid === undefined || cell === undefined) return null;
  // The pattern names exactly these grids.
  const name = grid as GridName;
  const place = usedPlaces(draft, name)[Number(row)];
  if (place === undefined) return null;
  const shown = cell === "option" ? "option.type" : cell;
  const columns = tier === undefined ? COLUMNS[name] : TIERS;
  if (!columns.some(({ field: known }) => known === shown)) return null;
  if (tier === undefined) return `${name}.${place}.${shown}`;
  const hasTable = (draft.rows[name][place]?.tiers.length ?? 0) > 0;
  return hasTable ? `${name}.${place}.tiers.${tier}.${shown}` : `${name}.${place}.${SINGLE_RATE}`;
}

function priceKey(draft: Draft, asset: string): string | null {
  const place = draft.rows.prices.findLastIndex(
    (row) => !isBlank(row, PRICES) && cellOf(row.cells, "asset") === asset,
  );
  if (place < 0) return null;
  return `prices.${place}.${asset === "" ? "asset" : "price"}`;
}

/** A document may leave an account without a name and with nothing in it; what is typed here has both. */
function required(draft: Draft): readonly (readonly [string, string])[] {
  const isEmpty =
    [...usedPlaces(draft, "balances"), ...usedPlaces(draft, "positions")].length === 0;
  return [
    ...(draft.label.trim() === "" ? [["label", "is missing"] as const] : []),
    ...(isEmpty
      ? [["balances.0.asset", "is missing: a book holds a balance or a position"] as const]
      : []),
  ];
}

/** In a document a second price of a coin would silently take the place of the first. */
function repeatedPrices(draft: Draft): readonly (readonly [string, string])[] {
  const assets = draft.rows.prices.map((row) =>
    isBlank(row, PRICES) ? null : cellOf(row.cells, "asset"),
  );
  return assets.flatMap((asset, place) =>
    asset !== null && assets.indexOf(asset) < place
      ? [[`prices.${place}.asset`, `repeats ${asset}`] as const]
      : [],
  );
}

/**
 * The faults to show: an empty cell is not wrong before one wants to save, it is only not filled in
 * yet.
 */
export function shownFaults(draft: Draft, faults: Faults, isAsked: boolean): Faults["at"] {
  if (isAsked) return faults.at;
  return new Map([...faults.at].filter(([key]) => textAt(draft, key) !== ""));
}

function textAt(draft: Draft, key: string): string {
  const [grid, place, ...more] = key.split(".");
  const name = GRIDS.find((known) => known === grid);
  if (name === undefined) return textOfField(draft, key);
  const row = draft.rows[name][Number(place)];
  const [tiers, tier, ...field] = more;
  if (tiers === "tiers") return cellOf(row?.tiers[Number(tier)]?.cells ?? {}, field.join("."));
  return cellOf(row?.cells ?? {}, more.join("."));
}

function textOfField({ label, asOf, takerFeeRate, venue }: Draft, field: string): string {
  return { label, asOf, takerFeeRate, venue }[field]?.trim() ?? "";
}
