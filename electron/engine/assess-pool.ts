import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { RequiredPosition } from "./assess-position.ts";
import type { Figure, LineItem, PoolAssessment } from "./assessment.ts";
import { distinctGaps, minus, notKnown, total } from "./figure.ts";
import { groupBy } from "./group-by.ts";
import type { MarginModel } from "./margin-model.ts";
import { type AssetPart, type PoolAsset, type PoolInput, assessAsset } from "./pool-assets.ts";
import {
  coverOf,
  extraMargin,
  priced,
  requirementOf,
  requirementRate,
} from "./pool-requirements.ts";
import { priceOf } from "./prices.ts";

/** A pool with what the liquidation solver needs to move one price in it. */
export type SolvablePool = {
  readonly model: MarginModel;
  readonly assessment: PoolAssessment;
  readonly assets: readonly PoolAsset[];
  readonly members: readonly RequiredPosition[];
  /** Members by contract: legs that move together. */
  readonly legs: ReadonlyMap<string, readonly RequiredPosition[]>;
  /** Times the maintenance margin the venue states at which it acts; 1 for most. */
  readonly cover: Decimal;
  /** Pool currency that must stand behind one unit of maintenance margin in the settle currency. */
  readonly maintenanceRate: (asset: Currency) => Decimal | null;
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
    cover: coverOf(input),
    maintenanceRate: (asset) => rate(asset)?.times(coverOf(input)) ?? null,
  };
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
