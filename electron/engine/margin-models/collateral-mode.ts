import { type Decimal, ONE, ZERO } from "#shared/domain/decimal.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { constant, straight } from "../curve.ts";
import type { AssetContext, PoolScope, Worth } from "../margin-model.ts";
import { rateAtPrice, worthAtPar, worthByWeight } from "./collateral-worth.ts";

/*
 * Venues that offer both a single-asset mode, in which each margin coin stands behind its own
 * contracts alone, and a multi-asset mode, in which every coin does, at a weight. An account that
 * states a weight for any coin is in the second.
 */

export function isMultiAsset({ balances }: AccountSnapshot): boolean {
  return balances.some(({ collateralWeight, collateralTiers }) =>
    Boolean(collateralWeight ?? collateralTiers),
  );
}

export function poolsByMode(snapshot: AccountSnapshot): PoolScope {
  return isMultiAsset(snapshot) ? "account" : "settle";
}

/**
 * Single-asset: par; a coin that settles nothing counts nothing, and a gap says so. Multi-asset: by
 * weight, a coin that settles a cross position in full unless a weight is given.
 */
export function worthByMode(context: AssetContext): Worth {
  const { snapshot, balance } = context;
  if (isMultiAsset(snapshot)) return worthOfSettledInFull(context);
  if (settlesCross(context) || !balance?.walletBalance?.gt(0)) return worthAtPar();
  return { ...worthAtPar(), gaps: [standsAlone(context)] };
}

export function rateByMode(context: AssetContext): Decimal | null {
  return isMultiAsset(context.snapshot) ? rateAtPrice(context) : ONE;
}

/** By weight; without one, in full what settles a cross position and nothing else. */
export function worthOfSettledInFull(context: AssetContext): Worth {
  return settlesCross(context) ? worthInFull(context) : worthByWeight(context);
}

/** By weight; without one, in full. */
export function worthInFull(context: AssetContext): Worth {
  const { balance } = context;
  if (!balance || balance.collateralWeight || balance.collateralTiers)
    return worthByWeight(context);
  return worthByWeight({ ...context, balance: { ...balance, collateralWeight: ONE } });
}

function settlesCross({ snapshot, asset }: AssetContext): boolean {
  return snapshot.positions.some(
    ({ settle, marginMode }) => settle === asset && marginMode === "cross",
  );
}

function standsAlone({ asset, path }: AssetContext) {
  const message = `Whether ${asset} stands behind positions in other coins is not stated; it is taken not to.`;
  return { code: "mode_unread", path: `${path}.collateralWeight`, message } as const;
}

/** For accounts that cannot owe, or whose debts require nothing of their own. */
export const NO_DEBT_MARGIN: Worth = {
  curve: straight(constant(ZERO)),
  explain: null,
  gaps: [],
};
