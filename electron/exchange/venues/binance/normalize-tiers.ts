import { ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import { type OptionalAnswer, readOptional } from "../../optional-answer.ts";
import { badAnswer, parseAnswer, rowsBy, wantedRows } from "../../parse-answer.ts";
import { type Bracket, bracketRow } from "./answers.ts";

export type TierTable = {
  readonly tiers: readonly MarginTier[];
  /** The user's own multiple of the standard brackets, where it is not 1. */
  readonly hasOwnCoefficient: boolean;
};

/**
 * One row of leverageBracket → ascending tiers, as given: bounds in the margin asset, or in coins for
 * coin-margined contracts. The last cap stays: what lies above it is the engine's to say. Whether the floors of a row with `notionalCoef` ≠ 1 include the coefficient
 * is not published, so they are not touched. Throws `bad_venue_data` on a row that can't be read.
 */
function normalizeTiers(row: unknown): TierTable {
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

/** Of rows that were read: the answer is kept for an hour and its rows are read every few seconds. */
const tablesRead = new WeakMap<object, TierTable>();

function tableOf(row: unknown): TierTable {
  if (typeof row !== "object" || row === null) return normalizeTiers(row);
  const table = tablesRead.get(row) ?? normalizeTiers(row);
  tablesRead.set(row, table);
  return table;
}

function boundsOf(bracket: Bracket) {
  const floor = bracket.notionalFloor ?? bracket.qtyFloor;
  const cap = bracket.notionalCap ?? bracket.qtyCap;
  if (!floor || !cap) throw badAnswer("leverageBracket", "the bounds of a bracket");
  return { floor, cap };
}

/** Tables of these symbols out of leverageBracket, which covers every contract. */
export function readTables(
  source: OptionalAnswer,
  symbols: ReadonlySet<string>,
  what: string,
  gaps: Gap[],
): ReadonlyMap<string, TierTable> {
  if (symbols.size === 0) return new Map();
  const read = readOptional(source, { path: "positions", what }, gaps, (raw) =>
    wantedRows(rowsBy("symbol", raw, "leverageBracket"), symbols, tableOf),
  );
  return read ?? new Map();
}

/** `firstIndex`: place of the first of the held rows among the account's positions. */
export function ownCoefficients(
  held: readonly { readonly symbol: string }[],
  tables: ReadonlyMap<string, TierTable>,
  firstIndex = 0,
): readonly Gap[] {
  return held.flatMap(({ symbol }, index) =>
    tables.get(symbol)?.hasOwnCoefficient ? [ownCoefficient(symbol, firstIndex + index)] : [],
  );
}

function ownCoefficient(symbol: string, index: number): Gap {
  const message = `The venue applies its own multiple of the margin tiers of ${symbol} to this account and does not publish whether the tiers it sends include it.`;
  return { code: "rule_unknown", path: `positions[${index}].marginTiers`, message };
}
