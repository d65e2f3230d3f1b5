import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import {
  type AccountSnapshot,
  type MarginTier,
  NOTHING_REPORTED,
  type OpenOrder,
  type Position,
} from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { type OptionalAnswer, readOptional } from "../../optional-answer.ts";
import { badAnswer, parseAnswer } from "../../parse-answer.ts";
import { type Reading, snapshotHead } from "../../snapshot-head.ts";
import {
  type BalanceAnswer,
  type OrderRow,
  ordersAnswer,
  type PositionRow,
  priceRow,
} from "./answers.ts";
import { normalizeBalances } from "./normalize-balances.ts";
import { normalizeOrders } from "./normalize-orders.ts";
import { heldRows } from "./normalize-positions.ts";
import { dollarPrices, type Leg } from "./normalize-prices.ts";
import { normalizeTiers } from "./normalize-tiers.ts";
import type { GenericPlan } from "./plans.ts";

/** What one reading of a generic venue brought, with the gaps it already has. */
export type GenericReading = Reading & {
  readonly plan: GenericPlan;
  readonly balances: readonly BalanceAnswer[];
  readonly rows: readonly PositionRow[];
  readonly positions: readonly Position[];
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly orders: readonly OptionalAnswer[];
  readonly routes: ReadonlyMap<Currency, readonly Leg[]>;
  readonly tickers: ReadonlyMap<string, OptionalAnswer>;
  readonly gaps: readonly Gap[];
};

/** One reading → one snapshot. Throws `bad_venue_data` when not one coin is told of the account. */
export function toSnapshot(reading: GenericReading): AccountSnapshot {
  const { plan, positions, rows } = reading;
  refuseHollow(reading);
  const gaps: Gap[] = [...reading.gaps, nothingReported()];
  if (plan.leavesOut !== null) gaps.push(notIncluded(plan.leavesOut));
  const settles = new Set(positions.map(({ settle }) => settle));
  if (settles.size > 1) gaps.push(onePool([...settles]));
  return {
    ...snapshotHead(reading),
    // No unified answer tells the time of an account.
    venueAt: null,
    prices: readPrices(reading, gaps),
    takerFeeRate: null,
    hedgeMode: hedgeModeOf(rows),
    balances: normalizeBalances(reading.balances, positions, gaps),
    positions,
    openOrders: readOrders(reading, gaps),
    reported: NOTHING_REPORTED,
    gaps,
  };
}

/** An account without any coin and an answer that can't be read look the same to ccxt. */
function refuseHollow({ balances }: GenericReading): void {
  if (balances.every(({ total }) => Object.keys(total).length === 0))
    throw badAnswer("balances", "its list of coins, which is empty,");
}

export function readTiers(
  answers: ReadonlyMap<string, OptionalAnswer>,
  instruments: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): ReadonlyMap<string, readonly MarginTier[]> {
  const tables = [...answers].flatMap(([symbol, answer]): [string, readonly MarginTier[]][] => {
    const subject = { path: "positions", what: `The margin tiers of ${symbol}` };
    const tiers = readOptional(answer, subject, gaps, (raw) =>
      normalizeTiers(raw, instruments.get(symbol)?.settle ?? ""),
    );
    return tiers ? [[symbol, tiers]] : [];
  });
  return new Map(tables);
}

function readPrices(
  { routes, tickers, positions }: GenericReading,
  gaps: Gap[],
): ReadonlyMap<Currency, Decimal> {
  const marks = new Map<string, Decimal | null>(
    positions.map(({ instrument, markPrice }) => [instrument, markPrice]),
  );
  const told = [...tickers].map(([symbol, answer]) => {
    const subject = { path: "prices", what: `The price of ${symbol}` };
    const row = readOptional(answer, subject, gaps, (raw) => parseAnswer(priceRow, raw, "ticker"));
    return [symbol, row && (row.indexPrice ?? row.markPrice ?? row.last)] as const;
  });
  const tickerPrices = new Map(told);
  return dollarPrices(routes, (symbol) => marks.get(symbol) ?? tickerPrices.get(symbol) ?? null);
}

function readOrders(
  { orders, instruments, plan }: GenericReading,
  gaps: Gap[],
): readonly OpenOrder[] {
  const subject = { path: "openOrders", what: "The open orders" };
  const rows = orders.flatMap((answer): readonly OrderRow[] => {
    const read = readOptional(answer, subject, gaps, (raw) =>
      parseAnswer(ordersAnswer, raw, "open orders"),
    );
    return read ?? [];
  });
  if (orders.some(({ answer }) => isFull(answer, plan))) gaps.push(ordersOfOnePage(plan));
  if (plan.orders === "by contract") gaps.push(ordersOfHeldOnly());
  const whole = { answer: rows, failure: null };
  return readOptional(whole, subject, gaps, () => normalizeOrders(rows, instruments)) ?? [];
}

/** Told by the rows, or shown by two sides of one contract. */
function hedgeModeOf(rows: readonly PositionRow[]): boolean | null {
  if (rows.some(({ hedged }) => hedged === true)) return true;
  const symbols = heldRows(rows).map(({ symbol }) => symbol);
  if (new Set(symbols).size < symbols.length) return true;
  return rows.length > 0 && rows.every(({ hedged }) => hedged === false) ? false : null;
}

function nothingReported(): Gap {
  const message =
    "Equity and margins as the venue counts them are not told, so nothing confirms Keel's figures.";
  return { code: "rule_unknown", path: "reported", message };
}

/** Venues that keep a wallet for each coin liquidate it alone, whatever the others hold. */
function onePool(settles: readonly Currency[]): Gap {
  const message = `Whether ${settles.join(", ")} stand behind each other's positions is not told. They are counted as one pool, which looks safer than wallets of their own would be.`;
  return { code: "mode_unread", path: "marginModel", message };
}

function notIncluded(what: string): Gap {
  return { code: "not_included", path: "positions", message: `${what} are not read.` };
}

/** Whether an answer holds all that it can: there may be more. */
function isFull(answer: unknown, { mostOrders }: GenericPlan): boolean {
  return mostOrders !== null && Array.isArray(answer) && answer.length >= mostOrders;
}

function ordersOfOnePage({ mostOrders }: GenericPlan): Gap {
  const message = `The venue tells ${mostOrders} open orders at once, and told as many; there may be more, which are not counted.`;
  return { code: "source_failed", path: "openOrders", message };
}

function ordersOfHeldOnly(): Gap {
  const message =
    "Open orders can be read only in contracts that are held; others are not counted.";
  return { code: "not_included", path: "openOrders", message };
}
