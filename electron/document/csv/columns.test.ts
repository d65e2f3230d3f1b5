import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import {
  accountSchema,
  balanceSchema,
  orderSchema,
  portfolioSchema,
  positionSchema,
} from "../portfolio-schema.ts";
import { readBook } from "../read-book.ts";
import { COLUMNS, ROW_KINDS, fieldsOf, hasColumn } from "./columns.ts";
import { atOnce } from "../steps.ts";

/** Lists and records of the document that have rows of their own. */
const ROW_OF: Readonly<Record<string, string>> = {
  "": "portfolio",
  prices: "price",
  accounts: "account",
  "accounts.prices": "price",
  "accounts.gaps": "gap",
  "accounts.balances": "balance",
  "accounts.balances.collateralTiers": "collateralTier",
  "accounts.positions": "position",
  "accounts.positions.marginTiers": "marginTier",
  "accounts.openOrders": "order",
};

type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
};

/** Every field of the schema under the kind of row that holds it: `position option.strike`. */
function fieldsIn(schema: Schema, at = "", kind = "portfolio", inside = ""): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const path = at === "" ? key : `${at}.${key}`;
    const own = ROW_OF[path];
    if (own) return fieldsIn(field.items ?? {}, path, own);
    if (field.properties) return fieldsIn(field, path, kind, `${inside}${key}.`);
    return [`${kind} ${inside}${key}`];
  });
}

/** The schema with what is read row by row put where it belongs. */
const WHOLE = z.extend(portfolioSchema, {
  accounts: z.array(
    z.extend(accountSchema, {
      balances: z.array(balanceSchema),
      positions: z.array(positionSchema),
      openOrders: z.array(orderSchema),
    }),
  ),
});

describe("the columns", () => {
  it("have a place for every field of the portfolio document, and no other", () => {
    const schema: Schema = JSON.parse(
      JSON.stringify(z.toJSONSchema(WHOLE, { io: "input", unrepresentable: "any" })),
    );
    const inRows = ROW_KINDS.flatMap((kind) =>
      fieldsOf(kind).map(({ field }) => `${kind} ${field}`),
    );
    // The format is said by the header; a price is an entry of a record.
    const inSchema = fieldsIn(schema).filter((field) => field !== "portfolio format");
    expect(inRows.toSorted()).toEqual([...inSchema, "price asset", "price price"].toSorted());
  });
});

describe("docs/csv.md", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/csv.md"), "utf8");

  it.each(ROW_KINDS)("names every column of a row of kind %s, and no other", (kind) => {
    const line = page.split("\n").find((each) => each.startsWith(`| \`${kind}\``)) ?? "";
    const words = new Set(line.split("|")[3]?.match(/\w+/g));
    expect(COLUMNS.filter((column) => words.has(column))).toEqual(
      COLUMNS.filter((column) => hasColumn(kind, column)),
    );
  });

  it("shows a book that can be read", () => {
    const [book = ""] = /^row,[^`]*/m.exec(page) ?? [];
    expect(atOnce(readBook(book))).toMatchObject({ ok: true });
  });
});
