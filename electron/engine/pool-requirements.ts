import { type Decimal, ONE, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Figure, LineItem } from "./assessment.ts";
import { notKnown, total } from "./figure.ts";
import { type ExtraMargin, scopeOf } from "./margin-model.ts";
import { type AssetPart, type PoolAsset, type PoolInput, assetContext } from "./pool-assets.ts";
import { priceGap } from "./prices.ts";

/*
 * What a pool requires: its positions, its orders and debts, and what the venue keeps free above
 * them, all in the pool's currency.
 */

/** Pool currency per unit of a requirement in an asset; `null` when the price is not known. */
export function requirementRate(input: PoolInput, asset: Currency): Decimal | null {
  if (input.kind === "isolated") return ONE;
  return input.model.requirementRate(assetContext(input.snapshot, asset));
}

export function requirementOf(
  input: PoolInput,
  which: "initial" | "maintenance",
  extra: readonly LineItem[] | null,
  rateOf: (asset: Currency) => Decimal | null,
): Figure {
  const { currency, members } = input;
  const lines = [...(extra ?? [])];
  const gaps: Gap[] = [];
  let known = extra !== null;
  for (const { position, path, gaps: ofPosition, ...member } of members) {
    const { amount, formula, inputs, gaps: ofRule } = member[which];
    const rate = rateOf(position.settle);
    gaps.push(...ofRule, ...ofPosition.filter((gap) => gap.code === "mark_missing"));
    if (!rate) gaps.push(priceGap(position.settle, path));
    if (!amount || !rate) {
      known = false;
      continue;
    }
    const label = `${position.instrument} ${position.side}`;
    lines.push(priced({ label, amount, unit: position.settle, formula, inputs }, rate, currency));
  }
  if (!known) return notKnown(currency, gaps, lines);
  return total(currency, which === "maintenance" ? covered(input, lines) : lines, gaps);
}

/** The venue acts at this many times the maintenance margin it states. */
export function coverOf({ kind, model }: PoolInput): Decimal {
  return kind === "cross" && model.actsAt ? model.actsAt.cover : ONE;
}

/** The lines with what must stay free above them when the venue acts before 1. */
function covered(input: PoolInput, lines: readonly LineItem[]): readonly LineItem[] {
  const above = coverOf(input).minus(ONE);
  if (above.isZero() || lines.length === 0) return lines;
  const stated = sum(lines.map((line) => line.amount));
  const { name, cover } = input.model.actsAt!;
  const label = `Kept free: the venue acts at ${name} ${cover.toFixed()}`;
  const formula = `${stated.toFixed()} × ${above.toFixed()}`;
  return [
    ...lines,
    { label, amount: stated.times(above), unit: input.currency, formula, inputs: [] },
  ];
}

/** What the model adds to the pool beside its positions, in the pool's currency. */
type PoolExtra = Omit<ExtraMargin, "deducted"> & {
  readonly deducted: readonly LineItem[] | null;
};

export function extraMargin(
  input: PoolInput,
  parts: readonly AssetPart[],
  rateOf: (asset: Currency) => Decimal | null,
): PoolExtra {
  if (input.kind === "isolated") return { initial: [], maintenance: [], deducted: [], gaps: [] };
  const { model, snapshot, currency } = input;
  const isWhole = scopeOf(model, snapshot) === "account";
  const { initial, maintenance, deducted, gaps } = model.extraMargin({
    snapshot,
    currency,
    holds: (asset) => isWhole || asset === currency,
    positions: input.members.map((member) => member.index),
  });
  const owed = parts.filter(({ debt }) => debt && !debt.amount?.isZero());
  const debts = owed.flatMap(({ asset, amount, debt }) => debtLine(input, asset, amount, debt));
  const extra = convertedLines(maintenance, currency, rateOf);
  return {
    initial: convertedLines(initial, currency, rateOf),
    maintenance: extra && debts.length === owed.length ? [...extra, ...debts] : null,
    deducted: convertedLines(deducted === undefined ? [] : deducted, currency, rateOf),
    gaps: [...gaps, ...owed.flatMap(({ debt }) => debt!.margin.gaps)],
  };
}

/** `null` when a line's rate is not known; the asset's missing price is a gap of its own. */
function convertedLines(
  lines: readonly LineItem[] | null,
  currency: Currency,
  rateOf: (asset: Currency) => Decimal | null,
): readonly LineItem[] | null {
  const converted = lines?.map((line) => {
    const rate = line.unit === currency ? ONE : rateOf(line.unit);
    return rate && priced(line, rate, currency);
  });
  return converted?.every((line) => line !== null) ? converted : null;
}

function debtLine(
  { currency }: PoolInput,
  asset: Currency,
  owed: Decimal | null,
  debt: PoolAsset["debt"],
): LineItem[] {
  const explained = owed && debt?.margin.explain?.(owed);
  if (!debt?.amount || !explained) return [];
  return [{ label: `Debt in ${asset}`, amount: debt.amount, unit: currency, ...explained }];
}

/** A line in another unit. */
export function priced(line: LineItem, price: Decimal, unit: Currency): LineItem {
  if (price.eq(ONE) || line.unit === unit) return { ...line, unit };
  const formula = `${line.formula ?? line.amount.toFixed()} × ${price.toFixed()}`;
  return { ...line, amount: line.amount.times(price), unit, formula };
}
