import { z } from "zod/mini";
import type { AskRule } from "../../rule-cache.ts";
import type { VenueSession } from "../../venue.ts";
import { touchedAnswer } from "./answers.ts";
import { type Contract, normalizeContracts } from "./normalize-contracts.ts";

/** A contract by OKX's name and kind. */
export type Touched = { readonly instId: string; readonly instType: string };

const INSTRUMENTS = "publicGetPublicInstruments";
const CONTRACT_TYPES: ReadonlySet<string> = new Set(["SWAP", "FUTURES", "OPTION"]);

/** Contracts in a raw answer; what can't be read touches none, and its own reader says so. */
export function touchedBy(raw: unknown): readonly Touched[] {
  return z.safeParse(touchedAnswer, raw).data?.data ?? [];
}

/**
 * Terms of the contracts touched, from hourly lists. One that is missing there may be younger than
 * its list and is asked for by itself. Throws when the venue can't tell.
 */
export async function askContracts(
  session: VenueSession,
  askRule: AskRule,
  touched: readonly Touched[],
): Promise<ReadonlyMap<string, Contract>> {
  const contracts = new Map<string, Contract>();
  const keep = (answer: unknown, wanted: ReadonlySet<string>) => {
    for (const [id, contract] of normalizeContracts(answer, wanted)) contracts.set(id, contract);
  };
  const wanted = touched.filter(({ instType }) => CONTRACT_TYPES.has(instType));
  const ids = new Set(wanted.map(({ instId }) => instId));
  for (const list of listsOf(wanted)) {
    const { answer, failure } = await askRule(INSTRUMENTS, list);
    if (answer === null && failure) throw failure;
    keep(answer, ids);
  }
  for (const { instId, instType } of wanted)
    if (!contracts.has(instId))
      keep(await session.call(INSTRUMENTS, { instType, instId }), new Set([instId]));
  return contracts;
}

type List = { readonly instType: string; readonly instFamily?: string };

/** Options are listed by family, the first two parts of the name: `BTC-USD-261225-100000-C`. */
function listsOf(wanted: readonly Touched[]): readonly List[] {
  const lists = new Map<string, List>();
  for (const { instId, instType } of wanted) {
    const instFamily = instId.split("-").slice(0, 2).join("-");
    const list = instType === "OPTION" ? { instType, instFamily } : { instType };
    lists.set(JSON.stringify(list), list);
  }
  return [...lists.values()];
}
