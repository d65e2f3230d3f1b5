import type { Decimal } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Balance } from "#shared/domain/snapshot.ts";
import { cashOnly } from "../../normalize-cash.ts";
import { createRepeatCheck } from "../../parse-answer.ts";
import type { AccountAsset } from "./answers.ts";

/**
 * Margin assets with anything in them or with positions on them. Cash is `crossWalletBalance`: the
 * isolated wallets are walled off and stand with their positions. The venue lends nothing here, so
 * nothing is borrowed; weights exist only in multi-assets mode.
 */
export function normalizeBalances(
  assets: readonly AccountAsset[],
  settles: ReadonlySet<Currency>,
): readonly Balance[] {
  const refuseRepeat = createRepeatCheck("account", "assets: ");
  for (const { asset } of assets) refuseRepeat(asset);
  return assets
    .filter((row) => settles.has(row.asset) || isActive(row))
    .map((row) => cashOnly(row.asset, row.crossWalletBalance));
}

/** Has money, profit or requirement of its own. */
export function isActive({ asset: _, ...figures }: AccountAsset): boolean {
  return Object.values(figures).some((value: Decimal | null) => value && !value.isZero());
}
