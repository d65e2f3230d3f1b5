import type { GapView } from "#shared/views/figure.ts";
import { type Column, ORDERS, POSITIONS, PRICES, SINGLE_RATE, TIERS } from "./columns.ts";
import { COLUMNS, type Draft } from "./draft.ts";
import { addRow, initialCells, type JsonObject, type Row, without } from "./rows.ts";

/**
 * A draft of the one account of a document that Keel has written. It is saved as of the moment of
 * saving, under the name the account has. What a venue reported is not carried over: it was said of
 * the figures as they were.
 */
export function toDraft(text: string): Draft {
  const document = object(JSON.parse(text));
  const [account = {}] = list(document["accounts"]);
  const { id, label, venue, marginModel, takerFeeRate, balances, positions, openOrders } = account;
  return {
    id: textOf(id),
    label: textOf(label),
    venue: textOf(venue),
    marginModel: textOf(marginModel),
    asOf: "",
    takerFeeRate: textOf(takerFeeRate),
    rows: {
      prices: rowsOf(
        toPrices({ ...object(document["prices"]), ...object(account["prices"]) }),
        PRICES,
      ),
      balances: rowsOf(list(balances), COLUMNS.balances),
      positions: addRow(list(positions).map(toPositionRow), POSITIONS),
      openOrders: list(openOrders).map(toOrder).map(toRow(ORDERS)),
    },
    // Written from Keel's own gaps, and checked again with the document.
    gaps: list(account["gaps"]) as readonly unknown[] as readonly GapView[],
    rest: without(account, ...SHOWN, "readAt", "reported"),
  };
}

const SHOWN = [
  ...["id", "label", "venue", "marginModel", "takerFeeRate"],
  ...["balances", "positions", "openOrders", "gaps", "prices"],
];

function rowsOf(objects: readonly JsonObject[], columns: readonly Column[]): readonly Row[] {
  return addRow(objects.map(toRow(columns)), columns);
}

function toRow(columns: readonly Column[]) {
  return (content: JsonObject, id: number): Row => {
    const fields = columns.map(({ field }) => field);
    const known = fields.flatMap((field) => {
      const value = content[field];
      return value === undefined ? [] : [[field, textOf(value)] as const];
    });
    const cells = { ...initialCells(columns), ...Object.fromEntries(known) };
    return { id, cells, tiers: [], rest: without(content, ...fields) };
  };
}

function toPositionRow(position: JsonObject, id: number): Row {
  const plain = without(position, "marginTiers", "option", "reported");
  const terms = Object.entries(object(position["option"])).map(
    ([field, value]) => [`option.${field}`, value] as const,
  );
  const tiers = list(position["marginTiers"]).map(toRow(TIERS));
  const row = toRow(POSITIONS)({ ...plain, ...Object.fromEntries(terms) }, id);
  const [only] = tiers;
  if (tiers.length !== 1 || !only || !isPlainRate(only)) return { ...row, tiers };
  return { ...row, cells: { ...row.cells, [SINGLE_RATE]: only.cells["maintenanceRate"] ?? "" } };
}

/** A table of one tier that says nothing but the rate. */
function isPlainRate({ cells }: Row): boolean {
  const others = Object.values(without(cells, "floor", SINGLE_RATE));
  return cells["floor"] === "0" && others.every((text) => text === "");
}

function toOrder({ reduceOnly, ...order }: JsonObject): JsonObject {
  return { ...order, reduceOnly: reduceOnly === true ? "yes" : "no" };
}

function toPrices(prices: JsonObject): readonly JsonObject[] {
  return Object.entries(prices).map(([asset, price]) => ({ asset, price }));
}

function object(value: unknown): JsonObject {
  // Anything has fields, or none; what they hold is looked at one by one.
  return typeof value === "object" && value !== null ? (value as JsonObject) : {};
}

function list(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(object) : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
