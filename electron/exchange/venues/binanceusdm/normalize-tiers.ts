import { ONE } from "#shared/domain/decimal.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import { badAnswer, parseAnswer } from "../../parse-answer.ts";
import { type Bracket, bracketRow } from "./answers.ts";

export type TierTable = {
  readonly tiers: readonly MarginTier[];
  /** The user's own multiple of the standard brackets, where it is not 1. */
  readonly hasOwnCoefficient: boolean;
};

/**
 * One row of leverageBracket → ascending tiers, as given: bounds in the margin asset, or in coins for
 * coin-margined contracts. The last cap stays: what lies above it is
 * the engine's to say. Whether the floors of a row with `notionalCoef` ≠ 1 include the coefficient
 * is not published, so they are not touched. Throws `bad_venue_data` on a row that can't be read.
 */
export function normalizeTiers(row: unknown): TierTable {
  const { brackets, notionalCoef } = parseAnswer(bracketRow, row, "leverageBracket");
  const tiers = brackets
    .map((bracket) => ({
      ...boundsOf(bracket),
      maintenanceRate: bracket.maintMarginRatio,
      initialRate: null,
      deduction: bracket.cum,
      maxLeverage: bracket.initialLeverage,
    }))
    .toSorted((left, right) => left.floor.cmp(right.floor));
  return { tiers, hasOwnCoefficient: notionalCoef !== null && !notionalCoef.eq(ONE) };
}

function boundsOf(bracket: Bracket) {
  const floor = bracket.notionalFloor ?? bracket.qtyFloor;
  const cap = bracket.notionalCap ?? bracket.qtyCap;
  if (!floor || !cap) throw badAnswer("leverageBracket", "the bounds of a bracket");
  return { floor, cap };
}
