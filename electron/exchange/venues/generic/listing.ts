import { z } from "zod/mini";
import { type Instrument, normalizeInstruments } from "../../normalize-instruments.ts";
import type { VenueSession } from "../../venue.ts";
import { type Market, marketRow } from "./answers.ts";

/** What a venue trades, by ccxt's symbol. */
export type Listing = {
  readonly instruments: ReadonlyMap<string, Instrument>;
  /** Spot too. */
  readonly markets: ReadonlyMap<string, Market>;
};

/** Thousands of markets take a while to go through: once for each time they are loaded. */
export function createListing({ unified, rules }: Pick<VenueSession, "unified" | "rules">) {
  let kept: { from: readonly unknown[]; listing: Listing } | null = null;
  return async (fresh?: "fresh"): Promise<Listing> => {
    const from = await unified.markets(fresh);
    if (kept?.from === from) return kept.listing;
    const listing = {
      instruments: normalizeInstruments(from, "symbol"),
      markets: normalizeMarkets(from),
    };
    kept = { from, listing };
    rules.keep("contracts", [...listing.instruments.values()]);
    return listing;
  };
}

function normalizeMarkets(listed: readonly unknown[]): ReadonlyMap<string, Market> {
  return new Map(
    listed.flatMap((raw): [string, Market][] => {
      const { success, data } = z.safeParse(marketRow, raw);
      return success ? [[data.symbol, data]] : [];
    }),
  );
}
