import { printable } from "../document-path.ts";
import { fromCell, habitIn } from "./cell.ts";
import { type RowKind, fieldsOf } from "./columns.ts";
import { CsvFault, placeOf } from "./csv-fault.ts";
import type { Row } from "./read-rows.ts";
import { readTierTables } from "./tier-tables.ts";

export type Fields = Record<string, unknown>;
type Entry = readonly [key: string, value: unknown];

/** Which row each object of the document was made from; in a list of prices, each price. */
export type Sources = {
  readonly rows: ReadonlyMap<object, Row>;
  readonly prices: ReadonlyMap<object, ReadonlyMap<string, Row>>;
};

/** The portfolio document that the rows spell, unchecked, with the row each part came from. */
export function fromRows(rows: readonly Row[]): { document: Fields } & Sources {
  const sources = new Map<object, Row>();
  const prices = new Map<object, ReadonlyMap<string, Row>>();
  const read = (kind: RowKind) => rows.filter((row) => row.kind === kind);
  const make = (row: Row, more: Fields = {}): Fields => {
    const made = { ...readFields(row), ...more };
    sources.set(made, row);
    return made;
  };
  const tableOf = readTierTables(rows, make);
  const byAccount = groupByAccount(rows);
  const priced = (own: readonly Row[]) => {
    const record = Object.fromEntries(own.map(toPrice));
    prices.set(record, byAsset(own));
    return record;
  };
  const accounts = read("account").map((row) => {
    const own = byAccount.get(row.cells.get("account") ?? "") ?? [];
    const each = (kind: RowKind) => own.filter((other) => other.kind === kind);
    return make(row, {
      prices: priced(each("price")),
      balances: each("balance").map((other) => make(other, tableOf(other, "collateralTiers"))),
      positions: each("position").map((other) => make(other, tableOf(other, "marginTiers"))),
      openOrders: each("order").map((other) => make(other)),
      gaps: each("gap").map((other) => make(other)),
    });
  });
  const common = priced(read("price").filter(({ cells }) => !cells.has("account")));
  const head = { format: "keel.portfolio", version: 1, ...readFields(onlyPortfolio(rows)) };
  const document = { ...head, prices: common, accounts };
  sources.set(document, onlyPortfolio(rows));
  return { document, rows: sources, prices };
}

function onlyPortfolio(rows: readonly Row[]): Row {
  const [first, second] = rows.filter(({ kind }) => kind === "portfolio");
  if (!first) throw new CsvFault("document", "has no row of kind portfolio");
  if (second) throw new CsvFault(placeOf(second.line), "repeats the row of kind portfolio");
  return first;
}

/** What each account holds. A row that names no account, or none that is there, is refused. */
function groupByAccount(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const { kind, cells } of rows)
    if (kind === "account") groups.set(cells.get("account") ?? "", []);
  for (const row of rows) {
    if (!BELONGS_TO_ACCOUNT.has(row.kind)) continue;
    const id = row.cells.get("account");
    if (id === undefined && row.kind === "price") continue;
    const place = placeOf(row.line, "account");
    if (id === undefined) throw new CsvFault(place, "is missing");
    const group = groups.get(id);
    if (!group) throw new CsvFault(place, `names ${printable(id)}, which no account row has`);
    group.push(row);
  }
  return groups;
}

const BELONGS_TO_ACCOUNT: ReadonlySet<RowKind> = new Set([
  ...(["price", "balance", "position", "order", "gap"] as const),
]);

function byAsset(rows: readonly Row[]): ReadonlyMap<string, Row> {
  const seen = new Map<string, Row>();
  for (const row of rows) {
    const [asset] = toPrice(row);
    if (seen.has(asset))
      throw new CsvFault(placeOf(row.line, "asset"), `repeats ${printable(asset)}`);
    seen.set(asset, row);
  }
  return seen;
}

function toPrice(row: Row): [string, unknown] {
  const { asset, price } = readFields(row);
  if (typeof asset !== "string") throw new CsvFault(placeOf(row.line, "asset"), "is missing");
  return [asset, price];
}

/** The fields of a row, those inside another put into it. Absent ones are left out. */
function readFields({ kind, line, cells }: Row): Fields {
  const entries = fieldsOf(kind).flatMap(({ field, form, column }): Entry[] => {
    const cell = cells.get(column) ?? "";
    const habit = habitIn(cell, form);
    if (habit !== null) throw new CsvFault(placeOf(line, column), habit);
    const value = fromCell(cell, form);
    return value === undefined ? [] : [[field, value]];
  });
  return nested(entries);
}

/** `[["option.strike", "1"]]` → `{ option: { strike: "1" } }` */
function nested(entries: readonly Entry[]): Fields {
  const fields: Fields = {};
  const groups = new Map<string, Entry[]>();
  for (const [field, value] of entries) {
    const [outer = "", ...inner] = field.split(".");
    if (inner.length === 0) fields[outer] = value;
    else groups.set(outer, [...(groups.get(outer) ?? []), [inner.join("."), value]]);
  }
  for (const [outer, inner] of groups) fields[outer] = nested(inner);
  return fields;
}
