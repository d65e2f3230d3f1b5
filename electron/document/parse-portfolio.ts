import { checkPortfolio } from "./check-portfolio.ts";
import { toPath } from "./document-path.ts";
import type { Portfolio } from "./to-snapshots.ts";

export type ParsedPortfolio =
  | { readonly ok: true; readonly portfolio: Portfolio }
  /** The first thing that is wrong: where, and what. */
  | { readonly ok: false; readonly path: string; readonly reason: string };

/**
 * Reads a portfolio document (format keel.portfolio, version 1) from text. Anything it does not
 * know is refused with its path; nothing is repaired and nothing is assumed.
 */
export function parsePortfolio(text: string): ParsedPortfolio {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, path: "document", reason: "is not JSON" };
  }
  const checked = checkPortfolio(json);
  if (checked.ok) return checked;
  return { ok: false, path: toPath(checked.keys), reason: checked.reason };
}
