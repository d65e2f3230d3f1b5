import { type Decimal, decimal } from "#shared/domain/decimal.ts";

/**
 * Marks of the demo venue as a function of the time since it started: calm, a slide that brings the
 * demo book close to liquidation, a pause there, a recovery, and again. No randomness: the same
 * time gives the same market.
 */
export type DemoMarket = {
  readonly marks: ReadonlyMap<string, Decimal>;
  /** Dollars for one unit of a margin asset. */
  readonly indexes: ReadonlyMap<string, Decimal>;
  /** Shares of the notional over one interval; above zero long pays. */
  readonly fundings: ReadonlyMap<string, Decimal>;
};

type Coin = {
  readonly symbol: string;
  /** Mark in calm times, in USDT. */
  readonly price: number;
  /** Digits of the contract's tick. */
  readonly digits: number;
  /** Move for each part that BTC moves in the slide. */
  readonly beta: number;
  /** Funding rate in calm times. */
  readonly funding: number;
};

const COINS: readonly Coin[] = [
  { symbol: "BTCUSDT", price: 96_000, digits: 1, beta: 1, funding: 0.0001 },
  { symbol: "ETHUSDT", price: 3_400, digits: 2, beta: 1.25, funding: 0.000082 },
  { symbol: "SOLUSDT", price: 185, digits: 2, beta: 1.45, funding: 0.000126 },
  { symbol: "XRPUSDT", price: 2.4, digits: 4, beta: 1.3, funding: 0.0001 },
  { symbol: "DOGEUSDT", price: 0.22, digits: 5, beta: 1.4, funding: 0.00019 },
  { symbol: "LTCUSDT", price: 105, digits: 2, beta: 1.05, funding: 0.0001 },
  { symbol: "BNBUSDT", price: 890, digits: 2, beta: 0.8, funding: -0.000035 },
  { symbol: "LINKUSDT", price: 19, digits: 3, beta: 1.35, funding: 0.0001 },
];

/** The venue renews its marks once a second. */
const STEP_MS = 1_000;
const CYCLE_S = 240;
/** When in the cycle the slide begins, the bottom is reached, left, and calm is back. */
const SLIDE_AT_S = 20;
const BOTTOM_AT_S = 110;
const RISE_AT_S = 140;
const CALM_AT_S = 215;
/** Part that BTC loses at the bottom: brings the demo book's maintenance ratio to about 0.92. */
const SLIDE_DEPTH = 0.0419;
/** Size of the small moves around the path, as a part of the price; half of it at the bottom. */
const WANDER = 0.0008;
/** What the funding rate of BTC loses at the bottom, and the digits the venue prints of one. */
const FUNDING_FALL = 0.0002;
const FUNDING_DIGITS = 8;

export function demoMarketAt(elapsedMs: number): DemoMarket {
  const seconds = (Math.floor(elapsedMs / STEP_MS) * STEP_MS) / 1000;
  const slid = slidePart(seconds % CYCLE_S);
  const marks = COINS.map((coin, index): [string, Decimal] => {
    const wandered = WANDER * (1 - slid / 2) * wander(seconds, index);
    const part = 1 - coin.beta * SLIDE_DEPTH * slid + wandered;
    return [coin.symbol, decimal((coin.price * part).toFixed(coin.digits))];
  });
  return {
    marks: new Map(marks),
    indexes: indexesAt(seconds, new Map(marks)),
    fundings: new Map(COINS.map((coin) => [coin.symbol, fundingAt(coin, slid)])),
  };
}

/** In the slide longs are given up, and what they pay falls until shorts pay. */
function fundingAt({ funding, beta }: Coin, slid: number): Decimal {
  return decimal((funding - FUNDING_FALL * beta * slid).toFixed(FUNDING_DIGITS));
}

/** How much of the slide has happened, 0…1, within one cycle. */
function slidePart(second: number): number {
  if (second < SLIDE_AT_S || second >= CALM_AT_S) return 0;
  if (second < BOTTOM_AT_S) {
    const done = (second - SLIDE_AT_S) / (BOTTOM_AT_S - SLIDE_AT_S);
    // Falls fast first and hesitates on the way, as slides do.
    return 1 - (1 - done) ** 1.5 + 0.02 * Math.sin(done * 6 * Math.PI) * (1 - done);
  }
  if (second < RISE_AT_S) return 1;
  const risen = (second - RISE_AT_S) / (CALM_AT_S - RISE_AT_S);
  return (1 + Math.cos(risen * Math.PI)) / 2;
}

/** Three waves of unrelated periods, different for each coin, within −1…1. */
function wander(seconds: number, index: number): number {
  const wave = (period: number, weight: number) =>
    weight * Math.sin((2 * Math.PI * seconds) / period + index * 1.7);
  return wave(7.3 + index * 0.31, 0.3) + wave(19.9 + index * 0.73, 0.3) + wave(61 + index, 0.4);
}

function indexesAt(
  seconds: number,
  marks: ReadonlyMap<string, Decimal>,
): ReadonlyMap<string, Decimal> {
  const usdt = decimal((0.9998 + 0.00008 * Math.sin(seconds / 41)).toFixed(8));
  const usdc = decimal((0.9999 + 0.00004 * Math.sin(seconds / 53)).toFixed(8));
  const coins = ["BTC", "ETH", "BNB"].flatMap((coin): [string, Decimal][] => {
    const mark = marks.get(`${coin}USDT`);
    return mark ? [[coin, mark.times(usdt)]] : [];
  });
  return new Map([["USDT", usdt], ["USDC", usdc], ...coins]);
}
