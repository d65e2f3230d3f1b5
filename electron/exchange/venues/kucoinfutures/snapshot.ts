import { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot, MarginTier, OpenOrder } from "#shared/domain/snapshot.ts";
import { VenueError } from "../../exchange-client.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { readOptional } from "../../optional-answer.ts";
import { badAnswer, notListed, parseAnswer } from "../../parse-answer.ts";
import { snapshotHead, type SnapshotContext } from "../../snapshot-head.ts";
import { type PoolTotals, sumTold, unlistedPositions } from "../../unlisted-positions.ts";
import {
  accountModeAnswer,
  feesAnswer,
  type KucoinAnswers,
  ordersAnswer,
  type Overview,
  overviewAnswer,
  positionModeAnswer,
  type PositionRow,
} from "./answers.ts";
import { type Contract, indexPrices, normalizeContracts } from "./normalize-contracts.ts";
import { currencyOf, normalizeBalances } from "./normalize-balances.ts";
import { heldRows, normalizePositions, normalizeRiskLimits } from "./normalize-positions.ts";
import { reportedFigures } from "./reported-figures.ts";

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be used
 * and `unsupported` for a unified account. An optional answer that failed leaves its fields unknown.
 */
export function toSnapshot(answers: KucoinAnswers, context: SnapshotContext): AccountSnapshot {
  const { instruments } = context;
  const gaps: Gap[] = [];
  refuseUnified(answers, gaps);
  const rows = heldRows(answers.positions);
  const riskLimits = readRiskLimits(answers, gaps);
  const subject = { path: "prices", what: "The contracts, their index prices and funding rates" };
  const listed: ReadonlyMap<string, Contract> =
    readOptional(answers.contracts, subject, gaps, normalizeContracts) ?? new Map();
  const facts = { riskLimits, contracts: listed };
  const positions = normalizePositions(rows, instruments, facts);
  const overviews = [...answers.overviews, ...readOtherOverviews(answers, gaps)];
  gaps.push(
    ...unlistedPositions(
      overviews.map((each) => totalsOf(each, rows)),
      positions,
    ),
  );
  const balances = normalizeBalances(overviews, rows);
  const assets = [...balances.map(({ asset }) => asset), ...positions.map(({ base }) => base)];
  const prices = indexPrices(listed, new Set(assets));
  const standardFee = (symbol: string) => listed.get(symbol)?.takerFeeRate ?? null;
  return {
    ...snapshotHead(context),
    // No answer tells the time.
    venueAt: null,
    prices,
    takerFeeRate: highestFee(answers, standardFee, gaps),
    hedgeMode: readHedgeMode(answers, gaps),
    balances,
    positions,
    openOrders: readOrders(answers, instruments, gaps),
    reported: reportedFigures(overviews, rows, prices),
    gaps,
  };
}

function totalsOf(overview: Overview, rows: readonly PositionRow[]): PoolTotals {
  const { currency, positionMargin, unrealisedPNL } = overview;
  const own = rows.filter(({ settleCurrency }) => settleCurrency === currency);
  return {
    asset: currencyOf(currency),
    required: positionMargin,
    profit: unrealisedPNL,
    listedRequired: sumTold(own.map(({ posMargin }) => posMargin)),
  };
}

function refuseUnified({ accountMode }: KucoinAnswers, gaps: Gap[]): void {
  const subject = { path: "marginModel", what: "The account's kind" };
  const mode = readOptional(accountMode, subject, gaps, (raw) =>
    parseAnswer(accountModeAnswer, raw, "account mode"),
  );
  if (mode?.data.selfAccountMode !== "UNIFIED") return;
  const message =
    "This is a unified KuCoin account, whose rule Keel does not compute yet. No figure is shown rather than a wrong one.";
  throw new VenueError("unsupported", message);
}

function readOtherOverviews({ otherOverviews }: KucoinAnswers, gaps: Gap[]): readonly Overview[] {
  return [...otherOverviews].flatMap(([code, source]) => {
    const subject = { path: "balances", what: `The ${code} wallet` };
    const overview = readOptional(source, subject, gaps, (raw) => overviewOf(raw, code));
    return overview ? [overview] : [];
  });
}

/** Throws `bad_venue_data`, also when KuCoin answers with another currency than was asked for. */
export function overviewOf(raw: unknown, code: string): Overview {
  const { data } = parseAnswer(overviewAnswer, raw, "account-overview");
  if (data.currency !== code) throw badAnswer("account-overview", "its currency");
  return data;
}

function readRiskLimits(
  { riskLimits }: KucoinAnswers,
  gaps: Gap[],
): ReadonlyMap<string, readonly MarginTier[]> {
  const tables = [...riskLimits].flatMap(([symbol, source]): [string, readonly MarginTier[]][] => {
    const subject = { path: "positions", what: `The risk limits of ${symbol}` };
    const tiers = readOptional(source, subject, gaps, normalizeRiskLimits);
    return tiers ? [[symbol, tiers]] : [];
  });
  return new Map(tables);
}

/**
 * One rate for the account: the highest of the contracts held. The standard rate stands in where the
 * account's own could not be read; it is never lower.
 */
function highestFee(
  { fees }: KucoinAnswers,
  standardOf: (symbol: string) => Decimal | null,
  gaps: Gap[],
): Decimal | null {
  const rates: Decimal[] = [];
  for (const [symbol, source] of fees) {
    const subject = { path: "takerFeeRate", what: `The fees of ${symbol}` };
    const standard = standardOf(symbol);
    const told = readOptional(source, subject, standard ? [] : gaps, (raw) =>
      parseAnswer(feesAnswer, raw, "trade-fees"),
    );
    const rate = told?.data.takerFeeRate ?? standard;
    if (!rate) return null;
    rates.push(rate);
  }
  return rates.length === 0 ? null : Decimal.max(...rates);
}

function readHedgeMode({ positionMode, positions }: KucoinAnswers, gaps: Gap[]): boolean | null {
  const subject = { path: "hedgeMode", what: "The position mode" };
  const told = readOptional(positionMode, subject, gaps, (raw) =>
    parseAnswer(positionModeAnswer, raw, "position mode"),
  );
  if (told) return told.data.positionMode === 1;
  return positions.some((row) => row.positionSide === "LONG" || row.positionSide === "SHORT")
    ? true
    : null;
}

function readOrders(
  { openOrders }: KucoinAnswers,
  instruments: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): readonly OpenOrder[] {
  const subject = { path: "openOrders", what: "The open orders" };
  const orders = readOptional(openOrders, subject, gaps, (raw) => {
    const { items, totalPage } = parseAnswer(ordersAnswer, raw, "orders").data;
    if (totalPage !== null && totalPage > 1) gaps.push(moreOrders());
    return items.flatMap((order): OpenOrder[] => {
      const quantity = order.size.minus(order.filledSize ?? order.dealSize ?? 0);
      if (order.closeOrder === true || quantity.lte(0)) return [];
      const terms = instruments.get(order.symbol);
      if (!terms) throw notListed("orders", order.symbol);
      const { side, price } = order;
      const reduceOnly = order.reduceOnly ?? false;
      return [{ instrument: terms.id, side, quantity, price, reduceOnly }];
    });
  });
  return orders ?? [];
}

function moreOrders(): Gap {
  const message =
    "The account has more open orders than one answer holds; the rest is not counted.";
  return { code: "source_failed", path: "openOrders", message };
}
