import { isPerpetual } from "#shared/domain/perpetual.ts";
import { printable } from "./document-path.ts";
import type { AccountDocument, PortfolioDocument } from "./portfolio-schema.ts";
import { type Keys, type Place, readDocument } from "./read-document.ts";
import type { Steps } from "./steps.ts";
import { type Portfolio, toPortfolio } from "./to-snapshots.ts";

type Fault = Place & { readonly ok: false; readonly more?: readonly Place[] };

/** The document's prices are kept with every account: few lines could become millions of rows. */
const MOST_COMMON_PRICES = 200_000;

export type CheckedPortfolio = { readonly ok: true; readonly portfolio: Portfolio } | Fault;

/**
 * The one judge of a portfolio document, whatever text it was read from. It answers with the
 * portfolio, or with the first thing that is wrong, the keys that lead to it, and what else is wrong
 * as far as it is known by then.
 */
export function* checkPortfolio(value: unknown): Steps<CheckedPortfolio> {
  const read = yield* readDocument(value);
  if (!read.ok) {
    const [first, ...more] = read.faults;
    return { ok: false, ...first, ...(more.length > 0 && { more }) };
  }
  return (
    (yield* contradictionIn(read.document)) ?? {
      ok: true,
      portfolio: yield* toPortfolio(read.document),
    }
  );
}

function fault(keys: Keys, reason: string): Fault {
  return { ok: false, keys, reason };
}

/** What the shape alone can't say. */
function* contradictionIn({ accounts, prices }: PortfolioDocument): Steps<Fault | null> {
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
    yield;
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
