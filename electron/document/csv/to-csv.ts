import { stringify } from "csv-stringify/sync";
import type { toPortfolioDocument } from "../to-portfolio.ts";
import { type Value, toCell } from "./cell.ts";
import { COLUMNS, KIND_COLUMN, type RowKind, fieldsOf } from "./columns.ts";

type PortfolioJson = ReturnType<typeof toPortfolioDocument>;
type Cells = Readonly<Record<string, string>>;

/** A portfolio document as CSV text (docs/csv.md): the columns it needs, in their usual order. */
export function toCsv(document: PortfolioJson): string {
  const rows = toRows(document);
  const used = new Set(
    rows.flatMap((row) => Object.keys(row).filter((column) => row[column] !== "")),
  );
  const columns = COLUMNS.filter((column) => used.has(column));
  const text = stringify(
    [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))],
    // Quotes keep blanks at the ends and line breaks of any kind.
    { quoted_match: /[\r\n]|^\s|\s$|^#/u },
  );
  // Excel reads what is not ASCII as UTF-8 only behind a byte order mark.
  return /^[\0-\x7F]*$/.test(text) ? text : `\uFEFF${text}`;
}

function toRows({ accounts, prices, ...portfolio }: PortfolioJson): Cells[] {
  const tables = createTables();
  const accountRows = accounts.flatMap(({ balances, positions, ...account }) => {
    const link = { account: toCell(account.id, "text") };
    return [
      toRow("account", account),
      ...priceRows(account.prices ?? {}, link),
      ...balances.map((each) =>
        toRow("balance", each, {
          ...link,
          collateralTiers: tables.nameOf("collateralTier", each.asset, each.collateralTiers),
        }),
      ),
      ...positions.map((each) =>
        toRow("position", each, {
          ...link,
          marginTiers: tables.nameOf("marginTier", each.instrument, each.marginTiers),
        }),
      ),
      ...account.openOrders.map((each) => toRow("order", each, link)),
      ...(account.gaps ?? []).map((each) => toRow("gap", each, link)),
    ];
  });
  return [toRow("portfolio", portfolio), ...priceRows(prices), ...accountRows, ...tables.rows];
}

function priceRows(prices: Readonly<Record<string, string>>, link: Cells = {}): Cells[] {
  return Object.entries(prices).map(([asset, price]) => toRow("price", { asset, price }, link));
}

function toRow(kind: RowKind, object: object, links: Cells = {}): Cells {
  const cells: Record<string, string> = { [KIND_COLUMN]: kind, ...links };
  for (const { field, form, column } of fieldsOf(kind))
    cells[column] = toCell(valueAt(object, field), form);
  return cells;
}

/** What stands at a path such as `option.strike`. Fields that hold other fields have no column. */
function valueAt(object: object, field: string): Value {
  const [key = "", ...inner] = field.split(".");
  const value: unknown = Reflect.get(object, key);
  if (typeof value === "object" && value !== null) return valueAt(value, inner.join("."));
  return isValue(value) ? value : undefined;
}

function isValue(value: unknown): value is Value {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** Tables of tiers, each written once under the name of what first used it. */
function createTables() {
  const names = new Map<string, string>();
  const rows: Cells[] = [];
  const taken = new Set<string>();
  const freeName = (kind: RowKind, wanted: string): string => {
    let name = wanted;
    for (let next = 2; taken.has(`${kind} ${name}`); next += 1) name = `${wanted} ${next}`;
    taken.add(`${kind} ${name}`);
    return name;
  };
  const nameOf = (
    kind: "collateralTier" | "marginTier",
    wanted: string,
    tiers: readonly object[] | undefined,
  ): string => {
    if (!tiers) return "";
    const key = `${kind} ${JSON.stringify(tiers)}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = toCell(freeName(kind, wanted), "text");
    names.set(key, name);
    const link = { [`${kind}s`]: name };
    const tierRows = tiers.map((tier) => toRow(kind, tier, link));
    rows.push(...(tierRows.length > 0 ? tierRows : [{ [KIND_COLUMN]: kind, ...link }]));
    return name;
  };
  return { rows, nameOf };
}
