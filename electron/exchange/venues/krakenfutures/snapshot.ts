import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { type Connection, VenueError } from "../../exchange-client.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { readOptional } from "../../optional-answer.ts";
import { parseAnswer, rowsBy } from "../../parse-answer.ts";
import {
  instrumentRow,
  instrumentsAnswer,
  type KrakenAnswers,
  type PositionRow,
  tickerRow,
  tickersAnswer,
} from "./answers.ts";
import { isRetail, type Levels, normalizeLevels, type Sized, tableOf } from "./normalize-levels.ts";
import { normalizeOrders } from "./normalize-orders.ts";
import { heldRows, isMultiCollateral, normalizePositions } from "./normalize-positions.ts";
import { normalizeWallet, reportedFigures, WALLET_CURRENCY } from "./normalize-wallet.ts";

export type SnapshotContext = {
  readonly connection: Connection;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly readAt: number;
};

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be used
 * and `unsupported` where there is no multi-collateral wallet or it stands under portfolio margin.
 */
export function toSnapshot(answers: KrakenAnswers, context: SnapshotContext): AccountSnapshot {
  const { accounts } = answers.accounts;
  const { connection, instruments, readAt } = context;
  const { flex } = accounts;
  if (!flex) throw noWallet();
  if (flex.portfolioMarginBreakdown) throw portfolioMargin();
  const gaps: Gap[] = [];
  const positions = readPositions(answers, flex.maintenanceMargin, instruments, gaps);
  const subject = { path: "openOrders", what: "The open orders" };
  const openOrders = readOptional(answers.openOrders, subject, gaps, (raw) =>
    normalizeOrders(raw, instruments),
  );
  const venueAt = Date.parse(answers.accounts.serverTime ?? "");
  return {
    accountId: connection.accountId,
    label: connection.label,
    venue: connection.venue,
    marginModel: connection.marginModel,
    venueAt: Number.isNaN(venueAt) ? null : venueAt,
    readAt,
    valuationCurrency: WALLET_CURRENCY,
    // This venue's margin rule counts no fee.
    takerFeeRate: null,
    // A contract has one position: opposite trades net.
    hedgeMode: false,
    ...normalizeWallet(flex),
    positions,
    openOrders: openOrders ?? [],
    reported: reportedFigures(flex),
    gaps,
  };
}

function readPositions(
  answers: KrakenAnswers,
  maintenanceMargin: Decimal,
  instruments: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): readonly Position[] {
  const held = heldRows(answers.positions);
  if (held.length === 0) return [];
  const marks = readMarks(answers, held, gaps);
  const tables = readLevels(answers, held, gaps);
  const instrument = (symbol: string) => instruments.get(symbol.toUpperCase()) ?? null;
  const sizeOf = (row: PositionRow) => toSize(row, instrument(row.symbol), marks.get(row.symbol));
  const ofWallet = held.flatMap((row) => {
    const levels = isMultiCollateral(row.symbol) ? tables.get(row.symbol) : undefined;
    return levels ? [{ levels, size: sizeOf(row) }] : [];
  });
  const retail = isRetail(ofWallet, maintenanceMargin);
  const hasRetail = [...tables.values()].some((levels) => levels.retail.length > 0);
  if (retail === null && hasRetail) gaps.push(tableNotTold());
  // Not known: the retail table, which never asks less.
  const table = retail === false ? "standard" : "retail";
  const tiers = (row: PositionRow) => {
    const levels = tables.get(row.symbol);
    return levels ? normalizeLevels(tableOf(levels, table), sizeOf(row)) : null;
  };
  const facts = { instrument, mark: (symbol: string) => marks.get(symbol) ?? null, tiers };
  return normalizePositions(answers.positions, answers.accounts.accounts, facts, gaps);
}

function toSize(row: PositionRow, terms: Instrument | null, mark: Decimal | undefined): Sized {
  const isInverse = terms?.kind === "inverse";
  const contracts = terms && row.size.times(terms.contractSize);
  const value = isInverse ? contracts : mark && contracts ? contracts.times(mark) : null;
  return { isInverse, quantity: row.size, value };
}

function readMarks(
  answers: KrakenAnswers,
  held: readonly PositionRow[],
  gaps: Gap[],
): ReadonlyMap<string, Decimal> {
  const subject = { path: "positions", what: "The mark prices" };
  const marks = readOptional(answers.tickers, subject, gaps, (raw) => {
    const { tickers } = parseAnswer(tickersAnswer, raw, "tickers");
    const rows = rowsBy("symbol", tickers.filter(hasSymbol), "tickers");
    return held.flatMap(({ symbol }): [string, Decimal][] => {
      const row = rows.get(symbol) ?? rows.get(symbol.toUpperCase());
      const mark = row === undefined ? null : parseAnswer(tickerRow, row, "tickers").markPrice;
      return mark ? [[symbol, mark]] : [];
    });
  });
  return new Map(marks ?? []);
}

/** Indices of the spot market stand among the contracts with a name of another kind. */
function hasSymbol(row: unknown): boolean {
  return typeof Reflect.get(Object(row), "symbol") === "string";
}

function readLevels(
  answers: KrakenAnswers,
  held: readonly PositionRow[],
  gaps: Gap[],
): ReadonlyMap<string, Levels> {
  const subject = { path: "positions", what: "The margin levels" };
  const tables = readOptional(answers.instruments, subject, gaps, (raw) => {
    const { instruments } = parseAnswer(instrumentsAnswer, raw, "instruments");
    const rows = rowsBy("symbol", instruments, "instruments");
    return held.flatMap(({ symbol }): [string, Levels][] => {
      const row = rows.get(symbol) ?? rows.get(symbol.toUpperCase());
      if (row === undefined) return [];
      const { marginLevels, retailMarginLevels } = parseAnswer(instrumentRow, row, "instruments");
      return [[symbol, { standard: marginLevels, retail: retailMarginLevels ?? [] }]];
    });
  });
  return new Map(tables ?? []);
}

function tableNotTold(): Gap {
  const message =
    "Kraken lists a standard and a retail table of margin levels and does not say which holds for this account; the retail one is taken, which never asks less.";
  return { code: "rule_unknown", path: "positions", message };
}

function noWallet(): VenueError {
  const message =
    "This account has no multi-collateral wallet, the kind that Keel reads at Kraken.";
  return new VenueError("unsupported", message);
}

function portfolioMargin(): VenueError {
  const message =
    "The account is under portfolio margin, which Keel recognizes and does not model yet. No figure is shown rather than a wrong one.";
  return new VenueError("unsupported", message);
}
