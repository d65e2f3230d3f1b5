/**
 * How a cell is read. A `word` stands as it is; `text` may be anything and is guarded against
 * formulas; a `note` is a text that may be empty; a `limit` is an amount, or `none` for no end.
 */
export type Form = "word" | "text" | "note" | "amount" | "limit" | "flag" | "version";

type RowShape = {
  /** Columns that name another row: the account, a table of tiers. */
  readonly links: readonly string[];
  /** Fields of the portfolio document, by their path in it. */
  readonly fields: Readonly<Record<string, Form>>;
};

/*
 * Every kind of row with the fields it holds: docs/csv.md in one table. A column is named after its
 * field, and a field inside another after both: `reported.equity` is `reportedEquity`.
 */
const ROWS = {
  portfolio: {
    links: [],
    fields: { version: "version", asOf: "word", valuationCurrency: "text" },
  },
  account: {
    links: [],
    fields: {
      ...{ id: "text", label: "text", venue: "text", marginModel: "word", readAt: "word" },
      ...{ takerFeeRate: "amount", hedgeMode: "flag" },
      ...{ "reported.currency": "text", "reported.equity": "amount" },
      ...{ "reported.collateralValue": "amount", "reported.initialMargin": "amount" },
      ...{ "reported.maintenanceMargin": "amount", "reported.orderInitialMargin": "amount" },
      ...{ "reported.maintenanceMarginRatio": "amount" },
      ...{ "reported.nativeRatio.name": "text", "reported.nativeRatio.value": "amount" },
    },
  },
  price: { links: ["account"], fields: { asset: "text", price: "amount" } },
  balance: {
    links: ["account", "collateralTiers"],
    fields: {
      ...{ asset: "text", walletBalance: "amount", borrowed: "amount", accruedInterest: "amount" },
      ...{ collateralWeight: "amount", bidRate: "amount", askRate: "amount" },
    },
  },
  position: {
    links: ["account", "marginTiers"],
    fields: {
      ...{ instrument: "text", kind: "word", base: "text", quote: "text", settle: "text" },
      ...{ side: "word", quantity: "amount", contractSize: "amount", entryPrice: "amount" },
      ...{ markPrice: "amount", marginMode: "word", isolatedMargin: "amount", leverage: "amount" },
      ...{ fundingRate: "amount", fundingIntervalHours: "amount", nextFundingAt: "word" },
      ...{ "option.type": "word", "option.strike": "amount", "option.expiry": "word" },
      ...{ "option.impliedVolatility": "amount", "option.underlyingPrice": "amount" },
      ...{ "option.settlement": "word", "reported.unrealizedPnl": "amount" },
      ...{ "reported.initialMargin": "amount", "reported.maintenanceMargin": "amount" },
      ...{ "reported.liquidationPrice": "amount" },
    },
  },
  order: {
    links: ["account"],
    fields: {
      ...{ instrument: "text", side: "word", quantity: "amount", price: "amount" },
      ...{ reduceOnly: "flag" },
    },
  },
  gap: { links: ["account"], fields: { code: "word", path: "note", message: "note" } },
  collateralTier: {
    links: ["collateralTiers"],
    fields: { upTo: "limit", weight: "amount" },
  },
  marginTier: {
    links: ["marginTiers"],
    fields: {
      ...{ floor: "amount", cap: "limit", maintenanceRate: "amount", initialRate: "amount" },
      ...{ deduction: "amount", maxLeverage: "amount" },
    },
  },
} as const satisfies Readonly<Record<string, RowShape>>;

export type RowKind = keyof typeof ROWS;

// Object.keys forgets that ROWS has no other keys.
export const ROW_KINDS = Object.keys(ROWS) as RowKind[];

/** `reported.equity` → `reportedEquity`. An account's `id` is what other rows call `account`. */
export function columnOf(field: string): string {
  if (field === "id") return "account";
  return field.replaceAll(/\.(.)/g, (_dot, letter: string) => letter.toUpperCase());
}

type Field = { readonly field: string; readonly form: Form; readonly column: string };

const FIELDS_OF = new Map(
  ROW_KINDS.map((kind) => [
    kind,
    Object.entries<Form>(ROWS[kind].fields).map(([field, form]): Field => ({
      field,
      form,
      column: columnOf(field),
    })),
  ]),
);

export function fieldsOf(kind: RowKind): readonly Field[] {
  return FIELDS_OF.get(kind)!;
}

const COLUMNS_OF = new Map(
  ROW_KINDS.map((kind) => [
    kind,
    new Set([...ROWS[kind].links, ...fieldsOf(kind).map(({ column }) => column)]),
  ]),
);

export function hasColumn(kind: RowKind, column: string): boolean {
  return COLUMNS_OF.get(kind)!.has(column);
}

/** The first column says what a row is. */
export const KIND_COLUMN = "row";

/** Every column there is, in the order they are written. */
export const COLUMNS: readonly string[] = [
  ...new Set([KIND_COLUMN, "account", ...ROW_KINDS.flatMap((kind) => [...COLUMNS_OF.get(kind)!])]),
];
