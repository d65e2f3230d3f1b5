import { Decimal } from "#shared/domain/decimal.ts";
import type {
  AccountSnapshot,
  CollateralTier,
  MarginTier,
  Position,
} from "#shared/domain/snapshot.ts";

/*
 * The margin rules a second time, by someone who knows no curves, no deductions and no Decimal:
 * fractions of whole numbers, tiers slice by slice, the account added up again at every price, and a
 * liquidation price found by walking away from the mark until the sign of the buffer changes. Slow,
 * and too simple to be wrong in the same way as the engine.
 */

/** n ÷ d with d > 0, never rounded. */
export type Fraction = { readonly n: bigint; readonly d: bigint };

const ZERO: Fraction = { n: 0n, d: 1n };

export function fraction(n: number | bigint, d: number | bigint = 1): Fraction {
  return { n: BigInt(n), d: BigInt(d) };
}

export function exact(value: Decimal): Fraction {
  const [whole, places = ""] = value.toFixed().split(".");
  return { n: BigInt(whole! + places), d: 10n ** BigInt(places.length) };
}

export function toDecimal({ n, d }: Fraction): Decimal {
  return new Decimal(n.toString()).div(d.toString());
}

export function plus(a: Fraction, b: Fraction): Fraction {
  // Nearly every denominator is a power of ten: the larger serves both.
  if (a.d >= b.d && a.d % b.d === 0n) return { n: a.n + b.n * (a.d / b.d), d: a.d };
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) + b.n, d: b.d };
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { n: -b.n, d: b.d });
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.n, d: a.d * b.d };
}

function over(a: Fraction, b: Fraction): Fraction {
  const sign = b.n < 0n ? -1n : 1n;
  return { n: sign * a.n * b.d, d: sign * a.d * b.n };
}

function isAbove(a: Fraction, b: Fraction): boolean {
  return a.n * b.d > b.n * a.d;
}

const lesser = (a: Fraction, b: Fraction) => (isAbove(a, b) ? b : a);
const greater = (a: Fraction, b: Fraction) => (isAbove(a, b) ? a : b);

export type Tier = {
  readonly floor: Fraction;
  readonly cap: Fraction | null;
  readonly rate: Fraction;
};

/** Each slice of a notional at the rate of its own tier. */
export function slicedMargin(tiers: readonly Tier[], notional: Fraction): Fraction {
  let margin = ZERO;
  for (const { floor, cap, rate } of tiers) {
    const slice = minus(cap ? lesser(notional, cap) : notional, floor);
    if (slice.n > 0n) margin = plus(margin, times(slice, rate));
  }
  return margin;
}

/** The whole notional at the rate of the tier it reaches into. */
export function wholeMargin(tiers: readonly Tier[], notional: Fraction): Fraction {
  let reached = tiers[0]!;
  for (const tier of tiers) if (isAbove(notional, tier.floor)) reached = tier;
  return times(notional, reached.rate);
}

export type Slice = { readonly upTo: Fraction | null; readonly weight: Fraction };

export function naiveSlice({ upTo, weight }: CollateralTier): Slice {
  return { upTo: upTo && exact(upTo), weight: exact(weight) };
}

/** Slices of a positive amount at their weights, nothing beyond the last; a debt whole. */
export function weighted(slices: readonly Slice[], amount: Fraction): Fraction {
  if (amount.n < 0n) return amount;
  let counted = ZERO;
  let from = ZERO;
  for (const { upTo, weight } of slices) {
    const slice = minus(upTo ? lesser(amount, upTo) : amount, from);
    if (slice.n > 0n) counted = plus(counted, times(slice, weight));
    if (!upTo) break;
    from = upTo;
  }
  return counted;
}

/** A position in fractions. */
export type Holding = {
  readonly position: Position;
  readonly size: Fraction;
  readonly entry: Fraction;
  readonly mark: Fraction;
  readonly tiers: readonly Tier[];
};

function holdingOf(position: Position): Holding {
  return {
    position,
    size: times(exact(position.quantity), exact(position.contractSize)),
    entry: exact(position.entryPrice!),
    mark: exact(position.markPrice!),
    tiers: (position.marginTiers ?? []).map(naiveTier),
  };
}

export function naiveTier({ floor, cap, maintenanceRate }: MarginTier): Tier {
  return { floor: exact(floor), cap: cap && exact(cap), rate: exact(maintenanceRate) };
}

/** Settle currency. */
export function notionalOf({ position, size }: Holding, price: Fraction): Fraction {
  return position.kind === "inverse" ? over(size, price) : times(size, price);
}

function profitOf(holding: Holding, price: Fraction): Fraction {
  const now = notionalOf(holding, price);
  const then = notionalOf(holding, holding.entry);
  const gains = holding.position.kind === "inverse" ? minus(then, now) : minus(now, then);
  return holding.position.side === "long" ? gains : minus(ZERO, gains);
}

/** A venue's rule, as far as it moves the buffer. */
export type NaiveRule = {
  /** What one position requires at a price, in its settle currency. */
  readonly margin: (holding: Holding, price: Fraction) => Fraction;
  /** Worth of an amount of an asset in the pool's currency. */
  readonly worth: (asset: string, amount: Fraction) => Fraction;
  /** Pool currency per unit required. */
  readonly rate: (asset: string) => Fraction;
  /** What owing an amount requires, in the pool's currency. */
  readonly debt?: (asset: string, amount: Fraction) => Fraction;
  /** Positions of one name count only by their larger side. */
  readonly nets?: (position: Position) => string;
};

/** What an account adds up to: amounts by asset, requirements by what nets, then side. */
type Sums = {
  readonly amounts: Map<string, Fraction>;
  readonly sides: Map<string, { readonly long: Fraction; readonly short: Fraction }>;
};

/**
 * Collateral value less maintenance margin of all cross positions as the price of one contract moves.
 * What does not move is added up once.
 */
export function bufferAlong(
  { balances, positions }: AccountSnapshot,
  rule: NaiveRule,
  instrument: string | null,
): (price: Fraction) => Fraction {
  const cross = positions.filter((each) => each.marginMode === "cross").map(holdingOf);
  const moving = cross.filter(({ position }) => position.instrument === instrument);
  const still: Sums = { amounts: new Map(), sides: new Map() };
  for (const { asset, walletBalance } of balances) put(still, asset, exact(walletBalance!));
  for (const each of cross) if (!moving.includes(each)) hold(still, rule, each, each.mark);
  return (price) => {
    const sums = { amounts: new Map(still.amounts), sides: new Map(still.sides) };
    for (const each of moving) hold(sums, rule, each, price);
    return bufferOf(sums, rule);
  };
}

function put({ amounts }: Sums, asset: string, amount: Fraction): void {
  amounts.set(asset, plus(amounts.get(asset) ?? ZERO, amount));
}

function hold(sums: Sums, rule: NaiveRule, holding: Holding, price: Fraction): void {
  const { instrument, settle, side } = holding.position;
  put(sums, settle, profitOf(holding, price));
  const name = rule.nets?.(holding.position) ?? `${instrument} ${side}`;
  const before = sums.sides.get(name) ?? { long: ZERO, short: ZERO };
  const margin = times(rule.margin(holding, price), rule.rate(settle));
  sums.sides.set(name, { ...before, [side]: plus(before[side], margin) });
}

function bufferOf({ amounts, sides }: Sums, rule: NaiveRule): Fraction {
  let buffer = ZERO;
  for (const [asset, amount] of amounts) {
    buffer = plus(buffer, rule.worth(asset, amount));
    if (rule.debt) buffer = minus(buffer, rule.debt(asset, amount));
  }
  for (const { long, short } of sides.values()) buffer = minus(buffer, greater(long, short));
  return buffer;
}

/** Distances from the mark, as factors, in steps fine near the mark and coarse far away. */
const DOWN = [
  ...Array.from({ length: 24 }, (_, step) => fraction(96 - step * 4, 100)),
  ...Array.from({ length: 12 }, (_, step) =>
    fraction(4n * 5n ** BigInt(step + 1), 100n * 10n ** BigInt(step + 1)),
  ),
];
const UP = [
  ...Array.from({ length: 25 }, (_, step) => fraction(104 + step * 4, 100)),
  ...Array.from({ length: 12 }, (_, step) => fraction(3 * 2 ** step)),
];

/** Walks up and down from the mark to the first change of sign, then halves the step 36 times. */
export function nearestDeath(
  buffer: (price: Fraction) => Fraction,
  mark: Fraction,
): Fraction | null {
  const found = [DOWN, UP].flatMap((factors) => {
    let near = mark;
    const isAlive = buffer(mark).n > 0n;
    for (const factor of factors) {
      const far = times(mark, factor);
      if (buffer(far).n > 0n !== isAlive) return [halved(buffer, near, far, isAlive)];
      near = far;
    }
    return [];
  });
  const away = (price: Fraction) => greater(minus(price, mark), minus(mark, price));
  return found.toSorted((a, b) => (isAbove(away(a), away(b)) ? 1 : -1))[0] ?? null;
}

function halved(
  buffer: (price: Fraction) => Fraction,
  from: Fraction,
  to: Fraction,
  isAlive: boolean,
): Fraction {
  let [near, far] = [from, to];
  for (let halving = 0; halving < 36; halving += 1) {
    const middle = times(plus(near, far), fraction(5, 10));
    if (buffer(middle).n > 0n === isAlive) near = middle;
    else far = middle;
  }
  return far;
}
