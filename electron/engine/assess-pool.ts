import { type Decimal, ONE, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { RequiredPosition } from "./assess-position.ts";
import { isolatedWalletLines, positionLines, walletLines } from "./asset-lines.ts";
import type { Figure, LineItem, PoolAssessment } from "./assessment.ts";
import { type Curve, valueAt } from "./curve.ts";
import { groupBy } from "./group-by.ts";
import { distinctGaps, minus, notKnown, total } from "./figure.ts";
import { priceGap, priceOf } from "./prices.ts";
import { worthAtPar } from "./margin-models/collateral-worth.ts";
import type { AssetContext, ExtraMargin, MarginModel, Worth } from "./margin-model.ts";

/** One asset's share of a pool: what there is of it and what it is worth there. */
export type PoolAsset = {
  readonly asset: Currency;
  /** Cash less borrowings plus what positions add to collateral, in the asset; `null` not known. */
  readonly amount: Decimal | null;
  readonly worth: Curve | null;
  /** Worth of `amount` in the pool's currency. */
  readonly value: Decimal | null;
  /** What owing the asset requires, by amount and at `amount`; `null` when nothing is. */
  readonly debt: { readonly margin: Worth; readonly amount: Decimal | null } | null;
};

/** A pool with what the liquidation solver needs to move one price in it. */
export type SolvablePool = {
  readonly model: MarginModel;
  readonly assessment: PoolAssessment;
  readonly assets: readonly PoolAsset[];
  readonly members: readonly RequiredPosition[];
  /** Members by contract: legs that move together. */
  readonly legs: ReadonlyMap<string, readonly RequiredPosition[]>;
  /** Pool currency that must stand behind one unit of maintenance margin in the settle currency. */
  readonly maintenanceRate: (asset: Currency) => Decimal | null;
};

type PoolInput = {
  readonly model: MarginModel;
  readonly snapshot: AccountSnapshot;
  readonly kind: "cross" | "isolated";
  readonly name: string;
  readonly currency: Currency;
  readonly assets: readonly Currency[];
  readonly members: readonly RequiredPosition[];
};

/** Adds up one wall. Every amount is in the pool's currency. */
export function assessPool(input: PoolInput): SolvablePool {
  const { kind, name, currency, members } = input;
  const parts = input.assets.map((asset) => assessAsset(input, asset));
  const rate = (asset: Currency) => requirementRate(input, asset);
  const extra = extraMargin(input, parts, rate);
  const equity = equityOf(input, parts);
  const collateralValue = collateralOf(input, parts, extra.deducted);
  const initialMargin = requirementOf(input, "initial", extra.initial, rate);
  const maintenanceMargin = requirementOf(input, "maintenance", extra.maintenance, rate);
  const ratio = ratioOf(maintenanceMargin.value, collateralValue.value);
  const figures = [equity, collateralValue, initialMargin, maintenanceMargin];
  const gaps = distinctGaps([
    ...figures.flatMap((figure) => figure.gaps),
    ...extra.gaps,
    ...ratio.gaps(name),
  ]);
  const assessment: PoolAssessment = {
    kind,
    name,
    currency,
    equity,
    collateralValue,
    initialMargin,
    maintenanceMargin,
    maintenanceMarginRatio: ratio.value,
    freeCollateral: minus(collateralValue.value, initialMargin.value),
    marginBuffer: minus(collateralValue.value, maintenanceMargin.value),
    positions: members.map((member) => member.index),
    gaps,
  };
  return {
    model: input.model,
    assessment,
    assets: parts,
    members,
    legs: groupBy(members, ({ position }) => position.instrument),
    maintenanceRate: (asset) => rate(asset)?.times(coverOf(input)) ?? null,
  };
}

type AssetPart = PoolAsset & {
  /** Parts of equity; of collateral those without the value of options that do not count. */
  readonly equityLines: readonly LineItem[];
  readonly collateralLines: readonly LineItem[];
  readonly isKnown: boolean;
  readonly gaps: readonly Gap[];
};

function assessAsset(input: PoolInput, asset: Currency): AssetPart {
  const isolated = input.kind === "isolated";
  const context = assetContext(input.snapshot, asset);
  const worth = isolated ? worthAtPar() : input.model.worth(context);
  const cash = isolated ? isolatedWalletLines(input.members[0]!) : walletLines(context);
  const settled = input.members.filter((member) => member.position.settle === asset);
  const counted = settled.filter((member) => countsAsCollateral(input, member));
  const isKnown = cash.known && settled.every((member) => member.equityValue);
  const counting = [...cash.lines, ...counted.flatMap(positionLines)];
  const amount = isKnown ? sum(counting.map((line) => line.amount)) : null;
  const value = amount && worth.curve && valueAt(worth.curve, amount);
  const explained = amount && value && worth.explain?.(amount);
  const label = `${asset} as collateral`;
  const worthLines = explained && [{ label, amount: value, unit: input.currency, ...explained }];
  return {
    asset,
    amount,
    worth: worth.curve,
    value,
    debt: isolated ? null : debtOf(input.model, context, amount),
    isKnown,
    equityLines: [...cash.lines, ...settled.flatMap(positionLines)],
    collateralLines: worthLines ?? (value ? counting : []),
    gaps: [...cash.gaps, ...settled.flatMap(({ gaps }) => gaps.filter(isAboutPnl)), ...worth.gaps],
  };
}

function debtOf(model: MarginModel, context: AssetContext, amount: Decimal | null) {
  const margin = model.debtMargin?.(context);
  if (!margin) return null;
  return { margin, amount: amount && margin.curve && valueAt(margin.curve, amount) };
}

/** Whether a position's profit or option value stands behind its pool. */
export function countsAsCollateral(
  { model, kind }: Pick<PoolInput, "model" | "kind">,
  { position }: RequiredPosition,
): boolean {
  return position.kind !== "option" || model.countsOptionValue || kind === "isolated";
}

function isAboutPnl(gap: Gap): boolean {
  return gap.code === "mark_missing" || gap.code === "entry_missing";
}

function assetContext(snapshot: AccountSnapshot, asset: Currency): AssetContext {
  const index = snapshot.balances.findIndex((balance) => balance.asset === asset);
  const path = index < 0 ? "balances" : `balances[${index}]`;
  return { snapshot, asset, balance: snapshot.balances[index] ?? null, path };
}

function equityOf(input: PoolInput, parts: readonly AssetPart[]): Figure {
  const { currency, snapshot } = input;
  const gaps = parts.flatMap((part) => part.gaps.filter((gap) => gap.code !== "weight_missing"));
  const lines: LineItem[] = [];
  let known = true;
  for (const part of parts) {
    const price = part.asset === currency ? ONE : priceOf(snapshot, part.asset);
    if (price) lines.push(...part.equityLines.map((line) => priced(line, price, currency)));
    known &&= part.isKnown && (price !== null || mayBeLeftOut(input, part));
  }
  return known ? total(currency, lines, gaps) : notKnown(currency, gaps, lines);
}

function collateralOf(
  input: PoolInput,
  parts: readonly AssetPart[],
  deducted: readonly LineItem[] | null,
): Figure {
  const gaps = parts.flatMap((part) => part.gaps);
  const lines = [...parts.flatMap((part) => part.collateralLines), ...(deducted ?? [])];
  const known = deducted !== null && parts.every((part) => part.value || mayBeLeftOut(input, part));
  return known ? total(input.currency, lines, gaps) : notKnown(input.currency, gaps, lines);
}

/** Cash nobody priced, with no position on it: leaving it out can only make a figure worse. */
function mayBeLeftOut({ members }: PoolInput, { asset, amount }: AssetPart): boolean {
  return (
    amount !== null && amount.gte(0) && !members.some(({ position }) => position.settle === asset)
  );
}

function priced(line: LineItem, price: Decimal, unit: Currency): LineItem {
  if (price.eq(ONE) || line.unit === unit) return { ...line, unit };
  const formula = `${line.formula ?? line.amount.toFixed()} × ${price.toFixed()}`;
  return { ...line, amount: line.amount.times(price), unit, formula };
}

function requirementRate(input: PoolInput, asset: Currency): Decimal | null {
  if (input.kind === "isolated") return ONE;
  return input.model.requirementRate(assetContext(input.snapshot, asset));
}

function requirementOf(
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

function coverOf({ kind, model }: PoolInput): Decimal {
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

function extraMargin(
  input: PoolInput,
  parts: readonly AssetPart[],
  rateOf: (asset: Currency) => Decimal | null,
): PoolExtra {
  if (input.kind === "isolated") return { initial: [], maintenance: [], deducted: [], gaps: [] };
  const { initial, maintenance, deducted, gaps } = input.model.extraMargin({
    snapshot: input.snapshot,
    currency: input.currency,
    positions: input.members.map((member) => member.index),
  });
  const owed = parts.filter(({ debt }) => debt && !debt.amount?.isZero());
  const debts = owed.flatMap(({ asset, amount, debt }) => debtLine(input, asset, amount, debt));
  const extra = convertedLines(maintenance, input.currency, rateOf);
  return {
    initial: convertedLines(initial, input.currency, rateOf),
    maintenance: extra && debts.length === owed.length ? [...extra, ...debts] : null,
    deducted: convertedLines(deducted === undefined ? [] : deducted, input.currency, rateOf),
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

/** maintenance ÷ collateral; nothing required is 0; required without collateral left has no ratio. */
function ratioOf(maintenance: Decimal | null, collateral: Decimal | null) {
  const none = { value: null, gaps: (): Gap[] => [] };
  if (!maintenance || !collateral) return none;
  if (maintenance.isZero() && collateral.gte(0)) return { ...none, value: maintenance };
  if (collateral.gt(0)) return { ...none, value: maintenance.div(collateral) };
  const message = "No collateral is left against the maintenance margin: beyond liquidation.";
  return {
    ...none,
    gaps: (name: string): Gap[] => [{ code: "ratio_undefined", path: `pools.${name}`, message }],
  };
}
