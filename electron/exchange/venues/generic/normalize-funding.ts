import { z } from "zod/mini";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Funding } from "#shared/domain/snapshot.ts";
import { type FundingBySymbol, readFunding, toFunding } from "../../normalize-funding.ts";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { fundingAnswer, fundingRow } from "./answers.ts";

/** Rates by ccxt's symbol. What can't be read leaves a gap; margins don't rest on it. */
export function readFundingRates(answers: readonly OptionalAnswer[], gaps: Gap[]): FundingBySymbol {
  return new Map(
    answers.flatMap((answer) =>
      answer.answer === null && answer.failure === null
        ? []
        : (readFunding(answer, "Funding rates", gaps, normalizeFunding) ?? []),
    ),
  );
}

function normalizeFunding(raw: unknown): readonly [string, Funding][] {
  const rows = Object.entries(parseAnswer(fundingAnswer, raw, "funding rates"));
  return rows.flatMap(([symbol, row]): [string, Funding][] => {
    // One odd row of a contract is no reason to lose the others.
    const { success, data } = z.safeParse(fundingRow, row);
    if (!success) return [];
    const { fundingRate, interval, nextFundingTimestamp, fundingTimestamp } = data;
    const nextAt = nextFundingTimestamp ?? fundingTimestamp;
    const funding = toFunding({ rate: fundingRate, intervalHours: hoursOf(interval), nextAt });
    return funding ? [[symbol, funding]] : [];
  });
}

/** `8h`, as ccxt writes it. */
function hoursOf(interval: string | null): Decimal | null {
  const hours = /^(\d{1,3})h$/.exec(interval ?? "")?.[1];
  return hours === undefined || Number(hours) === 0 ? null : decimal(hours);
}
