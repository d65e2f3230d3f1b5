import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { PositionView } from "#shared/views/overview.ts";
import { readExact } from "../../format/exact.ts";

/** What an amount in the filter is compared with. Sizes are taken without sign, profits with it. */
const FIELDS: Readonly<Record<string, (position: PositionView) => Decimal | null>> = {
  notional: (position) => readExact(position.notional.value),
  size: (position) => readExact(position.netQuantity)?.abs() ?? null,
  entry: (position) => readExact(position.entryPrice),
  mark: (position) => readExact(position.markPrice),
  profit: (position) => readExact(position.unrealizedPnl.value),
  liquidation: (position) => readExact(position.liquidationPrice),
  distance: (position) => readExact(position.distanceRatio)?.abs() ?? null,
  share: (position) => readExact(position.maintenanceShareRatio),
  fall: (position) => readExact(position.uniformFallPnl.value),
  funding: (position) => readExact(position.funding?.perDay.value ?? null),
};

const AMOUNT_TERM = /^([a-z]*)([<>]=?|=)([+-]?\d[\d,]*(?:\.\d+)?)([km%]?)$/;
const SCALES: Readonly<Record<string, Decimal>> = {
  "": decimal(1),
  k: decimal(1000),
  m: decimal(1_000_000),
  "%": decimal("0.01"),
};

type Test = (position: PositionView) => boolean;

/**
 * Reads a filter: words that must all occur, and amounts such as `>100`, `<=25k`, `profit<0`,
 * `distance<15%`. A bare amount speaks of the notional. A position whose amount is not known does
 * not match an amount.
 */
export function positionFilter(text: string): Test {
  const tests = text.toLowerCase().split(/\s+/).filter(Boolean).map(readTerm);
  return (position) => tests.every((test) => test(position));
}

function readTerm(term: string): Test {
  const [, name = "", operator = "", amount = "", scale = ""] = AMOUNT_TERM.exec(term) ?? [];
  const fieldName = Object.keys(FIELDS).find((key) => key.startsWith(name || "notional"));
  const field = fieldName === undefined ? undefined : FIELDS[fieldName];
  if (operator === "" || !field) return (position) => wordsOf(position).includes(term);
  const bound = decimal(amount.replaceAll(",", "").replace("+", "")).times(SCALES[scale] ?? 1);
  return (position) => {
    const value = field(position);
    return value !== null && holds(value, operator, bound);
  };
}

function holds(value: Decimal, operator: string, bound: Decimal): boolean {
  if (operator === ">") return value.gt(bound);
  if (operator === ">=") return value.gte(bound);
  if (operator === "<") return value.lt(bound);
  if (operator === "<=") return value.lte(bound);
  return value.eq(bound);
}

function wordsOf(position: PositionView): string {
  const { accountLabel, instrument, side, marginMode, level } = position;
  return `${accountLabel} ${instrument} ${side} ${marginMode} ${level}`.toLowerCase();
}
