import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import { nearest, sumTold, unlistedPositions } from "../../unlisted-positions.ts";
import type { FlexAccount, PositionRow } from "./answers.ts";
import { WALLET_CURRENCY } from "./normalize-balances.ts";

/** A position of the multi-collateral wallet, and the most that it may require there. */
export type Listed = {
  readonly row: PositionRow;
  readonly position: Position;
  readonly mostRequired: Decimal | null;
};

/**
 * Where the multi-collateral wallet's totals tell of positions that are not listed. Rows state
 * neither margin nor profit: they follow from the marks and the dearer table. Whether isolated
 * positions count in the profits is not published.
 */
export function unlistedBy(flex: FlexAccount, listed: readonly Listed[]): readonly Gap[] {
  const cross = listed.filter(({ position }) => position.marginMode === "cross");
  const total = (told: Decimal | null, of: (each: Listed) => Decimal | null) =>
    nearest(told, [sumTold(listed.map(of)), sumTold(cross.map(of))]);
  const { maintenanceMargin, pnl, unrealizedFunding } = flex;
  const pools = [
    {
      required: maintenanceMargin,
      profit: pnl,
      listedRequired: sumTold(listed.map(({ mostRequired }) => mostRequired)),
      listedProfit: total(pnl, ({ position }) => profitAtMark(position)),
    },
    {
      required: null,
      profit: unrealizedFunding,
      listedProfit: total(unrealizedFunding, ({ row }) => row.unrealizedFunding ?? ZERO),
    },
  ];
  return unlistedPositions(
    pools.map((pool) => ({ asset: WALLET_CURRENCY, ...pool })),
    listed.map(({ position }) => position),
  );
}

function profitAtMark({ side, quantity, contractSize, markPrice, entryPrice }: Position) {
  if (!markPrice || !entryPrice) return null;
  const rise = markPrice.minus(entryPrice).times(quantity).times(contractSize);
  return side === "long" ? rise : rise.neg();
}
