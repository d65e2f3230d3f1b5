import { z } from "zod/mini";
import { type Decimal, decimal, ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import { isPerpetual } from "#shared/domain/perpetual.ts";
import type { Funding } from "#shared/domain/snapshot.ts";
import type { Instrument } from "./normalize-instruments.ts";
import { type OptionalAnswer, readOptional } from "./optional-answer.ts";
import { figure, maybe } from "./parse-answer.ts";

// Which rate each venue states, for how long and with which sign: docs/funding.md.

export const HOURLY = ONE;
export const EVERY_8_HOURS = decimal(8);

const LAST_MOMENT = 8.64e15;
export const HOUR_MS = 3_600_000;

/** A time as epoch milliseconds; `0` and what is no time are how venues say "none". */
export function momentOf(at: Decimal): number | null {
  return at.isInteger() && at.gt(0) && at.lte(LAST_MOMENT) ? at.toNumber() : null;
}

/** Time of the next payment. */
export const fundingTime = maybe(z.pipe(figure, z.transform(momentOf)));

type Told = {
  readonly rate: Decimal | null;
  readonly intervalHours: Decimal | null;
  readonly nextAt: number | null;
};

/** `null` without a rate. One that takes the whole notional at once is of another unit: not known. */
export function toFunding({ rate, intervalHours, nextAt }: Told): Funding | null {
  return rate && rate.abs().lt(ONE) ? { rate, intervalHours, nextAt } : null;
}

/** Of the venue's symbols those of contracts that pay funding, each once. */
export function perpetualsAmong(
  symbols: Iterable<string>,
  instrumentOf: (symbol: string) => Instrument | null | undefined,
): readonly string[] {
  return [...new Set(symbols)].filter((symbol) => {
    const contract = instrumentOf(symbol);
    return contract ? isPerpetual({ kind: contract.kind, instrument: contract.id }) : false;
  });
}

export type FundingBySymbol = ReadonlyMap<string, Funding>;

/** Reads an answer about funding. Its failure leaves a gap of its own: margins don't rest on it. */
export function readFunding<Value>(
  source: OptionalAnswer,
  what: string,
  gaps: Gap[],
  read: (answer: unknown) => Value,
): Value | null {
  return readOptional(source, { path: "positions", what, code: "funding_missing" }, gaps, read);
}

/** The same where each contract is asked for by itself. */
export function readFundingBy(
  sources: ReadonlyMap<string, OptionalAnswer>,
  gaps: Gap[],
  read: (answer: unknown, symbol: string) => Funding | null,
): FundingBySymbol {
  const told = [...sources].flatMap(([symbol, source]): [string, Funding][] => {
    const what = `The funding rate of ${symbol}`;
    const funding = readFunding(source, what, gaps, (raw) => read(raw, symbol));
    return funding ? [[symbol, funding]] : [];
  });
  return new Map(told);
}
