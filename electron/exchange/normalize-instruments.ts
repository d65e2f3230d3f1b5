import { z } from "zod/mini";
import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import { type InstrumentId, instrumentId } from "#shared/domain/ids.ts";
import type { PositionKind } from "#shared/domain/snapshot.ts";
import { figure, maybe, name } from "./parse-answer.ts";

/** The terms of a contract that a position needs. */
export type Instrument = {
  readonly id: InstrumentId;
  readonly kind: PositionKind;
  readonly base: string;
  readonly quote: string;
  readonly settle: string;
  readonly contractSize: Decimal;
  /** What of an option's terms the market states; `null` for other contracts. */
  readonly option: OptionContract | null;
};

export type OptionContract = {
  readonly type: "call" | "put";
  readonly strike: Decimal;
  readonly expiryAt: number;
  readonly settlement: "linear" | "inverse";
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
  optionType: maybe(z.enum(["call", "put"])),
  strike: maybe(figure),
  expiry: maybe(z.number()),
});

/**
 * ccxt markets → contracts by the venue's own symbol, or by ccxt's. Spot markets and markets whose
 * terms can't be read are left out: a position in one of them is then refused by name.
 */
export function normalizeInstruments(
  markets: Iterable<unknown>,
  by: "id" | "symbol" = "id",
): ReadonlyMap<string, Instrument> {
  const instruments = new Map<string, Instrument>();
  for (const raw of markets) {
    const { success, data } = z.safeParse(market, raw);
    const instrument = success ? toInstrument(data) : null;
    if (success && instrument) instruments.set(data[by], instrument);
  }
  return instruments;
}

function toInstrument(terms: z.infer<typeof market>): Instrument | null {
  const option = terms.option ? toOption(terms) : null;
  if (terms.option && !option) return null;
  return {
    id: instrumentId(terms.symbol),
    kind: option ? "option" : terms.inverse ? "inverse" : "linear",
    base: terms.base,
    quote: terms.quote,
    settle: terms.settle,
    contractSize: terms.contractSize ?? ONE,
    option,
  };
}

function toOption({ optionType, strike, expiry, inverse }: z.infer<typeof market>) {
  if (!optionType || !strike || !expiry) return null;
  const settlement = inverse ? ("inverse" as const) : ("linear" as const);
  return { type: optionType, strike, expiryAt: expiry, settlement };
}
