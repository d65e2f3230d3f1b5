import { parseCsv } from "./csv/parse-csv.ts";
import { type ParsedPortfolio, parsePortfolio } from "./parse-portfolio.ts";
import type { Steps } from "./steps.ts";

/** Characters of the largest book that is read: beyond it a file is refused rather than chewed on. */
const MOST_CHARACTERS = 32_000_000;

/**
 * Reads a book from the text of a file: a portfolio document as JSON (docs/portfolio-document.md) or
 * as CSV (docs/csv.md), whichever it is.
 */
export function* readBook(text: string): Steps<ParsedPortfolio> {
  if (text.length > MOST_CHARACTERS)
    return {
      ok: false,
      path: "document",
      reason: `must have at most ${MOST_CHARACTERS} characters`,
    };
  const book = text.replace(/^\uFEFF/, "");
  return /^\s*[[{]/.test(book) ? yield* parsePortfolio(book) : yield* parseCsv(book);
}
