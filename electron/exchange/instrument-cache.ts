import { type Instrument, normalizeInstruments } from "./normalize-instruments.ts";
import { badAnswer } from "./parse-answer.ts";
import type { RuleLedger } from "./venue.ts";

/** Contracts are kept once loaded. */
export function createInstrumentCache(load: () => Promise<object>, keep: RuleLedger["keep"]) {
  let kept: ReadonlyMap<string, Instrument> | null = null;
  return async (fresh?: "fresh") => {
    if (kept && fresh === undefined) return kept;
    const instruments = normalizeInstruments(Object.values(await load()));
    if (instruments.size === 0) throw badAnswer("exchangeInfo", "its shape");
    kept = instruments;
    keep("contracts", [...instruments.values()]);
    return kept;
  };
}
