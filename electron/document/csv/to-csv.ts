import type { toPortfolioDocument } from "../to-portfolio.ts";

/** A portfolio document as CSV text (docs/csv.md). */
export function toCsv(document: ReturnType<typeof toPortfolioDocument>): string {
  return JSON.stringify(document);
}
