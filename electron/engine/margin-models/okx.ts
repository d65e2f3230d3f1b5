import { type Decimal, sum } from "#shared/domain/decimal.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import type { MaintenanceRequirement, PositionContext, Requirement } from "../margin-model.ts";
import { maintenanceByCount } from "./count-tiers.ts";
import { withFee } from "./maintenance-parts.ts";
import { initialByLeverage, noMaintenance, nothingRequired } from "./tier-margin.ts";

/*
 * What both OKX modes share. docs/margin/okx.md
 *
 * A position requires notional × rate of one tier for the whole of it, so that the requirement steps
 * at a boundary. Tiers count contracts; under cross margin those of every perpetual and future on the
 * underlying count together, long and short added. The fee of the liquidation stands beside it.
 * Sources: OKX help 360054225072, 360054690531, position tiers (2026-02-02), ii-option-margin
 * (2026-05-01); read 2026-11-23. The fee is the account's taker rate: a recorded multi-currency account
 * of 2024-01-17 has mgnRatio 143682.59776662575 = adjEq ÷ (mmr + notional × 0.0005).
 */

/** Tier and liquidation fee of a future; a long option is paid for. */
export function okxMaintenance(context: PositionContext): MaintenanceRequirement {
  return context.position.kind === "option"
    ? okxOption(context)
    : withFee(okxTierMargin(context), context, context.snapshot.takerFeeRate);
}

/** The same without the fee, as the venue states `mmr`. */
export function okxStatedMaintenance(context: PositionContext): MaintenanceRequirement {
  return context.position.kind === "option" ? okxOption(context) : okxTierMargin(context);
}

export function okxInitial(context: PositionContext): Requirement {
  return context.position.kind === "option" ? okxOption(context) : initialByLeverage(context);
}

function okxTierMargin(context: PositionContext): MaintenanceRequirement {
  return maintenanceByCount(context, countedContracts(context.snapshot, context.position));
}

/** Contracts that choose the position's tier. */
export function countedContracts({ positions }: AccountSnapshot, position: Position): Decimal {
  if (position.marginMode === "isolated") return position.quantity;
  const together = positions.filter(
    (each) =>
      each.marginMode === "cross" && each.kind !== "option" && isSameUnderlying(each, position),
  );
  return sum(together.map((each) => each.quantity));
}

/** `BTC/USDT` perpetual and futures are one underlying, `BTC/USD` another. */
export function isSameUnderlying(one: Position, other: Position): boolean {
  return one.base === other.base && one.quote === other.quote && one.settle === other.settle;
}

/** The margin of a sold option grows by a factor of its tier that no account field carries. */
function okxOption(context: PositionContext): MaintenanceRequirement {
  const { position, path } = context;
  if (position.side === "long") return nothingRequired("a long option is paid for");
  const message = `The margin factor of the short option ${position.instrument} is not known, so neither is its margin.`;
  return noMaintenance([{ code: "option_data_missing", path: `${path}.option`, message }]);
}
