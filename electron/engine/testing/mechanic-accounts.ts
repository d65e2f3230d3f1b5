import fc from "fast-check";
import { decimal } from "#shared/domain/decimal.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type {
  AccountSnapshot,
  Balance,
  CollateralTier,
  Position,
} from "#shared/domain/snapshot.ts";
import { balance, linearPosition, scaled, snapshotOf } from "./arbitraries.ts";

/* Accounts that each put one shared mechanic of the margin models to work. */

/** USD contracts of one coin, perpetual and dated, on a wallet of that coin. */
export function inverseAccount(model: MarginModelId, tiers?: null): fc.Arbitrary<AccountSnapshot> {
  const contract = fc
    .tuple(linearPosition("BTC", "BTC"), fc.integer({ min: 1, max: 1_000_000 }))
    .map(([each, quantity]): Position => ({
      ...each,
      kind: "inverse",
      quote: "USD",
      quantity: decimal(quantity),
      contractSize: decimal(100),
      marginTiers: tiers === null ? null : each.marginTiers,
    }));
  return fc
    .tuple(scaled(-(10 ** 8), 10 ** 9, 4), fc.array(contract, { minLength: 1, maxLength: 3 }))
    .map(([cash, contracts]) => {
      const named = contracts.map((each, index) => ({
        ...each,
        instrument: instrumentId(`BTC/USD:BTC${index === 0 ? "" : `-${index}`}`),
      }));
      return snapshotOf([balance("BTC", cash)], named, model);
    });
}

/** Weights that fall by slices, the last perhaps without end. */
function slices(): fc.Arbitrary<CollateralTier[]> {
  const slice = fc.record({
    width: fc.integer({ min: 1, max: 500_000 }),
    weight: scaled(0, 100, 2),
  });
  return fc
    .tuple(fc.array(slice, { minLength: 1, maxLength: 5 }), fc.boolean())
    .map(([each, isEndless]) => {
      let upTo = decimal(0);
      return each.map(({ width, weight }, index) => {
        upTo = upTo.plus(width);
        return { upTo: isEndless && index === each.length - 1 ? null : upTo, weight };
      });
    });
}

/** Contracts in two settle coins on three weighted assets, any of them perhaps owed. */
export function weightedAccount(model: MarginModelId): fc.Arbitrary<AccountSnapshot> {
  const asset = (name: string) =>
    fc
      .tuple(scaled(-(10 ** 8), 10 ** 9, 2), slices())
      .map(([amount, collateralTiers]): Balance => ({ ...balance(name, amount), collateralTiers }));
  const prices = fc.tuple(scaled(90, 110, 2), scaled(90, 110, 2), scaled(100, 9_000_000, 2));
  return fc
    .tuple(
      fc.tuple(asset("USDT"), asset("USDC"), asset("ETH")),
      fc.tuple(linearPosition("BTC", "USDT"), linearPosition("SOL", "USDC")),
      prices,
    )
    .map(([balances, positions, [usdt, usdc, eth]]) => ({
      ...snapshotOf(balances, positions, model),
      prices: new Map([
        ["USDT", usdt],
        ["USDC", usdc],
        ["ETH", eth],
      ]),
    }));
}

/** A perpetual and one or two dated contracts of one coin, long or short, on a wallet of dollars. */
export function datedAgainstPerpetual(model: MarginModelId): fc.Arbitrary<AccountSnapshot> {
  return fc
    .tuple(
      scaled(-(10 ** 8), 10 ** 9, 2),
      linearPosition("BTC", "USD"),
      fc.array(linearPosition("BTC", "USD"), { minLength: 1, maxLength: 2 }),
    )
    .map(([cash, perpetual, dated]) => {
      const named = dated.map((each, index) => ({
        ...each,
        instrument: instrumentId(`BTC/USD:USD-${index}`),
      }));
      return snapshotOf([balance("USD", cash)], [perpetual, ...named], model);
    });
}
