import { type Decimal, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { RequiredPosition } from "./assess-position.ts";
import { isolatedWalletLines, positionLines, walletLines } from "./asset-lines.ts";
import type { LineItem } from "./assessment.ts";
import { type Curve, valueAt } from "./curve.ts";
import { worthAtPar } from "./margin-models/collateral-worth.ts";
import type { AssetContext, MarginModel, Worth } from "./margin-model.ts";

/** What one wall is made of. */
export type PoolInput = {
  readonly model: MarginModel;
  readonly snapshot: AccountSnapshot;
  readonly kind: "cross" | "isolated";
  readonly name: string;
  readonly currency: Currency;
  readonly assets: readonly Currency[];
  readonly members: readonly RequiredPosition[];
};

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

/** The same with its parts, for the pool's totals. */
export type AssetPart = PoolAsset & {
  /** Parts of equity; of collateral those without the value of options that do not count. */
  readonly equityLines: readonly LineItem[];
  readonly collateralLines: readonly LineItem[];
  readonly isKnown: boolean;
  readonly gaps: readonly Gap[];
};

export function assessAsset(input: PoolInput, asset: Currency): AssetPart {
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

export function assetContext(snapshot: AccountSnapshot, asset: Currency): AssetContext {
  const index = snapshot.balances.findIndex((balance) => balance.asset === asset);
  const path = index < 0 ? "balances" : `balances[${index}]`;
  return { snapshot, asset, balance: snapshot.balances[index] ?? null, path };
}
