import type { Gap } from "#shared/domain/gap.ts";
import type { Funding } from "#shared/domain/snapshot.ts";
import {
  type FundingBySymbol,
  perpetualsAmong,
  readFunding,
  toFunding,
} from "../../normalize-funding.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { parseAnswer, rowsBy, wantedRows } from "../../parse-answer.ts";
import { type BybitAnswers, fundingRow, listAnswer } from "./answers.ts";
import { heldRows } from "./normalize-positions.ts";

/** What the perpetuals held pay, out of the tickers of their category. */
export function readFundings(
  { fundings, positions }: BybitAnswers,
  instruments: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): FundingBySymbol {
  const told = [...fundings].flatMap(([category, source]) => {
    const held = heldRows(positions).filter((row) => row.category === category);
    const symbols = held.map(({ symbol }) => symbol);
    const perpetuals = perpetualsAmong(symbols, (symbol) => instruments.get(symbol));
    if (perpetuals.length === 0) return [];
    const what = `The funding rates of ${category} contracts`;
    const rows = readFunding(source, what, gaps, (raw) => {
      const { list } = parseAnswer(listAnswer, raw, "tickers").result;
      return wantedRows(rowsBy("symbol", list, "tickers"), perpetuals, toRow);
    });
    return [...(rows ?? [])];
  });
  return new Map(told);
}

function toRow(row: unknown): Funding | null {
  const told = parseAnswer(fundingRow, row, "tickers");
  return toFunding({
    rate: told.fundingRate,
    intervalHours: told.fundingIntervalHour,
    nextAt: told.nextFundingTime,
  });
}
