import { type Decimal, ONE, ZERO } from "#shared/domain/decimal.ts";
import type { CollateralTier } from "#shared/domain/snapshot.ts";
import { priceOf } from "../prices.ts";
import type { InputItem } from "../assessment.ts";
import { type Curve, type Line, scale, straight, valueAt } from "../curve.ts";
import type { AssetContext, Worth } from "../margin-model.ts";

/*
 * What an amount of one asset is worth as collateral. A debt is never helped by a weight: below
 * zero every curve falls at the full price (or the ask rate).
 */

/** Own asset at par: the worth of an amount is the amount. */
export function worthAtPar(): Worth {
  return { curve: straight({ slope: ONE, intercept: ZERO }), explain: null, gaps: [] };
}

/** A requirement in the pool's own asset counts as it is. */
export function rateAtPar(): Decimal {
  return ONE;
}

/** A requirement in an asset counts at its price. */
export function rateAtPrice({ snapshot, asset }: AssetContext): Decimal | null {
  return priceOf(snapshot, asset);
}

/**
 * amount × price × weight, the weight flat or by slices of the amount (progressive). Without a
 * weight a positive amount counts nothing, with a gap; without a price nothing is known.
 */
export function worthByWeight(context: AssetContext): Worth {
  const { snapshot, asset, balance, path } = context;
  const price = priceOf(snapshot, asset);
  if (!price) return noPrice(context);
  const tiers = balance?.collateralTiers ?? flatTier(balance?.collateralWeight ?? null);
  const unpriced = weightCurve(tiers ?? []);
  const curve = scale(unpriced, price);
  const explain = (amount: Decimal) =>
    explainWeight(context, price, amount, valueAt(unpriced, amount)!);
  if (!tiers) return { curve, explain, gaps: [noWeight(asset, `${path}.collateralWeight`)] };
  return { curve, explain: isPar(tiers) && price.eq(1) ? null : explain, gaps: [] };
}

/** Every amount counts whole: one weight of 1 without a bound, beyond which nothing would count. */
function isPar(tiers: readonly CollateralTier[]): boolean {
  return tiers.length === 1 && tiers[0]!.upTo === null && tiers[0]!.weight.eq(1);
}

function flatTier(weight: Decimal | null): CollateralTier[] | null {
  return weight && [{ upTo: null, weight }];
}

/** Slices above zero, the full amount below; beyond the last slice nothing more counts. */
function weightCurve(tiers: readonly CollateralTier[]): Curve {
  const breaks: Decimal[] = [ZERO];
  const lines: Line[] = [{ slope: ONE, intercept: ZERO }];
  let from = ZERO;
  let counted = ZERO;
  for (const { upTo, weight } of tiers) {
    lines.push({ slope: weight, intercept: counted.minus(weight.times(from)) });
    if (!upTo) return { breaks, lines };
    counted = counted.plus(upTo.minus(from).times(weight));
    from = upTo;
    breaks.push(upTo);
  }
  lines.push({ slope: ZERO, intercept: counted });
  return { breaks, lines };
}

function explainWeight(context: AssetContext, price: Decimal, amount: Decimal, counted: Decimal) {
  const { asset, path } = context;
  const inputs: InputItem[] = [
    { label: "amount", value: amount.toFixed(), unit: asset, path },
    {
      label: `price of ${asset}`,
      value: price.toFixed(),
      unit: context.snapshot.valuationCurrency,
      path: `prices.${asset}`,
    },
  ];
  if (amount.lte(0)) return { formula: `${amount.toFixed()} × ${price.toFixed()}`, inputs };
  const weight = counted.div(amount).toSignificantDigits(12).toFixed();
  inputs.push({
    label: "collateral weight",
    value: weight,
    unit: "",
    path: `${path}.collateralWeight`,
  });
  return { formula: `${amount.toFixed()} × ${price.toFixed()} × ${weight}`, inputs };
}

/** Assets at the bid rate, debts at the ask rate, both per unit in the valuation currency. */
export function worthAtBidAsk(context: AssetContext): Worth {
  const { asset, balance, path } = context;
  const bid = balance?.bidRate ?? ZERO;
  const ask = rateAtAsk(context);
  if (!ask) return noPrice(context);
  const curve: Curve = {
    breaks: [ZERO],
    lines: [
      { slope: ask, intercept: ZERO },
      { slope: bid, intercept: ZERO },
    ],
  };
  const explain = (amount: Decimal) => {
    const [label, rate] = amount.isNegative()
      ? (["ask rate", ask] as const)
      : (["bid rate", bid] as const);
    return {
      formula: `${amount.toFixed()} × ${rate.toFixed()}`,
      inputs: [{ label, value: rate.toFixed(), unit: context.snapshot.valuationCurrency, path }],
    };
  };
  const gaps = balance?.bidRate ? [] : [noWeight(asset, `${path}.bidRate`)];
  return { curve, explain, gaps };
}

/** The ask rate of an asset; `null` when it is not known. */
export function rateAtAsk({ balance, snapshot, asset }: AssetContext): Decimal | null {
  if (balance?.askRate) return balance.askRate;
  return asset === snapshot.valuationCurrency ? ONE : null;
}

function noPrice({ asset, path }: AssetContext): Worth {
  const message = `There is no price for ${asset}, so what it is worth as collateral is not known.`;
  return {
    curve: null,
    explain: null,
    gaps: [{ code: "price_missing", path, message }],
  };
}

function noWeight(asset: string, path: string) {
  const message = `The collateral weight of ${asset} is not known; what there is of it counts for nothing.`;
  return { code: "weight_missing", path, message } as const;
}
