import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../assess-account.ts";
import { scaled } from "../testing/arbitraries.ts";
import { account, position, wallet } from "../testing/build-account.ts";

/*
 * Deribit accounts, where the requirement of an inverse contract is square in 1 ÷ price: the solver
 * against the assessment itself, made at the moved price.
 */
const RUNS = { numRuns: 300 };

function future(instrument: string, kind: "linear" | "inverse"): fc.Arbitrary<Position> {
  return fc
    .record({
      side: fc.constantFrom("long" as const, "short" as const),
      // To 100,000 contracts of 1,000 dollars or 10,000 coins: rates far above their base.
      quantity: scaled(1, kind === "inverse" ? 100_000 : 10_000, 0),
      entryPrice: scaled(1_000, 9_000_000, 2),
      moved: scaled(60, 160, 2),
    })
    .map(({ moved, ...rest }) => ({
      ...position({
        instrument,
        kind,
        quantity: "1",
        contractSize: kind === "inverse" ? "1000" : "1",
      }),
      ...rest,
      markPrice: rest.entryPrice.times(moved),
    }));
}

/** Perpetual and dated in BTC, perpetuals in ETH and USDC, on anything from debt to plenty. */
const deribitAccount: fc.Arbitrary<AccountSnapshot> = fc
  .record({
    btc: scaled(-10_000, 500_000, 2),
    usdc: scaled(-10_000, 500_000_000, 0),
    positions: fc.tuple(
      future("BTC/USD:BTC", "inverse"),
      future("BTC/USD:BTC-261225", "inverse"),
      future("BTC/USDC:USDC", "linear"),
    ),
    only: fc.subarray([0, 1, 2], { minLength: 1 }),
  })
  .map(({ btc, usdc, positions, only }) =>
    account("deribit-standard", {
      balances: [wallet("BTC", btc.toFixed()), wallet("USDC", usdc.toFixed())],
      positions: only.map((index) => positions[index]!),
      prices: { BTC: "50000", USDC: "1" },
    }),
  );

function bufferAt(snapshot: AccountSnapshot, moved: Position, markPrice: Decimal) {
  const positions = snapshot.positions.map((each) =>
    each.instrument === moved.instrument ? { ...each, markPrice } : each,
  );
  const { pools } = assessAccount({ ...snapshot, positions });
  return pools.find((pool) => pool.currency === moved.settle)!;
}

describe("a liquidation price under a rate that grows with size", () => {
  it("is where collateral value equals maintenance margin", () => {
    fc.assert(
      fc.property(deribitAccount, (snapshot) => {
        for (const { position: moved, liquidationPrice } of assessAccount(snapshot).positions) {
          if (!liquidationPrice) continue;
          const there = bufferAt(snapshot, moved, liquidationPrice);
          const room = there.maintenanceMargin.value!.abs().plus(1).times("1e-40");
          expect(there.marginBuffer!.abs().toNumber()).toBeLessThanOrEqual(room.toNumber());
        }
      }),
      RUNS,
    );
  });

  it("has no nearer price at which the pool changes from alive to dead", () => {
    fc.assert(
      fc.property(deribitAccount, fc.integer({ min: 1, max: 999 }), (snapshot, permille) => {
        for (const { position: moved, liquidationPrice } of assessAccount(snapshot).positions) {
          const mark = moved.markPrice!;
          const alive = bufferAt(snapshot, moved, mark).marginBuffer!.gt(0);
          const away = liquidationPrice ? liquidationPrice.minus(mark).abs() : mark.times(20);
          for (const sign of [1, -1]) {
            const price = mark.plus(away.times(permille).div(1000).times(sign));
            if (price.lte(0)) continue;
            expect(bufferAt(snapshot, moved, price).marginBuffer!.gt(0)).toBe(alive);
          }
        }
      }),
      RUNS,
    );
  });

  it("requires more than twice as much of twice the size", () => {
    fc.assert(
      fc.property(future("BTC/USD:BTC", "inverse"), (held) => {
        const required = (each: Position) =>
          assessAccount(
            account("deribit-standard", { balances: [wallet("BTC", "1")], positions: [each] }),
          ).positions[0]!.maintenanceMargin!;
        const twice = { ...held, quantity: held.quantity.times(decimal(2)) };
        expect(required(twice).gt(required(held).times(2))).toBe(true);
      }),
      RUNS,
    );
  });
});
