import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { distinctGaps } from "./figure.ts";
import type {
  MaintenanceRequirement,
  MarginModel,
  PositionContext,
  Requirement,
} from "./margin-model.ts";
import { equityValue, notionalAt, unrealizedPnl } from "./payoff.ts";

/** One position by its model's rule at the mark, before it is put into its pool. */
export type RequiredPosition = {
  readonly position: Position;
  readonly index: number;
  readonly path: string;
  /** Settle currency. */
  readonly notional: Decimal | null;
  readonly unrealizedPnl: Decimal | null;
  /** What it adds to equity: unrealized profit, of an option its market value. */
  readonly equityValue: Decimal | null;
  readonly initial: Requirement;
  readonly maintenance: MaintenanceRequirement;
  readonly gaps: readonly Gap[];
};

export function assessPosition(
  model: MarginModel,
  snapshot: AccountSnapshot,
  index: number,
  legs: readonly Position[],
  resolveTiers: PositionContext["resolveTiers"],
): RequiredPosition {
  const position = snapshot.positions[index]!;
  const path = `positions[${index}]`;
  const notional = position.markPrice && notionalAt(position, position.markPrice);
  const context = { snapshot, position, path, notional, legs, resolveTiers };
  const initial = model.initialMargin(context);
  const maintenance = model.maintenanceMargin(context);
  const gaps = distinctGaps([
    ...missingPrices(position, path),
    ...initial.gaps,
    ...maintenance.gaps,
  ]);
  return {
    position,
    index,
    path,
    notional,
    unrealizedPnl: unrealizedPnl(position),
    equityValue: equityValue(position),
    initial,
    maintenance,
    gaps,
  };
}

function missingPrices(position: Position, path: string): Gap[] {
  const gaps: Gap[] = [];
  if (!position.markPrice) {
    const message = `${position.instrument} has no mark price, so its profit and margin are not known.`;
    gaps.push({ code: "mark_missing", path: `${path}.markPrice`, message });
  }
  if (!position.entryPrice && position.kind !== "option") {
    const message = `${position.instrument} has no entry price, so its profit is not known.`;
    gaps.push({ code: "entry_missing", path: `${path}.entryPrice`, message });
  }
  return gaps;
}
