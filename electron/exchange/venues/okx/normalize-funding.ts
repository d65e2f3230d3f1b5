import { decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Funding } from "#shared/domain/snapshot.ts";
import { type FundingBySymbol, HOUR_MS, readFunding, toFunding } from "../../normalize-funding.ts";
import { parseAnswer, rowsBy, wantedRows } from "../../parse-answer.ts";
import { fundingRow, listAnswer, type OkxAnswers } from "./answers.ts";
import { heldRows } from "./normalize-positions.ts";

/** OKX's name of perpetual contracts. */
export const SWAP = "SWAP";

/** What the swaps held pay. The time between two payments is the interval of the rate. */
export function readFundings({ funding, positions }: OkxAnswers, gaps: Gap[]): FundingBySymbol {
  if (funding === null) return new Map();
  const swaps = heldRows(positions).filter(({ instType }) => instType === SWAP);
  const rows = readFunding(funding, "The funding rates", gaps, (raw) => {
    const { data } = parseAnswer(listAnswer, raw, "funding-rate");
    const wanted = swaps.map(({ instId }) => instId);
    return wantedRows(rowsBy("instId", data, "funding-rate"), wanted, toRow);
  });
  return rows ?? new Map();
}

function toRow(row: unknown): Funding | null {
  const { fundingRate, fundingTime, nextFundingTime } = parseAnswer(
    fundingRow,
    row,
    "funding-rate",
  );
  const isRising =
    fundingTime !== null && nextFundingTime !== null && nextFundingTime > fundingTime;
  const intervalHours = isRising ? decimal(nextFundingTime - fundingTime).div(HOUR_MS) : null;
  return toFunding({ rate: fundingRate, intervalHours, nextAt: fundingTime });
}
