import { type Instrument, normalizeInstruments } from "./normalize-instruments.ts";
import { badAnswer } from "./parse-answer.ts";
import type { RuleTables } from "./rule-tables.ts";

type Contracts = { readonly instruments: ReadonlyMap<string, Instrument>; readonly readAt: number };

/** The contracts of one venue, for every account that is read there. */
export type ContractShelf = { kept: Contracts | null; loading: Promise<void> | null };

type Cache = {
  readonly shelf: ContractShelf;
  readonly load: () => Promise<object>;
  readonly now: () => number;
  /** Notes what this account is read by. */
  readonly keep: RuleTables["keep"];
};

/** Contracts are kept once loaded, by whichever account asked first; those that ask meanwhile share the answer. */
export function createInstrumentCache({ shelf, load, now, keep }: Cache) {
  let noted: Contracts | null = null;
  const ask = async (): Promise<void> => {
    try {
      const instruments = normalizeInstruments(Object.values(await load()));
      if (instruments.size === 0) throw badAnswer("exchangeInfo", "its shape");
      shelf.kept = { instruments, readAt: now() };
    } finally {
      shelf.loading = null;
    }
  };
  const askOnce = (): Promise<void> => (shelf.loading ??= ask());
  /** What another account asked may have failed with that account's connection: then it is asked here. */
  const askTogether = async (): Promise<void> => {
    if (shelf.loading === null) return askOnce();
    await shelf.loading.catch(askOnce);
  };
  return async (fresh?: "fresh") => {
    if (!shelf.kept || fresh !== undefined) await askTogether();
    const { kept } = shelf;
    if (!kept) throw badAnswer("exchangeInfo", "its shape");
    if (noted !== kept) {
      noted = kept;
      keep("contracts", [...kept.instruments.values()], "", kept.readAt);
    }
    return kept.instruments;
  };
}
