import { checkPortfolio } from "./check-portfolio.ts";
import { toPath } from "./document-path.ts";
import type { Steps } from "./steps.ts";
import type { Portfolio } from "./to-snapshots.ts";

/** Something wrong: where, and what. */
export type PortfolioFault = { readonly path: string; readonly reason: string };

export type ParsedPortfolio =
  | { readonly ok: true; readonly portfolio: Portfolio }
  /** The first thing that is wrong, and what else is as far as it is known by then. */
  | (PortfolioFault & { readonly ok: false; readonly more?: readonly PortfolioFault[] });

/**
 * Reads a portfolio document (format keel.portfolio, version 1) from text. Anything it does not
 * know is refused with its path; nothing is repaired and nothing is assumed.
 */
export function* parsePortfolio(text: string): Steps<ParsedPortfolio> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, path: "document", reason: "is not JSON" };
  }
  const checked = yield* checkPortfolio(json);
  if (checked.ok) return checked;
  const [first, ...more] = [checked, ...(checked.more ?? [])].map(({ keys, reason }) => ({
    path: toPath(keys),
    reason,
  }));
  return { ok: false, ...first!, ...(more.length > 0 && { more }) };
}
