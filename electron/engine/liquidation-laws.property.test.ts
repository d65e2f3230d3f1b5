import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import { MARGIN_MODELS, type MarginModelId } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "./assess-account.ts";
import type { PositionAssessment } from "./assessment.ts";
import { scaled } from "./testing/arbitraries.ts";
import {
  STEPPED,
  atMark,
  expectClose,
  expectNotAbove,
  fearsFall,
  isHedged,
  poolOf,
} from "./testing/law-book.ts";
import { accountOfModel } from "./testing/model-accounts.ts";

/* Laws of liquidation prices, over random accounts of every model. */

const RUNS = { numRuns: 60 };

/**
 * Bybit's orders take a loss off collateral, and add to tiers, at the mark they were read at: the
 * price is solved with both held, so its laws are told of accounts without orders.
 */
function accountsOf(model: MarginModelId): fc.Arbitrary<AccountSnapshot> {
  const accounts = accountOfModel(model);
  if (model !== "bybit-unified") return accounts;
  return accounts.map((snapshot) => ({ ...snapshot, openOrders: [] }));
}

/** The buffer of a position's wall with its contract at another price. */
function bufferAt(snapshot: AccountSnapshot, index: number, price: Decimal): Decimal | null {
  const { instrument } = snapshot.positions[index]!;
  const there = assessAccount(atMark(snapshot, instrument, price));
  return poolOf(there, there.positions[index]!).marginBuffer;
}

function isAliveAt(snapshot: AccountSnapshot, index: number, price: Decimal): boolean | null {
  return bufferAt(snapshot, index, price)?.gt(0) ?? null;
}

describe.each(MARGIN_MODELS)("%s: a liquidation price", (model) => {
  it("is where the ratio is 1, everything assessed anew", () => {
    fc.assert(
      fc.property(accountsOf(model), (snapshot) => {
        for (const [index, each] of assessAccount(snapshot).positions.entries()) {
          const price = each.liquidationPrice;
          if (!price) continue;
          const there = assessAccount(atMark(snapshot, each.position.instrument, price));
          const pool = poolOf(there, there.positions[index]!);
          const [value, required] = [pool.collateralValue.value!, pool.maintenanceMargin.value!];
          if (STEPPED.has(model) && value.minus(required).abs().gt("1e-30"))
            expectStep(snapshot, index, price);
          else expectClose(value, required);
        }
      }),
      RUNS,
    );
  });

  it("has none nearer at which the pool changes from alive to dead", () => {
    fc.assert(
      fc.property(accountsOf(model), scaled(1, 999, 3), (snapshot, share) => {
        for (const [index, each] of assessAccount(snapshot).positions.entries()) {
          if (each.liquidationPriceReason === "unknown") continue;
          const mark = each.position.markPrice!;
          const alive = isAliveAt(snapshot, index, mark);
          for (const price of nearer(each, share))
            expect(isAliveAt(snapshot, index, price) ?? alive, price.toFixed()).toBe(alive);
        }
      }),
      RUNS,
    );
  });

  it("that is not known has a gap that says why", () => {
    fc.assert(
      fc.property(accountsOf(model), (snapshot) => {
        const assessed = assessAccount(snapshot);
        for (const each of assessed.positions)
          if (each.liquidationPriceReason === "unknown")
            expect([...each.gaps, ...poolOf(assessed, each).gaps]).not.toEqual([]);
      }),
      RUNS,
    );
  });

  it("is come to with a buffer that only shrinks", () => {
    fc.assert(
      fc.property(accountsOf(model), scaled(1, 998, 3), (snapshot, share) => {
        const assessed = assessAccount(snapshot);
        for (const [index, each] of assessed.positions.entries()) {
          const { position, liquidationPrice: price } = each;
          const isAlive = poolOf(assessed, each).marginBuffer?.gt(0);
          if (!price || !isAlive || !isMonotone(model, snapshot, position, price)) continue;
          const way = price.minus(position.markPrice!);
          const [far, near] = [share, share.plus("0.001")].map((part) =>
            bufferAt(snapshot, index, position.markPrice!.plus(way.times(part))),
          );
          if (far && near) expectNotAbove(near, far, position.instrument);
        }
      }),
      RUNS,
    );
  });

  it("of a long moves up when an unrelated position loses", () => {
    fc.assert(
      fc.property(accountsOf(model), fc.nat(), (snapshot, pick) => {
        const before = assessAccount(snapshot);
        const index = pick % before.positions.length;
        const each = before.positions[index]!;
        const { position, liquidationPrice } = each;
        if (position.marginMode === "isolated" || !fearsFall(position)) return;
        if (!liquidationPrice?.lt(position.markPrice!)) return;
        const after = assessAccount({
          ...snapshot,
          positions: [...snapshot.positions, loserBeside(position)],
        });
        // Dead before or by it: then the price is where it comes back to life.
        const isAlive = [before, after].map((a) => poolOf(a, a.positions[index]!).marginBuffer);
        if (!isAlive.every((buffer) => buffer?.gt(0))) return;
        const moved = after.positions[index]!.liquidationPrice;
        if (moved) expectNotAbove(liquidationPrice, moved, position.instrument);
        else expect(after.positions[index]!.liquidationPriceReason).toBe("unknown");
      }),
      RUNS,
    );
  });
});

/** Across a step the wall changes from alive to dead without ever standing at 1. */
function expectStep(snapshot: AccountSnapshot, index: number, price: Decimal): void {
  const [below, above] = ["0.999999999999", "1.000000000001"].map((factor) =>
    isAliveAt(snapshot, index, price.times(factor)),
  );
  expect(below).not.toBe(above);
}

/** Prices on both sides of the mark, nearer than the liquidation price; anywhere where there is none. */
function nearer(
  { position, liquidationPrice, distanceToLiquidation }: PositionAssessment,
  share: Decimal,
): Decimal[] {
  const mark = position.markPrice!;
  if (!liquidationPrice) return [mark.times(share), mark.div(share)];
  const away = distanceToLiquidation!.abs().times(share);
  return [decimal(1).minus(away), decimal(1).plus(away)]
    .filter((factor) => factor.gt(0))
    .map((factor) => mark.times(factor));
}

/** Collateral at par and requirements without steps. */
const AT_PAR: ReadonlySet<MarginModelId> = new Set([
  "binance-usdm",
  "binance-coinm",
  "okx-single",
  "deribit-standard",
  "hyperliquid",
  "dydx-v4",
]);

/**
 * Where the rule promises it: towards a growing notional always. Towards a smaller one the
 * requirement shrinks as well, and may shrink faster than the collateral where a weight counts less
 * of the loss, or all at once where requirements step: then only at par. Of two legs one gains.
 */
function isMonotone(
  model: MarginModelId,
  snapshot: AccountSnapshot,
  position: Position,
  price: Decimal,
): boolean {
  const falls = price.lt(position.markPrice!);
  if (isHedged(snapshot, position) || falls !== fearsFall(position)) return false;
  const grows = falls === (position.kind === "inverse");
  return grows || AT_PAR.has(model);
}

/** A small long in another coin, settled in the same, a tenth below its entry. */
function loserBeside(position: Position): Position {
  const rate = decimal("0.05");
  return {
    ...position,
    instrument: instrumentId(`LTC/${position.settle}:${position.settle}`),
    kind: "linear",
    base: "LTC",
    quote: position.settle,
    option: null,
    side: "long",
    quantity: decimal(1),
    contractSize: decimal("0.01"),
    entryPrice: decimal(100),
    markPrice: decimal(90),
    marginTiers: [0, 1_000_000].map((floor, index) => ({
      floor: decimal(floor),
      cap: index === 0 ? decimal(1_000_000) : null,
      maintenanceRate: rate,
      initialRate: rate.times(2),
      deduction: null,
      maxLeverage: null,
    })),
  };
}
