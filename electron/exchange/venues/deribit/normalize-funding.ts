import type { Gap } from "#shared/domain/gap.ts";
import {
  EVERY_8_HOURS,
  type FundingBySymbol,
  readFundingBy,
  toFunding,
} from "../../normalize-funding.ts";
import { badAnswer, parseAnswer } from "../../parse-answer.ts";
import { type DeribitAnswers, tickerAnswer } from "./answers.ts";

/** What the perpetuals held pay. It is paid all the time, so there is no next payment. */
export function readFundings({ tickers }: DeribitAnswers, gaps: Gap[]): FundingBySymbol {
  return readFundingBy(tickers, gaps, (raw, contract) => {
    const { result } = parseAnswer(tickerAnswer, raw, "ticker");
    if (result.instrument_name !== contract) throw badAnswer("ticker", "its instrument");
    return toFunding({
      rate: result.current_funding,
      intervalHours: EVERY_8_HOURS,
      nextAt: null,
    });
  });
}
