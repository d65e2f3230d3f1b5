import type { MarginTier } from "#shared/domain/snapshot.ts";
import { badAnswer, parseAnswer } from "../../parse-answer.ts";
import { tiersAnswer } from "./answers.ts";

/** Tiers of one linear contract, ascending, bounds in its settle currency. Throws `bad_venue_data`. */
export function normalizeTiers(raw: unknown, settle: string): readonly MarginTier[] {
  const rows = parseAnswer(tiersAnswer, raw, "tiers");
  if (rows.some(({ currency }) => currency !== settle)) throw badAnswer("tiers", "their currency");
  return rows
    .map((row) => ({
      floor: row.minNotional,
      cap: row.maxNotional,
      maintenanceRate: row.maintenanceMarginRate,
      initialRate: null,
      deduction: null,
      maxLeverage: row.maxLeverage,
    }))
    .toSorted((left, right) => left.floor.cmp(right.floor));
}
