import { performance } from "node:perf_hooks";
import { Decimal, decimal } from "#shared/domain/decimal.ts";
import { accountId, instrumentId } from "#shared/domain/ids.ts";
import {
  type AccountSnapshot,
  type MarginTier,
  NOTHING_REPORTED,
  NO_REPORTED_POSITION,
  type Position,
} from "#shared/domain/snapshot.ts";
import { assessAccount, computeEquity } from "../electron/engine/assess-account.ts";
import { assessPortfolio } from "../electron/engine/assess-portfolio.ts";

/*
 * The exact path: everything Keel computes of an account, every liquidation price included. The book
 * is deterministic: contracts of eight coins, long and short, each with a ten-tier table, on one
 * wallet. Perpetual and dated contracts of one coin share its tier table, as they do at a venue.
 */

const COINS = ["BTC", "ETH", "SOL", "BNB", "XRP", "DOGE", "LTC", "LINK"];
const PRICES = [64_000, 3_200, 150, 580, 0.52, 0.12, 82, 14];
const FLOORS = [0, 5e4, 6e5, 3e6, 12e6, 7e7, 1e8, 23e7, 48e7, 6e8];
const RATES = ["0.004", "0.005", "0.0065", "0.01", "0.02", "0.025", "0.05", "0.1", "0.125", "0.15"];
const TIERS: readonly MarginTier[] = FLOORS.map((floor, index) => ({
  floor: decimal(floor),
  cap: FLOORS[index + 1] === undefined ? null : decimal(FLOORS[index + 1]!),
  maintenanceRate: decimal(RATES[index]!),
  initialRate: null,
  deduction: null,
  maxLeverage: null,
}));

function position(index: number): Position {
  const coin = COINS[index % COINS.length]!;
  const price = decimal(PRICES[index % COINS.length]!);
  const dated = Math.floor(index / COINS.length);
  const entry = price.times(decimal(900 + ((index * 37) % 200)).div(1000));
  return {
    instrument: instrumentId(`${coin}/USDT:USDT${dated === 0 ? "" : `-${dated}`}`),
    kind: "linear",
    base: coin,
    quote: "USDT",
    settle: "USDT",
    side: index % 3 === 0 ? "short" : "long",
    quantity: decimal(5_000 + ((index * 7919) % 90_000))
      .div(price)
      .toDecimalPlaces(3),
    contractSize: decimal(1),
    entryPrice: entry.toDecimalPlaces(4),
    markPrice: price,
    marginMode: "cross",
    isolatedMargin: null,
    leverage: decimal(10),
    marginTiers: TIERS,
    option: null,
    funding: null,
    reported: NO_REPORTED_POSITION,
  };
}

function account(positions: number): AccountSnapshot {
  return {
    accountId: accountId(`bench-${positions}`),
    label: "Bench",
    venue: "binance",
    marginModel: "binance-usdm",
    venueAt: 0,
    readAt: 0,
    valuationCurrency: "USD",
    prices: new Map([["USDT", decimal("0.9998")]]),
    takerFeeRate: null,
    hedgeMode: null,
    balances: [
      {
        asset: "USDT",
        walletBalance: decimal(positions * 12_000),
        borrowed: null,
        accruedInterest: null,
        collateralWeight: null,
        collateralTiers: null,
        bidRate: null,
        askRate: null,
      },
    ],
    positions: Array.from({ length: positions }, (_, index) => position(index)),
    openOrders: [],
    reported: NOTHING_REPORTED,
    gaps: [],
  };
}

/** Median and 95th percentile of wall time in ms, after warming up. */
function timed(work: () => unknown, runs: number) {
  for (let run = 0; run < Math.min(runs, 20); run += 1) work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).toSorted((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { median: at(0.5), p95: at(0.95) };
}

const COUNTED = ["plus", "minus", "times", "div", "sqrt", "cmp"] as const;

/** Decimal operations of one run: the prototype is wrapped for it and put back. */
function countOperations(work: () => unknown): Record<string, number> {
  const counts: Record<string, number> = {};
  const restore = COUNTED.map((name) => {
    const original = Decimal.prototype[name];
    Object.assign(Decimal.prototype, {
      [name](this: Decimal, ...rest: never[]) {
        counts[name] = (counts[name] ?? 0) + 1;
        return Reflect.apply(original, this, rest);
      },
    });
    return () => Object.assign(Decimal.prototype, { [name]: original });
  });
  work();
  for (const putBack of restore) putBack();
  return counts;
}

const ms = (value: number) => value.toFixed(value < 10 ? 2 : 1);

function bench(): void {
  const book = account(200);
  const one = timed(() => assessAccount(book), 60);
  const apart = {
    ...book,
    positions: book.positions.map((each) => ({ ...each, marginTiers: [...TIERS] })),
  };
  const equity = timed(() => computeEquity(book), 60);
  const unshared = timed(() => assessAccount(apart), 60);
  const ten = Array.from({ length: 10 }, () => account(100));
  const portfolio = timed(() => assessPortfolio(ten.map(assessAccount), "USD"), 20);
  console.log("Exact assessment, all liquidation prices (ms)");
  console.table({
    "1 account × 200 positions, 8 coins": { median: ms(one.median), p95: ms(one.p95) },
    "the same, equity alone": { median: ms(equity.median), p95: ms(equity.p95) },
    "the same, no tier table shared": { median: ms(unshared.median), p95: ms(unshared.p95) },
    "10 accounts × 100 positions": { median: ms(portfolio.median), p95: ms(portfolio.p95) },
  });
  console.log("Growth with positions");
  console.table(
    [10, 20, 50, 100, 200, 500, 1_000, 2_000].map((positions) => {
      const snapshot = account(positions);
      const { median } = timed(() => assessAccount(snapshot), positions > 500 ? 10 : 30);
      const counts = countOperations(() => assessAccount(snapshot));
      const operations = Object.values(counts).reduce((a, b) => a + b, 0);
      return {
        positions,
        "median ms": ms(median),
        "µs per position": ((median / positions) * 1000).toFixed(0),
        "decimal operations": operations,
        "per position": (operations / positions).toFixed(1),
      };
    }),
  );
  console.log(
    "Decimal operations of 200 positions:",
    countOperations(() => assessAccount(book)),
  );
}

bench();
