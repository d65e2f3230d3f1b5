import { z } from "zod/mini";
import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import { type InstrumentId, instrumentId } from "#shared/domain/ids.ts";
import type { PositionKind } from "#shared/domain/snapshot.ts";
import { figure, maybe, name } from "./parse-answer.ts";

/** The terms of a contract that a position needs. */
export type Instrument = {
  readonly id: InstrumentId;
  readonly kind: Exclude<PositionKind, "option">;
  readonly base: string;
  readonly quote: string;
  readonly settle: string;
  readonly contractSize: Decimal;
};

const market = z.object({
  id: name,
  symbol: name,
  base: name,
  quote: name,
  settle: name,
  contract: z.literal(true),
  option: maybe(z.boolean()),
  inverse: maybe(z.boolean()),
  contractSize: maybe(figure),
});

/**
 * ccxt markets → contracts by the venue's own symbol. Spot markets, options and markets whose terms
 * can't be read are left out: a position in one of them is then refused by name.
 */
export function normalizeInstruments(markets: Iterable<unknown>): ReadonlyMap<string, Instrument> {
  const instruments = new Map<string, Instrument>();
  for (const raw of markets) {
    const { success, data } = z.safeParse(market, raw);
    if (success && !data.option) instruments.set(data.id, toInstrument(data));
  }
  return instruments;
}

function toInstrument(terms: z.infer<typeof market>): Instrument {
  return {
    id: instrumentId(terms.symbol),
    kind: terms.inverse ? "inverse" : "linear",
    base: terms.base,
    quote: terms.quote,
    settle: terms.settle,
    contractSize: terms.contractSize ?? ONE,
  };
}
