import { Decimal, ONE, ZERO, decimal } from "#shared/domain/decimal.ts";
import type { GapCode } from "#shared/domain/gap.ts";
import type { OptionTerms } from "#shared/domain/snapshot.ts";
import { type Curve, straight } from "../curve.ts";
import type { MaintenanceRequirement, PositionContext, Requirement } from "../margin-model.ts";
import { positionSize } from "../payoff.ts";
import { noMaintenance, nothingRequired } from "./tier-margin.ts";

/*
 * Options by themselves (standard margin), in coins per coin of the underlying. A long one was paid
 * for and requires nothing. A short call must keep 0.075 + mark, a short put
 * max(0.075, 0.075 × mark) + mark; to open, max(0.15 − OTM ÷ underlying, 0.1) + mark, a put never
 * less than it must keep. Stated for BTC only: doc.tslab.pro, Deribit margin requirements, read
 * 2026-11-22 (a third party's copy of the venue's table; the venue's own page was not found).
 */
const KEPT = decimal("0.075");
const OPENED = decimal("0.15");
const LEAST_OPENED = decimal("0.1");
/** Mark of a put, in coins, from which the share of the mark is the larger. */
const SHARE_FROM = ONE;

type ShortOption = { readonly terms: OptionTerms; readonly mark: Decimal; readonly coins: Decimal };

export function optionMaintenance(context: PositionContext): MaintenanceRequirement {
  if (context.position.side === "long") return nothingRequired("a long option is paid for");
  const short = shortOption(context);
  if ("code" in short) return noMaintenance([gapOf(context, short)]);
  const perCoin = maintenancePerCoin(short);
  return {
    amount: perCoin.times(short.coins),
    formula: `${short.coins.toFixed()} × (${perCoin.minus(short.mark).toFixed()} + ${short.mark.toFixed()})`,
    inputs: markInputs(context, short),
    gaps: [],
    tier: null,
    curve: maintenanceCurve(short),
    gapsAt: () => [],
  };
}

export function optionInitial(context: PositionContext): Requirement {
  if (context.position.side === "long") return nothingRequired("a long option is paid for");
  const short = shortOption(context);
  const underlying = "code" in short ? null : short.terms.underlyingPrice;
  if ("code" in short || !underlying) {
    const missing = "code" in short ? short : NO_UNDERLYING;
    return { amount: null, formula: null, inputs: [], gaps: [gapOf(context, missing)] };
  }
  const { type, strike } = short.terms;
  const out = Decimal.max(type === "call" ? strike.minus(underlying) : underlying.minus(strike), 0);
  const opened = Decimal.max(OPENED.minus(out.div(underlying)), LEAST_OPENED).plus(short.mark);
  const perCoin = type === "put" ? Decimal.max(opened, maintenancePerCoin(short)) : opened;
  return {
    amount: perCoin.times(short.coins),
    formula: `${short.coins.toFixed()} × (${perCoin.minus(short.mark).toFixed()} + ${short.mark.toFixed()})`,
    inputs: [
      ...markInputs(context, short),
      input(context, "underlying price", underlying, "option.underlyingPrice"),
      input(context, "strike", strike, "option.strike"),
    ],
    gaps: [],
  };
}

function maintenancePerCoin({ terms, mark }: ShortOption): Decimal {
  const kept = terms.type === "put" ? Decimal.max(KEPT, KEPT.times(mark)) : KEPT;
  return kept.plus(mark);
}

/** As the option's own mark moves, its underlying where it is. */
function maintenanceCurve({ terms, coins }: ShortOption): Curve {
  const kept = { slope: coins, intercept: KEPT.times(coins) };
  if (terms.type === "call") return straight(kept);
  const share = { slope: coins.times(KEPT.plus(ONE)), intercept: ZERO };
  return { breaks: [SHARE_FROM], lines: [kept, share] };
}

type Missing = { readonly code: GapCode; readonly what: string };

const NO_UNDERLYING: Missing = {
  code: "option_data_missing",
  what: "the price of its underlying is not known",
};

function shortOption({ position }: PositionContext): ShortOption | Missing {
  const { option, markPrice, base, settle } = position;
  if (!option) return { code: "option_data_missing", what: "its terms are not known" };
  if (base !== "BTC" || settle !== "BTC" || option.settlement !== "inverse")
    return { code: "rule_unknown", what: "its rates are published for BTC-settled ones only" };
  if (!markPrice) return { code: "mark_missing", what: "it has no mark price" };
  return { terms: option, mark: markPrice, coins: positionSize(position) };
}

function gapOf({ position, path }: PositionContext, { code, what }: Missing) {
  const message = `The margin of the short option ${position.instrument} is not known: ${what}.`;
  return { code, path: `${path}.option`, message };
}

function markInputs(context: PositionContext, { mark, coins }: ShortOption) {
  return [
    input(context, "size", coins, "quantity"),
    input(context, "mark price", mark, "markPrice"),
  ];
}

function input({ position, path }: PositionContext, label: string, value: Decimal, field: string) {
  const isCoins = field === "quantity" || field === "markPrice";
  return {
    label,
    value: value.toFixed(),
    unit: isCoins ? position.settle : position.quote,
    path: `${path}.${field}`,
  };
}
