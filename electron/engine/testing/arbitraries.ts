import fc from "fast-check";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { accountId, instrumentId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import {
  type AccountSnapshot,
  type Balance,
  type Funding,
  type MarginTier,
  NOTHING_REPORTED,
  NO_REPORTED_POSITION,
  type Position,
} from "#shared/domain/snapshot.ts";

/*
 * Generators named after states of an account. Amounts are integers scaled to decimals, never
 * floats, so that every generated figure is exact and shrinks to something readable.
 */

/** `digits` places: `scaled(1, 500, 2)` is 0.01 … 5.00. */
export function scaled(min: number, max: number, digits: number): fc.Arbitrary<Decimal> {
  return fc.integer({ min, max }).map((n) => decimal(n).div(decimal(10).pow(digits)));
}

/** A progressive table from zero with rising rates below 1, deductions left to the recursion. */
export function progressiveTiers(): fc.Arbitrary<MarginTier[]> {
  const steps = fc.array(
    fc.record({ width: fc.integer({ min: 1, max: 400 }), rise: fc.integer({ min: 0, max: 60 }) }),
    { minLength: 1, maxLength: 8 },
  );
  return steps.map((each) => {
    let floor = decimal(0);
    let rate = decimal("0.004");
    return each.map(({ width, rise }, index) => {
      const cap = index === each.length - 1 ? null : floor.plus(width * 1000);
      rate = rate.plus(decimal(rise).div(1000));
      const tier = marginTier(floor, cap, rate);
      floor = cap ?? floor;
      return tier;
    });
  });
}

export function marginTier(
  floor: Decimal,
  cap: Decimal | null,
  maintenanceRate: Decimal,
): MarginTier {
  return { floor, cap, maintenanceRate, initialRate: null, deduction: null, maxLeverage: null };
}

/** Between −1 % and 1 % an interval. */
export function fundingRate(): fc.Arbitrary<Funding> {
  return fc.record({
    rate: scaled(-100_000, 100_000, 7),
    intervalHours: fc.option(scaled(1, 24, 0)),
    nextAt: fc.option(fc.integer({ min: 0, max: 4e12 })),
  });
}

/** One contract of a coin, at a mark not too far from its entry. */
export function linearPosition(coin: string, settle = "USDT"): fc.Arbitrary<Position> {
  return fc
    .record({
      side: fc.constantFrom("long" as const, "short" as const),
      quantity: scaled(1, 50_000, 2),
      entryPrice: scaled(1_000, 90_000, 2),
      moved: scaled(60, 160, 2),
      leverage: fc.integer({ min: 1, max: 50 }),
      marginTiers: progressiveTiers(),
      funding: fc.option(fundingRate()),
    })
    .map(({ moved, leverage, ...rest }) => ({
      ...rest,
      ...contract(coin, settle),
      markPrice: rest.entryPrice.times(moved),
      leverage: decimal(leverage),
    }));
}

function contract(coin: string, settle: string) {
  return {
    instrument: instrumentId(`${coin}/${settle}:${settle}`),
    kind: "linear" as const,
    base: coin,
    quote: settle,
    settle,
    contractSize: decimal(1),
    marginMode: "cross" as const,
    isolatedMargin: null,
    option: null,
    reported: NO_REPORTED_POSITION,
  };
}

const COINS = ["BTC", "ETH", "SOL", "DOGE", "XRP"];

/** One to five cross positions in different coins, one of them perhaps with both legs. */
function crossPositions(): fc.Arbitrary<Position[]> {
  return fc
    .tuple(fc.integer({ min: 1, max: COINS.length }), fc.boolean())
    .chain(([count, hedged]) =>
      fc.tuple(
        fc.tuple(...COINS.slice(0, count).map((coin) => linearPosition(coin))),
        hedged ? scaled(1, 50_000, 2) : fc.constant(null),
      ),
    )
    .map(([positions, legQuantity]) => {
      const first = positions[0]!;
      const side = first.side === "long" ? ("short" as const) : ("long" as const);
      return legQuantity ? [...positions, { ...first, side, quantity: legQuantity }] : positions;
    });
}

export function balance(asset: string, walletBalance: Decimal | null): Balance {
  return {
    asset,
    walletBalance,
    borrowed: null,
    accruedInterest: null,
    collateralWeight: null,
    collateralTiers: null,
    bidRate: null,
    askRate: null,
  };
}

export function snapshotOf(
  balances: readonly Balance[],
  positions: readonly Position[],
  marginModel: MarginModelId = "binance-usdm",
): AccountSnapshot {
  return {
    accountId: accountId("account"),
    label: "Account",
    venue: "binance",
    marginModel,
    venueAt: 0,
    readAt: 0,
    valuationCurrency: "USD",
    prices: new Map([["USDT", decimal("0.9995")]]),
    takerFeeRate: null,
    hedgeMode: null,
    balances,
    positions,
    openOrders: [],
    reported: NOTHING_REPORTED,
    gaps: [],
  };
}

/** A cross account with anything from a fat to an overdrawn wallet. */
export function crossAccount(): fc.Arbitrary<AccountSnapshot> {
  return fc
    .tuple(scaled(-100_000_000, 5_000_000_000, 2), crossPositions())
    .map(([wallet, positions]) => snapshotOf([balance("USDT", wallet)], positions));
}
