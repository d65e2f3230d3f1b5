import type { z } from "zod/mini";
import { isPerpetual } from "#shared/domain/perpetual.ts";
import {
  type AccountDocument,
  type PortfolioDocument,
  portfolioSchema,
} from "./portfolio-schema.ts";
import { type Portfolio, toPortfolio } from "./to-snapshots.ts";

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
    return wrong("document", "is not JSON");
  }
  const parsed = portfolioSchema.safeParse(json);
  if (!parsed.success) return firstIssue(parsed.error.issues[0]!);
  return contradictionIn(parsed.data) ?? { ok: true, portfolio: toPortfolio(parsed.data) };
}

function wrong(path: string, reason: string): ParsedPortfolio {
  return { ok: false, path, reason };
}

function firstIssue(issue: z.core.$ZodIssue): ParsedPortfolio {
  const path = toPath(issue.path);
  if (issue.code === "unrecognized_keys") {
    const key = toPath([...issue.path, ...issue.keys.slice(0, 1)]);
    return wrong(key, "is not a known field");
  }
  if (issue.code === "invalid_type") return wrong(path, `must be ${issue.expected}`);
  if (issue.code === "invalid_value")
    return wrong(path, `must be ${issue.values.map(String).join(" or ")}`);
  if (issue.code === "too_big") return wrong(path, `must have at most ${issue.maximum}`);
  if (issue.code === "too_small") return wrong(path, `must have at least ${issue.minimum}`);
  return wrong(path, issue.message);
}

/** `accounts[0].positions[2].markPrice`; the document itself is `document`. */
function toPath(keys: readonly PropertyKey[]): string {
  const path = keys
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${printable(String(key))}`))
    .join("");
  return path.replace(/^\./, "") || "document";
}

/** A hostile key must not break the one line it is reported on. */
function printable(key: string): string {
  const short = key.length > 60 ? `${key.slice(0, 60)}…` : key;
  return short.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "?");
}

/** What the shape alone can't say. */
function contradictionIn({ accounts }: PortfolioDocument): ParsedPortfolio | null {
  const ids = new Set<string>();
  for (const [index, account] of accounts.entries()) {
    const path = `accounts[${index}]`;
    if (ids.has(account.id))
      return wrong(`${path}.id`, `repeats the account id ${printable(account.id)}`);
    ids.add(account.id);
    const found =
      repeatedAsset(account, path) ?? oddOption(account, path) ?? oddFunding(account, path);
    if (found) return found;
  }
  return null;
}

function repeatedAsset({ balances }: AccountDocument, path: string): ParsedPortfolio | null {
  const seen = new Set<string>();
  for (const [index, { asset, collateralTiers }] of balances.entries()) {
    const at = `${path}.balances[${index}]`;
    if (seen.has(asset)) return wrong(`${at}.asset`, `repeats ${printable(asset)}`);
    seen.add(asset);
    for (const [tier, { upTo }] of (collateralTiers ?? []).entries()) {
      const previous = collateralTiers![tier - 1];
      if (previous && (!previous.upTo || upTo?.lte(previous.upTo)))
        return wrong(`${at}.collateralTiers[${tier}].upTo`, "must rise");
    }
  }
  return null;
}

function oddOption({ positions }: AccountDocument, path: string): ParsedPortfolio | null {
  for (const [index, { kind, option }] of positions.entries()) {
    if ((kind === "option") === (option !== undefined)) continue;
    const reason = option ? "belongs to options only" : "is missing";
    return wrong(`${path}.positions[${index}].option`, reason);
  }
  return null;
}

function oddFunding({ positions }: AccountDocument, path: string): ParsedPortfolio | null {
  for (const [index, position] of positions.entries()) {
    const at = `${path}.positions[${index}]`;
    const { fundingRate, fundingIntervalHours, nextFundingAt } = position;
    if (fundingRate) {
      if (isPerpetual(position)) continue;
      return wrong(`${at}.fundingRate`, "belongs to perpetuals only");
    }
    if (fundingIntervalHours || nextFundingAt !== undefined)
      return wrong(`${at}.fundingRate`, "is missing beside when it is paid");
  }
  return null;
}
