import { type Decimal, ZERO, sum } from "#shared/domain/decimal.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import type { RequiredPosition } from "./assess-position.ts";
import { type Curve, add, constant, straight } from "./curve.ts";
import { groupBy } from "./group-by.ts";
import { larger } from "./larger-curve.ts";

/**
 * Margin netting: of the long and the short requirements of one group only the larger counts,
 * initial and maintenance each for itself; of equal ones the long. The positions of the other side
 * require nothing. As a price moves the sides may change places, so each contract's curve is that of
 * the whole group with every other contract at its mark. A group with a requirement that is not known
 * stays as it is.
 */
export function netSides(
  members: readonly RequiredPosition[],
  keyOf: (position: Position) => string,
): RequiredPosition[] {
  const groups = groupBy(members, (member) => keyOf(member.position));
  const netted = new Map(
    [...groups.values()].flatMap(netGroup).map((member) => [member.index, member]),
  );
  return members.map((member) => netted.get(member.index)!);
}

function netGroup(group: readonly RequiredPosition[]): readonly RequiredPosition[] {
  if (new Set(group.map(({ position }) => position.side)).size < 2) return group;
  const settled = netRequirement(netRequirement(group, "initial"), "maintenance");
  return withGroupCurves(group, settled);
}

function netRequirement(
  group: readonly RequiredPosition[],
  which: "initial" | "maintenance",
): readonly RequiredPosition[] {
  const long = sideTotal(group, which, "long");
  const short = sideTotal(group, which, "short");
  if (!long || !short) return group;
  const smaller = short.gt(long) ? "long" : "short";
  const nothing = { amount: ZERO, formula: `0 (nets against the larger side, at the mark)` };
  return group.map((member) =>
    member.position.side === smaller
      ? { ...member, [which]: { ...member[which], ...nothing } }
      : member,
  );
}

function sideTotal(
  group: readonly RequiredPosition[],
  which: "initial" | "maintenance",
  side: Position["side"],
): Decimal | null {
  const amounts = group
    .filter(({ position }) => position.side === side)
    .map((m) => m[which].amount);
  return amounts.every((amount) => amount !== null) ? sum(amounts) : null;
}

/** The first leg of each contract moves for the group; what the others require stays. */
function withGroupCurves(
  group: readonly RequiredPosition[],
  netted: readonly RequiredPosition[],
): readonly RequiredPosition[] {
  const long = sideTotal(group, "maintenance", "long");
  const short = sideTotal(group, "maintenance", "short");
  if (!long || !short) return netted;
  const whole = long.gt(short) ? long : short;
  const contracts = groupBy(group, ({ position }) => position.instrument);
  const first = new Set([...contracts.values()].map((legs) => legs[0]!.index));
  return netted.map((member) => {
    const amount = member.maintenance.amount!;
    const legs = contracts.get(member.position.instrument)!;
    const curve = first.has(member.index)
      ? moved(legs, long, short, whole.minus(amount))
      : straight(constant(amount));
    return { ...member, maintenance: { ...member.maintenance, curve } };
  });
}

/** The larger side as one contract moves, less what the rest of the group requires at the mark. */
function moved(
  legs: readonly RequiredPosition[],
  long: Decimal,
  short: Decimal,
  rest: Decimal,
): Curve | null {
  const longs = sideCurve(legs, "long", long);
  const shorts = sideCurve(legs, "short", short);
  return longs && shorts && add(larger(longs, shorts), straight(constant(rest.neg())));
}

function sideCurve(
  legs: readonly RequiredPosition[],
  side: Position["side"],
  total: Decimal,
): Curve | null {
  const moving = legs.filter(({ position }) => position.side === side);
  const still = total.minus(sum(moving.map(({ maintenance }) => maintenance.amount!)));
  let curve = straight(constant(still));
  for (const { maintenance } of moving) {
    if (!maintenance.curve) return null;
    curve = add(curve, maintenance.curve);
  }
  return curve;
}
