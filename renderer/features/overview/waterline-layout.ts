import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type {
  AccountOverviewView,
  DangerLevel,
  FeedState,
  OverviewView,
  PoolView,
  PositionView,
} from "#shared/views/overview.ts";
import { compareWorse, shownLevel, worstLevel } from "../../ui/danger.ts";
import { readExact } from "../../format/exact.ts";
import { formatPercent } from "../../format/ratio.ts";
import { formatPriceLike } from "../../format/price.ts";

/** Market moves the axis spans, to each side of zero. */
const REACH = decimal("0.6");
export const AXIS_MOVES = ["-0.6", "-0.45", "-0.3", "-0.15", "0", "0.15", "0.3", "0.45", "0.6"];
/** Half widths of the amber and the red zone around zero. */
export const ZONES = ["0.3", "0.15"];

export type WaterlineMark = {
  readonly key: string;
  /** Place on the axis, 0 left … 1 right. */
  readonly x: number;
  readonly level: DangerLevel;
  /** Farther than the axis reaches; drawn at its edge. */
  readonly isBeyond: boolean;
  /** Nearest of its side: the one with a label. */
  readonly label: string | null;
  readonly sentence: string;
};

export type WaterlineRow = {
  readonly key: string;
  readonly accountId: string;
  readonly accountLabel: string;
  readonly pool: PoolView;
  readonly feed: AccountOverviewView["feed"];
  /** Farthest first, so that the nearest is drawn on top. */
  readonly marks: readonly WaterlineMark[];
  /** From zero to the nearest mark of each side: how far the pool may drift. */
  readonly room: readonly {
    readonly from: number;
    readonly to: number;
    readonly level: DangerLevel;
  }[];
  /** What stands in the row when it has no mark. */
  readonly words: string | null;
};

/** Place of a signed move on the axis, 0 left … 1 right, held at the edges. */
export function placeOf(move: string): number {
  const held = clampMove(readExact(move) ?? decimal(0));
  return held.div(REACH).plus(1).div(2).toNumber();
}

/**
 * One row per pool that holds positions: the worst level first, then the nearest by whole percent,
 * then in the order of the accounts. No pool in danger is below the edge, and rows seldom move.
 */
export function layoutWaterline(view: OverviewView): readonly WaterlineRow[] {
  const rows = view.accounts.flatMap((account) =>
    account.pools.flatMap((pool) => {
      const members = view.positions.filter((position) => isInPool(position, pool, account));
      return members.length === 0 ? [] : [layoutRow(account, pool, members)];
    }),
  );
  return rows.toSorted(
    (one, other) =>
      compareWorse(levelOf(one), levelOf(other)) || wholePercentOf(one) - wholePercentOf(other),
  );
}

/** The worst of the pool's own ratio and of its contracts' liquidation prices. */
function levelOf({ pool, feed, marks }: WaterlineRow): DangerLevel {
  const own = shownLevel(pool.level, feed.state);
  return worstLevel([own, ...marks.map(({ level }) => level)]) ?? own;
}

/** Of the nearest mark, as far as the axis reaches. */
function wholePercentOf({ marks }: WaterlineRow): number {
  const { x } = marks.at(-1) ?? { x: 0 };
  return Math.floor(REACH.times(Math.abs(x - 0.5) * 200).toNumber());
}

function layoutRow(
  account: AccountOverviewView,
  pool: PoolView,
  members: readonly PositionView[],
): WaterlineRow {
  const marks = layoutMarks(members, account.feed.state);
  const labelled = marks.filter((mark) => mark.label !== null);
  return {
    key: `${account.accountId} ${pool.name}`,
    accountId: account.accountId,
    accountLabel: account.label,
    pool,
    feed: account.feed,
    marks,
    room: labelled.map(({ x, level }) => ({ from: Math.min(0.5, x), to: Math.max(0.5, x), level })),
    words: marks.length > 0 ? null : wordsFor(members),
  };
}

function layoutMarks(members: readonly PositionView[], feed: FeedState): readonly WaterlineMark[] {
  const labelledSides = new Set<boolean>();
  return members
    .flatMap((position) => {
      const distance = readExact(position.distanceRatio);
      return distance ? [{ position, distance }] : [];
    })
    .toSorted((one, other) => one.distance.abs().cmp(other.distance.abs()))
    .map(({ position, distance }) => {
      const isFirstOfSide = !labelledSides.has(distance.isNegative());
      labelledSides.add(distance.isNegative());
      const level = shownLevel(position.level, feed);
      return { ...toMark(position, distance, isFirstOfSide), level };
    })
    .toReversed();
}

function toMark(position: PositionView, distance: Decimal, isLabelled: boolean) {
  const move = `${formatPercent(position.distanceRatio, { sign: true, places: 1 })} %`;
  const price = `${formatPriceLike(position.liquidationPrice, position.markPrice)} ${position.quote}`;
  return {
    key: `${position.instrument} ${position.side} ${position.marginMode}`,
    x: placeOf(distance.toFixed()),
    isBeyond: distance.abs().gt(REACH),
    label: isLabelled ? `${position.base} ${move}` : null,
    sentence: `${position.instrument} ${position.side}: liquidation at ${price}, ${move} away.`,
  };
}

/** An isolated pool is named after its instrument and side; a cross pool, where there are several, after its settle currency. */
function isInPool(position: PositionView, pool: PoolView, account: AccountOverviewView): boolean {
  if (position.accountId !== account.accountId) return false;
  if (position.marginMode === "isolated")
    return pool.name === `${position.instrument} ${position.side}`;
  const crossPools = account.pools.filter((each) => !each.name.includes("/"));
  return crossPools.includes(pool) && (crossPools.length === 1 || pool.name === position.settle);
}

function wordsFor(members: readonly PositionView[]): string {
  const isUnknown = members.some((position) => position.liquidationPriceReason === "unknown");
  return isUnknown ? "liquidation price unknown" : "no liquidation price";
}

function clampMove(move: Decimal): Decimal {
  if (move.gt(REACH)) return REACH;
  return move.lt(REACH.neg()) ? REACH.neg() : move;
}
