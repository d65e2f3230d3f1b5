import { type ParsedPortfolio, parsePortfolio } from "./parse-portfolio.ts";

/** Characters of the largest book that is read: beyond it a file is refused rather than chewed on. */
const MOST_CHARACTERS = 32_000_000;

/** Reads a book from the text of a file, in whichever of its forms it is. */
export function readBook(text: string): ParsedPortfolio {
  if (text.length > MOST_CHARACTERS)
    return {
      ok: false,
      path: "document",
      reason: `must have at most ${MOST_CHARACTERS} characters`,
    };
  return parsePortfolio(text);
}
