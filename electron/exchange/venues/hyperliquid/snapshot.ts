import { ONE, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type {
  AccountSnapshot,
  Balance,
  MarginTier,
  OpenOrder,
  ReportedFigures,
} from "#shared/domain/snapshot.ts";
import { VenueError } from "../../exchange-client.ts";
import { cashOnly } from "../../normalize-cash.ts";
import { type OptionalAnswer, readOptional } from "../../optional-answer.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { type Reading, snapshotHead } from "../../snapshot-head.ts";
import { type PoolTotals, unlistedPositions } from "../../unlisted-positions.ts";
import {
  type Clearinghouse,
  type HyperliquidAnswers,
  metaAnswer,
  modeAnswer,
  ordersAnswer,
  type PositionRow,
} from "./answers.ts";
import { readFundings } from "./normalize-funding.ts";
import { cashBehind, contractOf, heldRows, toPosition } from "./normalize-positions.ts";
import { normalizeTiers } from "./normalize-tiers.ts";

export type SnapshotContext = Reading & {
  /** What was found beside the answers themselves. */
  readonly gaps: readonly Gap[];
};

/**
 * The answers of one reading of one dex → one snapshot. Throws `bad_venue_data` when a position
 * can't be used and `unsupported` in the modes whose collateral is elsewhere. An optional answer
 * that failed leaves its fields unknown, with a gap that says why.
 */
export function toSnapshot(
  answers: HyperliquidAnswers,
  { connection, readAt, gaps: found }: SnapshotContext,
): AccountSnapshot {
  const { clearinghouse, collateral } = answers;
  const gaps: Gap[] = [...found];
  checkMode(answers.mode, gaps);
  const rows = heldRows(clearinghouse);
  const tables = readTables(answers.meta, rows, gaps);
  const fundings = readFundings(answers.contexts, rows, gaps);
  const positions = rows.map((row) =>
    toPosition(row, collateral, {
      marginTiers: tables.get(row.coin) ?? null,
      funding: fundings.get(row.coin) ?? null,
    }),
  );
  gaps.push(countedAsDollar(collateral));
  gaps.push(...unlistedPositions([totalsOf(clearinghouse, rows, collateral)], positions));
  return {
    ...snapshotHead({ connection, readAt }),
    venueAt: clearinghouse.time,
    prices: new Map([[collateral, ONE]]),
    // This venue's margin rule counts no fee.
    takerFeeRate: null,
    // There is one position of a coin at most.
    hedgeMode: false,
    balances: [toBalance(clearinghouse, rows, collateral)],
    positions,
    openOrders: readOrders(answers.orders, collateral, gaps),
    reported: toReported(clearinghouse, collateral),
    gaps,
  };
}

/** Modes in which perpetuals and spot are apart. */
const APART: ReadonlySet<string> = new Set(["default", "disabled"]);
const RECOGNISED: ReadonlySet<string> = new Set([
  "unifiedAccount",
  "portfolioMargin",
  "dexAbstraction",
]);

/** Where the account keeps its collateral in spot, the clearinghouse's figures are not its own. */
function checkMode(source: OptionalAnswer, gaps: Gap[]): void {
  const failures: Gap[] = [];
  const subject = { path: "marginModel", what: "The account's settings" };
  const mode = readOptional(source, subject, failures, (raw) =>
    parseAnswer(modeAnswer, raw, "userAbstraction"),
  );
  if (mode === null) {
    const message = `${failures[0]?.message ?? ""} Perpetuals and spot are taken to be apart.`;
    gaps.push({ code: "mode_unread", path: "marginModel", message });
  } else if (APART.has(mode)) gaps.push(...failures);
  else
    throw new VenueError(
      "unsupported",
      `The account's mode is ${mode}, which is ${RECOGNISED.has(mode) ? "recognised, not modelled yet" : "not known to Keel"}: its collateral may not be in the clearinghouse Keel reads.`,
    );
}

function readTables(
  source: OptionalAnswer,
  rows: readonly PositionRow[],
  gaps: Gap[],
): ReadonlyMap<string, readonly MarginTier[] | null> {
  if (rows.length === 0) return new Map();
  const subject = { path: "positions", what: "The margin tiers" };
  const tables = readOptional(source, subject, gaps, (raw) => {
    const meta = parseAnswer(metaAnswer, raw, "meta");
    return rows.map(({ coin }) => [coin, normalizeTiers(meta, coin)] as const);
  });
  return new Map(tables ?? []);
}

function totalsOf(
  { marginSummary, crossMaintenanceMarginUsed: required }: Clearinghouse,
  rows: readonly PositionRow[],
  asset: Currency,
): PoolTotals {
  const cash = cashBehind(marginSummary.totalRawUsd, rows);
  return { asset, required, profit: cash && marginSummary.accountValue.minus(cash) };
}

function toBalance(
  { crossMarginSummary }: Clearinghouse,
  rows: readonly PositionRow[],
  asset: Currency,
): Balance {
  const cross = rows.filter((row) => row.leverage.type === "cross");
  // Nothing is lent outside of portfolio margin.
  return cashOnly(asset, cashBehind(crossMarginSummary.totalRawUsd, cross));
}

/** Perpetual orders of this dex with what is still unfilled. Throws `bad_venue_data`. */
function readOrders(source: OptionalAnswer, settle: Currency, gaps: Gap[]): readonly OpenOrder[] {
  const subject = { path: "openOrders", what: "The open orders" };
  const orders = readOptional(source, subject, gaps, (raw) =>
    parseAnswer(ordersAnswer, raw, "frontendOpenOrders"),
  );
  return (orders ?? [])
    .filter(({ coin, sz }) => !coin.includes("/") && !coin.startsWith("@") && sz.gt(ZERO))
    .map((order) => ({
      instrument: contractOf(order.coin, settle).id,
      side: order.side === "B" ? "buy" : "sell",
      quantity: order.sz,
      price: order.limitPx,
      reduceOnly: order.reduceOnly,
    }));
}

function toReported(
  { marginSummary, crossMarginSummary, crossMaintenanceMarginUsed }: Clearinghouse,
  currency: Currency,
): ReportedFigures {
  return {
    currency,
    equity: marginSummary.accountValue,
    collateralValue: crossMarginSummary.accountValue,
    initialMargin: crossMarginSummary.totalMarginUsed,
    maintenanceMargin: crossMaintenanceMarginUsed,
    // Neither what orders hold nor a ratio is stated.
    orderInitialMargin: null,
    maintenanceMarginRatio: null,
    nativeRatio: null,
  };
}

/** Margin is held, required and lost in the collateral itself, so only its worth in dollars rests on this. */
function countedAsDollar(collateral: Currency): Gap {
  const message = `Hyperliquid keeps its books in dollars and states no price of ${collateral}: one counts as one dollar here too.`;
  return { code: "price_missing", path: "prices", message };
}
