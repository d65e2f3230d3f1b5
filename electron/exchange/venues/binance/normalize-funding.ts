import { z } from "zod/mini";
import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Funding } from "#shared/domain/snapshot.ts";
import {
  EVERY_8_HOURS,
  type FundingBySymbol,
  fundingTime,
  readFunding,
  toFunding,
} from "../../normalize-funding.ts";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { figure, maybe, parseAnswer, positive, rowsBy, wantedRows } from "../../parse-answer.ts";

/** What one of Binance's futures markets says of funding. */
export type FundingAnswers = {
  readonly premiumIndex: OptionalAnswer;
  readonly fundingInfo: OptionalAnswer;
};

/** A row of premiumIndex. The rate is empty for a contract that expires. */
const premiumRow = z.object({ lastFundingRate: maybe(figure), nextFundingTime: fundingTime });

/** A row of fundingInfo: only contracts whose terms were ever adjusted have one. */
const infoRow = z.object({ fundingIntervalHours: positive });

/** Unlike other rule tables it may be empty: nothing was adjusted then. */
export function checkFundingInfo(answer: unknown): void {
  parseAnswer(z.array(z.unknown()), answer, "fundingInfo");
}

export function readFundings(
  { premiumIndex, fundingInfo }: FundingAnswers,
  perpetuals: readonly string[],
  gaps: Gap[],
): FundingBySymbol {
  if (perpetuals.length === 0) return new Map();
  const rates = readFunding(premiumIndex, "The funding rates", gaps, (raw) =>
    wantedRows(rowsBy("symbol", raw, "premiumIndex"), perpetuals, toRate),
  );
  if (!rates) return new Map();
  const intervalOf = readIntervals(fundingInfo, perpetuals, gaps);
  return new Map(
    [...rates].map(([symbol, told]) => [symbol, { ...told, intervalHours: intervalOf(symbol) }]),
  );
}

function toRate(row: unknown): Funding | null {
  const told = parseAnswer(premiumRow, row, "premiumIndex");
  const [rate, nextAt] = [told.lastFundingRate, told.nextFundingTime];
  return toFunding({ rate, intervalHours: null, nextAt });
}

function readIntervals(
  source: OptionalAnswer,
  perpetuals: readonly string[],
  gaps: Gap[],
): (symbol: string) => Decimal | null {
  const adjusted = readFunding(source, "The funding intervals", gaps, (raw) =>
    wantedRows(
      rowsBy("symbol", raw, "fundingInfo"),
      perpetuals,
      (row) => parseAnswer(infoRow, row, "fundingInfo").fundingIntervalHours,
    ),
  );
  return (symbol) => adjusted && (adjusted.get(symbol) ?? EVERY_8_HOURS);
}
