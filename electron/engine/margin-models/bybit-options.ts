import { type Decimal, ZERO, decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import type { InputItem } from "../assessment.ts";
import type { MaintenanceRequirement, PositionContext, Requirement } from "../margin-model.ts";
import { positionSize } from "../payoff.ts";
import { nothingRequired } from "./tier-margin.ts";
import { noMaintenance } from "./tier-margin.ts";

/*
 * Bybit options under cross margin: whoever bought has paid and owes nothing; whoever sold holds
 *   maintenance = (max(3 % × index, 3 % × mark) + mark + 0.2 % × index) × size
 *   initial = (max(15 % × index − out of the money, 10 % × index) + max(entry, mark)) × size, at least
 *   the maintenance margin.
 * Sources: Bybit help "Initial and Maintenance Margin Calculation (Options)" (2023-12-04), of the
 * initial factors only a copy (2021); read 2026-11-22. Factors are those of BTC; other coins' were
 * not found.
 */
const MAINTENANCE_FACTOR = decimal("0.03");
const LIQUIDATION_FEE_RATE = decimal("0.002");
const MOST_INITIAL_FACTOR = decimal("0.15");
const LEAST_INITIAL_FACTOR = decimal("0.1");

const PAID_FOR = "bought and paid for";

type Terms = { readonly index: Decimal; readonly mark: Decimal; readonly size: Decimal };

export function optionMaintenance(context: PositionContext): MaintenanceRequirement {
  const { position } = context;
  if (position.side === "long") return nothingRequired(PAID_FOR);
  const index = position.option?.underlyingPrice;
  if (!index) return noMaintenance([dataMissing(context)]);
  const size = positionSize(position);
  const mark = position.markPrice;
  return {
    amount: mark && maintenanceOf({ index, mark, size }),
    formula:
      mark &&
      `(max(${of(MAINTENANCE_FACTOR, index)}, ${of(MAINTENANCE_FACTOR, mark)}) + ${mark.toFixed()} + ${of(LIQUIDATION_FEE_RATE, index)}) × ${size.toFixed()}`,
    inputs: optionInputs(context, index),
    gaps: otherCoin(context),
    tier: null,
    curve: maintenanceCurve(index, size),
    gapsAt: () => [],
  };
}

function maintenanceOf({ index, mark, size }: Terms): Decimal {
  const worse = mark.gt(index) ? mark : index;
  return worse
    .times(MAINTENANCE_FACTOR)
    .plus(mark)
    .plus(index.times(LIQUIDATION_FEE_RATE))
    .times(size);
}

/** By the option's own mark, the index held. */
function maintenanceCurve(index: Decimal, size: Decimal) {
  const fee = index.times(LIQUIDATION_FEE_RATE);
  const below = { slope: size, intercept: index.times(MAINTENANCE_FACTOR).plus(fee).times(size) };
  const above = {
    slope: MAINTENANCE_FACTOR.plus(1).times(size),
    intercept: fee.times(size),
  };
  return { breaks: [index], lines: [below, above] };
}

export function optionInitial(context: PositionContext): Requirement {
  const { position, path } = context;
  if (position.side === "long") return nothingRequired(PAID_FOR);
  const index = position.option?.underlyingPrice;
  const { markPrice: mark, entryPrice: entry } = position;
  const gaps: Gap[] = index ? otherCoin(context) : [dataMissing(context)];
  if (!entry) {
    const message = `${position.instrument} has no entry price, which its initial margin is read from.`;
    gaps.push({ code: "entry_missing", path: `${path}.entryPrice`, message });
  }
  if (!index || !mark || !entry) return { amount: null, formula: null, inputs: [], gaps };
  const size = positionSize(position);
  const premium = larger(entry, mark);
  const away = outOfTheMoney(position, index);
  const share = larger(
    index.times(MOST_INITIAL_FACTOR).minus(away),
    index.times(LEAST_INITIAL_FACTOR),
  );
  const formula = `(max(${of(MOST_INITIAL_FACTOR, index)} − ${away.toFixed()}, ${of(LEAST_INITIAL_FACTOR, index)}) + ${premium.toFixed()}) × ${size.toFixed()}`;
  const amount = share.plus(premium).times(size);
  const floor = maintenanceOf({ index, mark, size });
  return {
    amount: larger(amount, floor),
    formula: floor.gt(amount) ? `${floor.toFixed()} (its maintenance margin)` : formula,
    inputs: optionInputs(context, index),
    gaps,
  };
}

function outOfTheMoney({ option }: Position, index: Decimal): Decimal {
  const { type, strike } = option!;
  const away = type === "call" ? strike.minus(index) : index.minus(strike);
  return away.isNegative() ? ZERO : away;
}

function larger(a: Decimal, b: Decimal): Decimal {
  return a.gt(b) ? a : b;
}

function of(factor: Decimal, amount: Decimal): string {
  return `${factor.toFixed()} × ${amount.toFixed()}`;
}

function optionInputs({ position, path }: PositionContext, index: Decimal): InputItem[] {
  const unit = position.quote;
  return [
    {
      label: "size",
      value: positionSize(position).toFixed(),
      unit: position.base,
      path: `${path}.quantity`,
    },
    {
      label: "mark price",
      value: position.markPrice?.toFixed() ?? "not known",
      unit,
      path: `${path}.markPrice`,
    },
    {
      label: "underlying price",
      value: index.toFixed(),
      unit,
      path: `${path}.option.underlyingPrice`,
    },
  ];
}

function dataMissing({ position, path }: PositionContext): Gap {
  const message = `The price of the underlying of ${position.instrument} is not known, so neither is its margin.`;
  return { code: "option_data_missing", path: `${path}.option.underlyingPrice`, message };
}

/** Factors vary by coin; only those of BTC are published where it could be read. */
function otherCoin({ position, path }: PositionContext): Gap[] {
  if (position.base === "BTC") return [];
  const message = `The margin factors of ${position.base} options were not found; those of BTC are used for ${position.instrument}.`;
  return [{ code: "rule_unknown", path: `${path}.option`, message }];
}
