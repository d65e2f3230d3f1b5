import { type Decimal, ONE, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { RequiredPosition } from "./assess-position.ts";
import { isolatedWalletLines, pnlLines, walletLines } from "./asset-lines.ts";
import type { Figure, LineItem, PoolAssessment } from "./assessment.ts";
import { type Curve, valueAt } from "./curve.ts";
import { distinctGaps, minus, notKnown, total } from "./figure.ts";
import { worthAtPar } from "./margin-models/shared-rules.ts";
import type { AssetContext, ExtraMargin, MarginModel } from "./margin-model.ts";

/** One asset's share of a pool: what there is of it and what it is worth there. */
export type PoolAsset = {
  readonly asset: Currency;
  /** Cash less borrowings plus unrealized profit, in the asset; `null` not known. */
  readonly amount: Decimal | null;
  readonly worth: Curve | null;
  /** Worth of `amount` in the pool's currency. */
  readonly value: Decimal | null;
};

/** A pool with what the liquidation solver needs to move one price in it. */
export type SolvablePool = {
  readonly assessment: PoolAssessment;
  readonly assets: readonly PoolAsset[];
  readonly members: readonly RequiredPosition[];
  /** Pool currency per unit of a requirement in the settle currency. */
  readonly requirementRate: (asset: Currency) => Decimal | null;
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
  const extra = extraMargin(input);
  const equity = equityOf(input, parts);
  const collateralValue = collateralOf(input, parts, equity);
  const rate = (asset: Currency) => requirementRate(input, asset);
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
  return { assessment, assets: parts, members, requirementRate: rate };
}

type AssetPart = PoolAsset & {
  readonly lines: readonly LineItem[];
  readonly worthLine: LineItem | null;
  readonly gaps: readonly Gap[];
};

function assessAsset(input: PoolInput, asset: Currency): AssetPart {
  const context = assetContext(input.snapshot, asset);
  const worth = input.kind === "isolated" ? worthAtPar() : input.model.worth(context);
  const cash =
    input.kind === "isolated" ? isolatedWalletLines(input.members[0]!) : walletLines(context);
  const settled = input.members.filter((member) => member.position.settle === asset);
  const lines = [...cash.lines, ...settled.flatMap(pnlLines)];
  const known = cash.known && settled.every((member) => member.unrealizedPnl);
  const amount = known ? sum(lines.map((line) => line.amount)) : null;
  const value = amount && worth.curve && valueAt(worth.curve, amount);
  const explained = amount && value && worth.explain?.(amount);
  const worthLine = explained
    ? { label: `${asset} as collateral`, amount: value, unit: input.currency, ...explained }
    : null;
  const gaps = [
    ...cash.gaps,
    ...settled.flatMap((member) => member.gaps.filter(isAboutPnl)),
    ...worth.gaps,
  ];
  return { asset, amount, worth: worth.curve, value, lines, worthLine, gaps };
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
    const price =
      input.model.pools === "settle" || input.kind === "isolated"
        ? ONE
        : priceOf(snapshot, part.asset);
    if (price) lines.push(...part.lines.map((line) => priced(line, price, currency)));
    // What has no price but is worth something is left out, which can only make the figure worse.
    const leftOut = !price && part.amount && !part.amount.isNegative();
    if (!part.amount || (!price && !leftOut)) known = false;
  }
  return known ? total(currency, lines, gaps) : notKnown(currency, gaps, lines);
}

function collateralOf(input: PoolInput, parts: readonly AssetPart[], equity: Figure): Figure {
  const gaps = parts.flatMap((part) => part.gaps);
  const lines = parts.flatMap((part) => part.worthLine ?? (part.value ? part.lines : []));
  const known = parts.every(
    (part) =>
      part.value || (part.amount && !part.amount.isNegative() && !hasMembers(input, part.asset)),
  );
  if (!known) return notKnown(input.currency, gaps, lines);
  return parts.every((part) => part.value && !part.worthLine)
    ? { ...equity, gaps }
    : total(input.currency, lines, gaps);
}

function hasMembers(input: PoolInput, asset: Currency): boolean {
  return input.members.some((member) => member.position.settle === asset);
}

/** Price of one unit in the valuation currency, which is worth one of itself. */
export function priceOf(snapshot: AccountSnapshot, asset: Currency): Decimal | null {
  if (asset === snapshot.valuationCurrency) return ONE;
  return snapshot.prices.get(asset) ?? null;
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
  return known ? total(currency, lines, gaps) : notKnown(currency, gaps, lines);
}

/** The value of an asset is not known because nobody gave its price. */
export function priceGap(asset: Currency, path: string): Gap {
  const message = `There is no price for ${asset}, so what rests on it is not known.`;
  return { code: "price_missing", path, message };
}

function extraMargin(input: PoolInput): ExtraMargin {
  if (input.kind === "isolated") return { initial: [], maintenance: [], gaps: [] };
  return input.model.extraMargin({
    snapshot: input.snapshot,
    currency: input.currency,
    positions: input.members.map((member) => member.index),
  });
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
