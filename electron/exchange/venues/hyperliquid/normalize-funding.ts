import type { Gap } from "#shared/domain/gap.ts";
import type { Funding } from "#shared/domain/snapshot.ts";
import { type FundingBySymbol, HOURLY, readFunding, toFunding } from "../../normalize-funding.ts";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { badAnswer, parseAnswer } from "../../parse-answer.ts";
import { contextsAnswer, type PositionRow } from "./answers.ts";

/** What the coins held pay each hour. The answer tells no time. */
export function readFundings(
  source: OptionalAnswer,
  held: readonly PositionRow[],
  gaps: Gap[],
): FundingBySymbol {
  if (held.length === 0) return new Map();
  const told = readFunding(source, "The funding rates", gaps, (raw) => {
    const [{ universe }, contexts] = parseAnswer(contextsAnswer, raw, "metaAndAssetCtxs");
    if (universe.length !== contexts.length) throw badAnswer("metaAndAssetCtxs", "its length");
    return held.flatMap(({ coin }): [string, Funding][] => {
      const index = universe.findIndex((each) => each.name === coin);
      const rate = contexts[index]?.funding ?? null;
      const funding = toFunding({ rate, intervalHours: HOURLY, nextAt: null });
      return funding ? [[coin, funding]] : [];
    });
  });
  return new Map(told ?? []);
}
