import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import { isPerpetual } from "#shared/domain/perpetual.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import type { Figure, LineItem } from "./assessment.ts";
import { notKnown, total } from "./figure.ts";
import { notionalAt } from "./payoff.ts";
import { priceGap, priceOf } from "./prices.ts";

const HOURS_A_DAY = 24;
const DAYS_A_YEAR = 365;

/**
 * What a position is paid a day at the rate of now, in its settle currency; below zero it pays:
 * −side × notional at the mark × rate × 24 h ÷ interval. Contracts that expire pay nothing. `null`
 * when rate, interval or mark is not known. Source: docs/funding.md.
 */
export function fundingPerDay(position: Position): Decimal | null {
  if (!isPerpetual(position)) return ZERO;
  const { funding, markPrice, side } = position;
  if (!funding?.intervalHours || !markPrice) return null;
  const paid = notionalAt(position, markPrice)
    .times(funding.rate)
    .times(HOURS_A_DAY)
    .div(funding.intervalHours);
  return side === "long" ? paid.neg() : paid;
}

/** The rate of now over a year of 365 days, paid out and not compounded; `null` when not known. */
export function fundingRatePerYear({ funding }: Position): Decimal | null {
  if (!funding?.intervalHours) return null;
  return funding.rate.times(HOURS_A_DAY * DAYS_A_YEAR).div(funding.intervalHours);
}

/** Why it is not known; margins don't rest on it, so these are no gaps of the position itself. */
export function fundingGaps(position: Position, path: string): readonly Gap[] {
  if (!isPerpetual(position)) return [];
  const { instrument, funding, markPrice } = position;
  const gap = (field: string, message: string): Gap => ({
    code: "funding_missing",
    path: `${path}.${field}`,
    message,
  });
  if (!funding)
    return [
      gap("fundingRate", `The funding rate of ${instrument} is not known, nor what it costs.`),
    ];
  if (!funding.intervalHours)
    return [
      gap(
        "fundingIntervalHours",
        `For how long the funding rate of ${instrument} holds is not known, nor what it costs a day.`,
      ),
    ];
  if (markPrice) return [];
  const message = `${instrument} has no mark price, so its funding is not known.`;
  return [{ code: "mark_missing", path: `${path}.markPrice`, message }];
}

/** Funding of all positions a day in the valuation currency; not known when one part is not. */
export function fundingTotal(snapshot: AccountSnapshot): Figure {
  const { positions, valuationCurrency: unit } = snapshot;
  const paying = positions.map((position, index) => ({ position, path: `positions[${index}]` }));
  const lines: LineItem[] = [];
  const gaps: Gap[] = [];
  let isKnown = true;
  for (const { position, path } of paying.filter((each) => isPerpetual(each.position))) {
    const { settle } = position;
    const [value, price] = [fundingPerDay(position), priceOf(snapshot, settle)];
    gaps.push(...fundingGaps(position, path));
    if (!price) gaps.push(priceGap(settle, "prices"));
    if (value && price) lines.push(line({ position, path, value, price, unit }));
    else isKnown = false;
  }
  return isKnown ? total(unit, lines, gaps) : notKnown(unit, gaps, lines);
}

type Part = {
  readonly position: Position;
  readonly path: string;
  /** In the settle currency. */
  readonly value: Decimal;
  readonly price: Decimal;
  readonly unit: Currency;
};

function line({ position, path, value, price, unit }: Part): LineItem {
  const { instrument, side, settle, markPrice, funding } = position;
  const notional = text(markPrice && notionalAt(position, markPrice));
  const [rate, hours] = [text(funding?.rate), text(funding?.intervalHours)];
  const sign = side === "long" ? "−" : "";
  const perDay = `${sign}${notional} × ${rate} × ${HOURS_A_DAY} ÷ ${hours}`;
  const inputs = [
    { label: "notional", value: notional, unit: settle, path },
    { label: "funding rate", value: rate, unit: "", path: `${path}.fundingRate` },
    { label: "interval", value: hours, unit: "h", path: `${path}.fundingIntervalHours` },
  ];
  const ofPrice = {
    label: `price of ${settle}`,
    value: text(price),
    unit,
    path: `prices.${settle}`,
  };
  const isPriced = settle !== unit;
  return {
    label: `${instrument} ${side}`,
    amount: value.times(price),
    unit,
    formula: isPriced ? `${perDay} × ${text(price)}` : perDay,
    inputs: isPriced ? [...inputs, ofPrice] : inputs,
  };
}

function text(value: Decimal | null | undefined): string {
  return value?.toFixed() ?? "";
}
