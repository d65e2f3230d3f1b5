import type { Gap } from "#shared/domain/gap.ts";
import { type FundingBySymbol, readFundingBy, toFunding } from "../../normalize-funding.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { type BitgetAnswers, fundingAnswer } from "./answers.ts";

/** What the perpetuals held pay. */
export function readFundings({ fundings }: BitgetAnswers, gaps: Gap[]): FundingBySymbol {
  return readFundingBy(fundings, gaps, (raw, symbol) => {
    const { data } = parseAnswer(fundingAnswer, raw, "current-fund-rate");
    const told = data.find((row) => row.symbol === symbol);
    if (!told) return null;
    const { fundingRate, fundingRateInterval, nextUpdate } = told;
    return toFunding({ rate: fundingRate, intervalHours: fundingRateInterval, nextAt: nextUpdate });
  });
}
