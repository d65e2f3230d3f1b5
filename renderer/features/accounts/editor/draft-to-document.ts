import { type Column, ORDERS, POSITIONS, PRICES, SINGLE_RATE } from "./columns.ts";
import { COLUMNS, type Draft, type GridName } from "./draft.ts";
import { cellOf, isBlank, type JsonObject, type Row } from "./rows.ts";

/** The draft as the text of a portfolio document of one account. Nothing is judged here. */
export function toDocumentText(draft: Draft, now: number): string {
  const { prices, balances, positions, openOrders } = draft.rows;
  const orders = usedRows(openOrders, ORDERS).map(toOrder);
  return JSON.stringify({
    format: "keel.portfolio",
    version: 1,
    asOf: draft.asOf.trim() || new Date(now).toISOString(),
    valuationCurrency: "USD",
    prices: Object.fromEntries(
      usedRows(prices, PRICES).map(({ cells }) => [cellOf(cells, "asset"), cellOf(cells, "price")]),
    ),
    accounts: [
      {
        ...draft.rest,
        id: draft.id,
        ...typed({ label: draft.label, takerFeeRate: draft.takerFeeRate }),
        venue: draft.venue,
        marginModel: draft.marginModel,
        balances: usedRows(balances, COLUMNS.balances).map(toObject),
        positions: usedRows(positions, POSITIONS).map(toPosition),
        ...(orders.length > 0 && { openOrders: orders }),
        ...(draft.gaps.length > 0 && { gaps: draft.gaps }),
      },
    ],
  });
}

/** The rows something was typed into, in order: a document has no blank ones. */
function usedRows(rows: readonly Row[], columns: readonly Column[]): readonly Row[] {
  return rows.filter((row) => !isBlank(row, columns));
}

/** Places in the draft of the rows that are in the document. */
export function usedPlaces(draft: Draft, grid: GridName): readonly number[] {
  return draft.rows[grid].flatMap((row, place) => (isBlank(row, COLUMNS[grid]) ? [] : [place]));
}

/** What was left empty is not known, which the document says by leaving it out. */
function typed(cells: Row["cells"]): JsonObject {
  const entries = Object.keys(cells).map((field) => [field, cellOf(cells, field)] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== ""));
}

function toObject({ cells, rest }: Row): JsonObject {
  return { ...rest, ...typed(cells) };
}

function toOrder(row: Row): JsonObject {
  const word = cellOf(row.cells, "reduceOnly");
  const reduceOnly = word === "yes" || (word === "no" ? false : word);
  return { ...toObject(row), reduceOnly };
}

function toPosition({ cells, tiers, rest }: Row): JsonObject {
  const { [SINGLE_RATE]: rate, ...plain } = typed(cells);
  const own = Object.entries(plain);
  const isOption = ([field]: readonly [string, unknown]) => field.startsWith("option.");
  const option = own.filter(isOption).map(([field, value]) => [field.slice(7), value] as const);
  const marginTiers = tiers.length > 0 ? tiers.map(toTier) : singleTier(rate);
  return {
    ...rest,
    ...Object.fromEntries(own.filter((entry) => !isOption(entry))),
    ...(option.length > 0 && { option: Object.fromEntries(option) }),
    ...(marginTiers && { marginTiers }),
  };
}

function singleTier(rate: unknown): readonly JsonObject[] | null {
  return rate === undefined ? null : [{ floor: "0", cap: null, maintenanceRate: rate }];
}

function toTier(row: Row): JsonObject {
  return { cap: null, ...toObject(row) };
}
