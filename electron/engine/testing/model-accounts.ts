import fc from "fast-check";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { isPerpetual } from "#shared/domain/perpetual.ts";
import {
  type AccountSnapshot,
  type Balance,
  NO_REPORTED_POSITION,
  type OpenOrder,
  type OptionTerms,
  type Position,
} from "#shared/domain/snapshot.ts";
import { balance, fundingRate, scaled, snapshotOf } from "./arbitraries.ts";
import { HABITATS, type Habitat, type Terms } from "./model-habitats.ts";
import { slices, tierTable } from "./model-tables.ts";

/*
 * Plausible accounts of every model: contracts, collateral, debts, orders and tables of the kinds its
 * rule reads, from comfortable to long dead. Nothing is missing; tests take away what they need gone.
 */

/** Divisors that leave exact shares. */
const LEVERAGES = [1, 2, 4, 5, 8, 10, 20, 25, 40, 50, 100];

export function accountOfModel(model: MarginModelId): fc.Arbitrary<AccountSnapshot> {
  const habitat = HABITATS[model];
  return fc
    .subarray([...habitat.contracts], {
      minLength: 1,
      maxLength: Math.min(4, habitat.contracts.length),
    })
    .chain((contracts) =>
      fc.record({
        held: fc.tuple(...contracts.map((terms) => holdings(habitat, terms))),
        balances: balancesOf(habitat),
        prices: pricesOf(),
        takerFeeRate: scaled(1, 100, 5),
        isHedgeMode: fc.boolean(),
        orders: habitat.hasOrders
          ? fc.array(orderDraft(), { maxLength: 2 })
          : fc.constant<OrderDraft[]>([]),
      }),
    )
    .map(({ held, balances, orders, isHedgeMode, ...rest }): AccountSnapshot => {
      const positions = held.flat();
      return {
        ...snapshotOf(balances, positions, model),
        ...rest,
        hedgeMode: isHedgeMode || held.some((legs) => legs.length > 1),
        openOrders: orders.flatMap((draft) => orderIn(positions, draft)),
      };
    });
}

/** One leg, or both, of one contract. */
function holdings(habitat: Habitat, terms: Terms): fc.Arbitrary<Position[]> {
  const [low, high] = terms.mark;
  return fc
    .record({
      mark: scaled(Math.ceil(low * 1000), high * 1000, 3),
      tables: terms.kind === "option" ? fc.constant(null) : tierTable(habitat.tiers, terms),
      option: terms.option ? optionTerms(terms.option) : fc.constant(null),
      legs: fc.tuple(
        legDraft(),
        habitat.isHedged && terms.kind !== "option"
          ? fc.option(legDraft(), { freq: 2 })
          : fc.constant(null),
      ),
      isEven: fc.boolean(),
      isIsolated:
        habitat.hasIsolated && terms.kind !== "option"
          ? fc.integer({ min: 0, max: 5 }).map((n) => n === 0)
          : fc.constant(false),
      isLong: terms.only ? fc.constant(true) : fc.boolean(),
      funding: isPerpetual(terms) ? fc.option(fundingRate()) : fc.constant(null),
    })
    .map(({ mark, tables, option, funding, legs: [first, second], ...drawn }) => {
      const { isEven, isIsolated, isLong } = drawn;
      const contract = contractOf(terms);
      const common = { ...contract, markPrice: mark, marginTiers: tables, option, funding };
      const leg = (draft: LegDraft, isLongLeg: boolean): Position => {
        const position = {
          ...common,
          side: isLongLeg ? ("long" as const) : ("short" as const),
          quantity: draft.quantity,
          entryPrice: mark.times(draft.entry),
          leverage: draft.leverage,
        };
        if (!isIsolated) return { ...position, marginMode: "cross", isolatedMargin: null };
        const isolatedMargin = isolatedWallet(position, mark).times(draft.cushion);
        return { ...position, marginMode: "isolated", isolatedMargin };
      };
      if (!second) return [leg(first, isLong)];
      const other = isEven ? { ...second, quantity: first.quantity } : second;
      return [leg(first, isLong), leg(other, !isLong)];
    });
}

type LegDraft = {
  readonly quantity: Decimal;
  readonly entry: Decimal;
  readonly leverage: Decimal;
  readonly cushion: Decimal;
};

function legDraft(): fc.Arbitrary<LegDraft> {
  return fc.record({
    quantity: fc.integer({ min: 1, max: 20_000 }).map((each) => decimal(each)),
    /** Share of the mark. */
    entry: scaled(60, 160, 2),
    leverage: fc.constantFrom(...LEVERAGES).map((each) => decimal(each)),
    cushion: scaled(10, 300, 2),
  });
}

function contractOf({ instrument, kind, contractSize }: Terms) {
  const [pair, settled] = instrument.split(":");
  const [base, quote] = pair!.split("/");
  return {
    instrument: instrumentId(instrument),
    kind,
    base: base!,
    quote: quote!,
    settle: settled!.split("-")[0]!,
    contractSize: decimal(contractSize),
    reported: NO_REPORTED_POSITION,
  };
}

type Entered = Pick<Position, "kind" | "quantity" | "contractSize"> & {
  readonly leverage: Decimal;
};

/** About what the leverage setting asks for, with eight places. */
function isolatedWallet({ kind, quantity, contractSize, leverage }: Entered, mark: Decimal) {
  const size = quantity.times(contractSize);
  const notional = kind === "inverse" ? size.div(mark) : size.times(mark);
  return notional.div(leverage).toDecimalPlaces(8);
}

function optionTerms(option: NonNullable<Terms["option"]>): fc.Arbitrary<OptionTerms> {
  return fc.record({
    type: fc.constant(option.type),
    settlement: fc.constant(option.settlement),
    strike: fc.constant(decimal(60_000)),
    expiryAt: fc.constant(Date.UTC(2026, 11, 26, 8)),
    impliedVolatility: scaled(20, 150, 2),
    underlyingPrice: scaled(20_000, 120_000, 0),
  });
}

/** Index prices in dollars. */
function pricesOf(): fc.Arbitrary<Map<string, Decimal>> {
  return fc
    .record({
      USDT: scaled(9_900, 10_100, 4),
      USDC: scaled(9_900, 10_100, 4),
      BTC: scaled(20_000, 120_000, 0),
      ETH: scaled(1_000, 6_000, 0),
    })
    .map((prices) => new Map(Object.entries(prices)));
}

/** What each asset's wallet may hold: dollars by the million, coins by the dozen. */
const MOST_HELD: Readonly<Record<string, number>> = { BTC: 100, ETH: 1_000 };

function balancesOf(habitat: Habitat): fc.Arbitrary<Balance[]> {
  const settles = habitat.contracts.map((terms) => contractOf(terms).settle);
  const assets = [...new Set([...settles, ...habitat.assets])];
  const weights = fc
    .boolean()
    .map((isStated) => (isStated ? ("flat" as const) : ("none" as const)));
  return (habitat.weights === "maybe" ? weights : fc.constant(habitat.weights)).chain((kind) =>
    fc.tuple(...assets.map((asset) => balanceOf(asset, kind, habitat.borrows))),
  );
}

function balanceOf(
  asset: string,
  weights: Exclude<Habitat["weights"], "maybe">,
  borrows: boolean,
): fc.Arbitrary<Balance> {
  const most = MOST_HELD[asset] ?? 5_000_000;
  const owed = borrows ? fc.option(scaled(1, most, 2), { freq: 2 }) : fc.constant(null);
  const price = asset === "BTC" ? 60_000 : 1;
  return fc
    .record({
      walletBalance: scaled(-10 * most, 100 * most, 2),
      borrowed: owed,
      accruedInterest: owed,
      collateralWeight: weights === "flat" ? scaled(50, 99, 2) : fc.constant(null),
      collateralTiers: weights === "slices" ? slices(most) : fc.constant(null),
      bidRate: weights === "bid-ask" ? scaled(90 * price, 99 * price, 2) : fc.constant(null),
      askRate: weights === "bid-ask" ? scaled(101 * price, 110 * price, 2) : fc.constant(null),
    })
    .map((fields) => ({ ...balance(asset, null), ...fields }));
}

type OrderDraft = {
  readonly pick: number;
  readonly side: OpenOrder["side"];
  readonly quantity: number;
  readonly price: Decimal;
  readonly reduceOnly: boolean;
};

function orderDraft(): fc.Arbitrary<OrderDraft> {
  return fc.record({
    pick: fc.nat(9),
    side: fc.constantFrom("buy" as const, "sell" as const),
    quantity: fc.integer({ min: 1, max: 5_000 }),
    /** Share of the mark. */
    price: scaled(80, 120, 2),
    reduceOnly: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  });
}

/** An order in one of the cross futures that are held. */
function orderIn(positions: readonly Position[], draft: OrderDraft): OpenOrder[] {
  const open = positions.filter(
    ({ kind, marginMode }) => kind !== "option" && marginMode === "cross",
  );
  const held = open[draft.pick % Math.max(open.length, 1)];
  if (!held) return [];
  const { side, reduceOnly } = draft;
  return [
    {
      instrument: held.instrument,
      side,
      quantity: decimal(draft.quantity),
      price: held.markPrice!.times(draft.price),
      reduceOnly,
    },
  ];
}
