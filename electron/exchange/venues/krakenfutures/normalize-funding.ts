import { isPerpetual } from "#shared/domain/perpetual.ts";
import type { Funding } from "#shared/domain/snapshot.ts";
import { HOURLY, toFunding } from "../../normalize-funding.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import type { Ticker } from "./answers.ts";

/**
 * What a perpetual pays each hour as a share of its notional. Kraken states an amount for a contract
 * of one coin (linear) or of one dollar (inverse); over the mark, or times it, that is the share.
 */
export function toFundingShare(
  terms: Instrument | null,
  { fundingRate, markPrice }: Ticker,
): Funding | null {
  if (!terms || !fundingRate || !markPrice) return null;
  if (!isPerpetual({ kind: terms.kind, instrument: terms.id })) return null;
  const rate = terms.kind === "inverse" ? fundingRate.times(markPrice) : fundingRate.div(markPrice);
  return toFunding({ rate, intervalHours: HOURLY, nextAt: null });
}
