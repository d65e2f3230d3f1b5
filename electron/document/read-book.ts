import { MOST_BOOK_BYTES } from "#shared/contract/books.ts";
import { parseCsv } from "./csv/parse-csv.ts";
import { type ParsedPortfolio, parsePortfolio } from "./parse-portfolio.ts";
import type { Steps } from "./steps.ts";

/**
 * Reads a book from the text of a file: a portfolio document as JSON (docs/portfolio-document.md) or
 * as CSV (docs/csv.md), whichever it is.
 */
export function* readBook(text: string): Steps<ParsedPortfolio> {
  // Beyond it a book is refused rather than chewed on; a character has a byte at least.
  if (text.length > MOST_BOOK_BYTES)
    return {
      ok: false,
      path: "document",
      reason: `must have at most ${MOST_BOOK_BYTES} characters`,
    };
  const book = text.replace(/^\uFEFF/, "");
  return /^\s*[[{]/.test(book) ? yield* parsePortfolio(book) : yield* parseCsv(book);
}
