import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { accountId } from "#shared/domain/ids.ts";
import { MARGIN_MODELS } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../../engine/assess-account.ts";
import { assessPortfolio } from "../../engine/assess-portfolio.ts";
import { accountOfModel } from "../../engine/testing/model-accounts.ts";
import { type ParsedPortfolio, parsePortfolio } from "../parse-portfolio.ts";
import { readBook } from "../read-book.ts";
import { toAssessmentDocument } from "../to-assessment.ts";
import { toPortfolioDocument } from "../to-portfolio.ts";
import type { Portfolio } from "../to-snapshots.ts";
import { fromCell, toCell } from "./cell.ts";
import { toCsv } from "./to-csv.ts";
import { atOnce } from "../steps.ts";

type Book = ReturnType<typeof toPortfolioDocument>;

/** Words that spreadsheets, separators and quotes are at odds with, and any other. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
  fc
    .array(fc.constantFrom(..."=+-@'\t\r\n ,;\"#＝ä|none".split(""), "__proto__", "toString"))
    .map((parts) => parts.join("").slice(0, 100))
    .filter((text) => text !== ""),
);

/** Accounts of several models with names and notes of any kind. */
const book: fc.Arbitrary<Book> = fc
  .uniqueArray(fc.constantFrom(...MARGIN_MODELS), { maxLength: 4 })
  .chain((models) => fc.tuple(...models.map((model) => accountOfModel(model).chain(renamed))))
  .map((accounts) => accounts.map((account, index) => numbered(account, index)))
  .map((accounts) => toPortfolioDocument(accounts, 0));

function renamed(account: AccountSnapshot): fc.Arbitrary<AccountSnapshot> {
  return fc
    .record({
      label: anyText,
      venue: anyText,
      asset: anyText,
      message: fc.oneof(anyText, fc.constant("")),
    })
    .map(({ asset, message, ...names }) => ({
      ...account,
      ...names,
      prices: new Map([...account.prices, [asset, decimal("0.50")]]),
      gaps: [{ code: "source_failed", path: message, message: asset }],
      reported: {
        ...account.reported,
        equity: decimal(-5),
        nativeRatio: { name: asset, value: decimal(2) },
      },
    }));
}

function numbered(account: AccountSnapshot, index: number): AccountSnapshot {
  return { ...account, accountId: accountId(`${index} ${account.label}`), venueAt: null };
}

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, each) => (each instanceof Map ? [...each] : each)),
  );
}

function assessed({ accounts, valuationCurrency, asOf }: Portfolio) {
  return toAssessmentDocument(
    assessPortfolio(accounts.map(assessAccount), valuationCurrency),
    asOf,
  );
}

describe("a book as CSV", () => {
  it("reads as the same portfolio as its JSON, and is assessed the same, digit for digit", () => {
    fc.assert(
      fc.property(book, (document) => {
        const [json, csv] = [
          atOnce(parsePortfolio(JSON.stringify(document))),
          atOnce(readBook(toCsv(document))),
        ];
        if (!json.ok) throw new Error(`${json.path}: ${json.reason}`);
        if (!csv.ok) throw new Error(`${csv.path}: ${csv.reason}`);
        expect(plain(csv.portfolio)).toEqual(plain(json.portfolio));
        expect(assessed(csv.portfolio)).toEqual(assessed(json.portfolio));
      }),
      { numRuns: 150 },
    );
  });

  it("comes back as the text it was", () => {
    fc.assert(
      fc.property(book, (document) => {
        const text = toCsv(document);
        const read = atOnce(readBook(text));
        if (!read.ok) throw new Error(`${read.path}: ${read.reason}`);
        expect(toCsv(toPortfolioDocument(read.portfolio.accounts, read.portfolio.asOf))).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it("holds no cell that a spreadsheet runs", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const cell = toCell(text, "text");
        expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u);
        for (const part of cell.split(/[;\t\r\n]/).slice(1))
          expect(part.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/u);
        expect(fromCell(cell, "text")).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** What happens to a file between two programs. */
type Slip = { readonly at: number; readonly cut: number; readonly put: string };

const slip: fc.Arbitrary<Slip> = fc.record({
  at: fc.nat(),
  cut: fc.constantFrom(0, 0, 1, 1, 2, 10, 1_000),
  put: fc.oneof(
    fc.constantFrom("", ",", ";", '"', '""', "\n", "\r", "\0", "#", "-", "0", "9", "e5", "1,5"),
    fc.constantFrom("none", "long", "row", "price", "account", "__proto__", "=1+1", "\uFFFD"),
    fc.string({ unit: "binary", maxLength: 5 }),
  ),
});

function slipped(text: string, slips: readonly Slip[]): string {
  return slips.reduce((before, { at, cut, put }) => {
    const place = at % (before.length + 1);
    return `${before.slice(0, place)}${put}${before.slice(place + cut)}`;
  }, text);
}

describe("a CSV book with slips in it", () => {
  it("is refused on one line that tells where, or assessed in plain amounts", () => {
    fc.assert(
      fc.property(book, fc.array(slip, { minLength: 1, maxLength: 4 }), (document, slips) => {
        expectPlain(atOnce(readBook(slipped(toCsv(document), slips))));
      }),
      { numRuns: 1_000 },
    );
  });

  it("takes nothing at all for a book", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(atOnce(readBook(text)).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

function expectPlain(read: ParsedPortfolio): void {
  if (!read.ok) {
    expect(read.path).toMatch(/^(line \d+(, column [^\n\r]+)?|document)$/u);
    expect(read.reason).toMatch(/^[^\n\r]+$/);
    return;
  }
  JSON.stringify(assessed(read.portfolio), (key, value: unknown) => {
    if (typeof value === "number") expect(key).toBe("version");
    if (key === "equity" && value !== null) expect(value).toMatch(/^-?\d+(\.\d+)?$/);
    return value;
  });
}
