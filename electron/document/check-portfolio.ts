import type { z } from "zod/mini";
import { isPerpetual } from "#shared/domain/perpetual.ts";
import { printable } from "./document-path.ts";
import {
  type AccountDocument,
  type PortfolioDocument,
  portfolioSchema,
} from "./portfolio-schema.ts";
import { type Portfolio, toPortfolio } from "./to-snapshots.ts";

type Keys = readonly PropertyKey[];
type Place = { readonly keys: Keys; readonly reason: string };
type Fault = Place & { readonly ok: false; readonly more?: readonly Place[] };

/** Nobody corrects more of them at a time. */
const MOST_FAULTS = 50;
/** The document's prices are kept with every account: few lines could become millions of rows. */
const MOST_COMMON_PRICES = 200_000;

export type CheckedPortfolio = { readonly ok: true; readonly portfolio: Portfolio } | Fault;

/**
 * The one judge of a portfolio document, whatever text it was read from. It answers with the
 * portfolio, or with the first thing that is wrong, the keys that lead to it, and what else is wrong
 * as far as it is known by then.
 */
export function checkPortfolio(document: unknown): CheckedPortfolio {
  const parsed = portfolioSchema.safeParse(document, { reportInput: true });
  if (!parsed.success) {
    const [first, ...more] = parsed.error.issues.slice(0, MOST_FAULTS).map(toPlace);
    return { ok: false, ...first!, ...(more.length > 0 && { more }) };
  }
  return contradictionIn(parsed.data) ?? { ok: true, portfolio: toPortfolio(parsed.data) };
}

function fault(keys: Keys, reason: string): Fault {
  return { ok: false, keys, reason };
}

function toPlace(issue: z.core.$ZodIssue): Place {
  if (issue.code === "unrecognized_keys")
    return { keys: [...issue.path, ...issue.keys.slice(0, 1)], reason: "is not a known field" };
  return { keys: issue.path, reason: reasonOf(issue) };
}

/** JSON's types in words. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text in quotes",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
};

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return "is missing";
    return `must be ${TYPE_WORDS[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === "invalid_value") return `must be ${issue.values.map(String).join(" or ")}`;
  if (issue.code === "invalid_key") return "must have a name of 1 to 200 characters";
  if (issue.code === "too_big") return `must have at most ${issue.maximum}`;
  if (issue.code === "too_small") return `must have at least ${issue.minimum}`;
  return issue.message;
}

/** What the shape alone can't say. */
function contradictionIn({ accounts, prices }: PortfolioDocument): Fault | null {
  const priceCount = Object.keys(prices).length;
  if (priceCount * accounts.length > MOST_COMMON_PRICES)
    return fault(
      ["prices"],
      `are ${priceCount} for each of ${accounts.length} accounts, at most ${MOST_COMMON_PRICES} in all: give an account the prices it needs`,
    );
  const ids = new Set<string>();
  for (const [index, account] of accounts.entries()) {
    const keys = ["accounts", index];
    if (ids.has(account.id))
      return fault([...keys, "id"], `repeats the account id ${printable(account.id)}`);
    ids.add(account.id);
    const found =
      repeatedAsset(account, keys) ?? oddOption(account, keys) ?? oddFunding(account, keys);
    if (found) return found;
  }
  return null;
}

function repeatedAsset({ balances }: AccountDocument, keys: Keys): Fault | null {
  const seen = new Set<string>();
  for (const [index, { asset, collateralTiers }] of balances.entries()) {
    const at = [...keys, "balances", index];
    if (seen.has(asset)) return fault([...at, "asset"], `repeats ${printable(asset)}`);
    seen.add(asset);
    for (const [tier, { upTo }] of (collateralTiers ?? []).entries()) {
      const previous = collateralTiers![tier - 1];
      if (previous && (!previous.upTo || upTo?.lte(previous.upTo)))
        return fault([...at, "collateralTiers", tier, "upTo"], "must rise");
    }
  }
  return null;
}

function oddOption({ positions }: AccountDocument, keys: Keys): Fault | null {
  for (const [index, { kind, option }] of positions.entries()) {
    if ((kind === "option") === (option !== undefined)) continue;
    const reason = option ? "belongs to options only" : "is missing";
    return fault([...keys, "positions", index, "option"], reason);
  }
  return null;
}

function oddFunding({ positions }: AccountDocument, keys: Keys): Fault | null {
  for (const [index, position] of positions.entries()) {
    const at = [...keys, "positions", index, "fundingRate"];
    const { fundingRate, fundingIntervalHours, nextFundingAt } = position;
    if (fundingRate) {
      if (isPerpetual(position)) continue;
      return fault(at, "belongs to perpetuals only");
    }
    if (fundingIntervalHours || nextFundingAt !== undefined)
      return fault(at, "is missing beside when it is paid");
  }
  return null;
}
