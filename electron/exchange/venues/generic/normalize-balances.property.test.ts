import fc from "fast-check";
import { expect, it } from "vitest";
import { type Decimal, decimal, sum, ZERO } from "#shared/domain/decimal.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import { NO_REPORTED_POSITION, type Position } from "#shared/domain/snapshot.ts";
import { normalizeBalances, unrealizedProfit } from "./normalize-balances.ts";

const price = fc.integer({ min: 1, max: 1_000_000 }).map((ticks) => decimal(ticks).div(100));

const position: fc.Arbitrary<Position> = fc.record({
  instrument: fc.constant(instrumentId("BTC/USDT:USDT")),
  kind: fc.constantFrom("linear" as const, "inverse" as const),
  ...{ base: fc.constant("BTC"), quote: fc.constant("USDT"), settle: fc.constant("USDT") },
  side: fc.constantFrom("long" as const, "short" as const),
  quantity: fc.integer({ min: 1, max: 1_000 }).map(decimal),
  contractSize: fc.constantFrom("0.001", "1", "10").map(decimal),
  ...{ entryPrice: price, markPrice: price },
  marginMode: fc.constantFrom("cross" as const, "isolated" as const),
  isolatedMargin: fc.integer({ min: 0, max: 10_000 }).map(decimal),
  ...{ leverage: fc.constant(null), marginTiers: fc.constant(null), option: fc.constant(null) },
  ...{ funding: fc.constant(null), reported: fc.constant(NO_REPORTED_POSITION) },
});

const profitOf = (positions: readonly Position[]): Decimal =>
  sum(positions.map((each) => unrealizedProfit(each) ?? ZERO));

function walletOf(total: Decimal, positions: readonly Position[]): Decimal | null | undefined {
  const answer = { info: {}, total: { USDT: total } };
  return normalizeBalances([answer], positions, [])[0]?.walletBalance;
}

it("cash is never more than there is, whatever the class counts into its total", () => {
  const cash = fc.integer({ min: -10_000, max: 1_000_000 }).map(decimal);
  fc.assert(
    fc.property(cash, fc.array(position, { maxLength: 6 }), (wallet, positions) => {
      const cross = positions.filter(({ marginMode }) => marginMode === "cross");
      const isolated = positions.filter(({ marginMode }) => marginMode === "isolated");
      const walled = sum(isolated.map(({ isolatedMargin }) => isolatedMargin ?? ZERO));
      const totals = [
        wallet,
        wallet.plus(walled),
        wallet.plus(profitOf(cross)),
        wallet.plus(walled).plus(profitOf(cross)),
        wallet.plus(walled).plus(profitOf(positions)),
      ];
      for (const total of totals) {
        const counted = walletOf(total, positions);
        expect(counted?.lte(wallet) ?? (wallet.isZero() && positions.length === 0)).toBe(true);
      }
    }),
  );
});

it("cash is not known while a profit or the wallet of an isolated position is not", () => {
  fc.assert(
    fc.property(position, (known) => {
      expect(walletOf(decimal(100), [{ ...known, markPrice: null }])).toBeNull();
      const walled: Position = { ...known, marginMode: "isolated", isolatedMargin: null };
      expect(walletOf(decimal(100), [walled])).toBeNull();
    }),
  );
});

it("coins of several answers are added up; one that can't say how much makes the sum unknown", () => {
  const told = { info: {}, total: { BTC: decimal("0.5"), USDT: ZERO } };
  const more = { info: {}, total: { BTC: decimal("0.25") }, debt: { BTC: decimal("0.1") } };
  expect(normalizeBalances([told, more], [], [])).toMatchObject([
    { asset: "BTC", walletBalance: decimal("0.75"), borrowed: decimal("0.1") },
  ]);
  const untold = { info: {}, total: { BTC: null } };
  expect(normalizeBalances([told, untold], [], [])).toMatchObject([
    { asset: "BTC", walletBalance: null },
  ]);
});
