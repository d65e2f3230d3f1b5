import { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { VenueError } from "../../exchange-client.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { readOptional } from "../../optional-answer.ts";
import { parseAnswer, refuseEmptyWallet, rowsBy } from "../../parse-answer.ts";
import { snapshotHead, type SnapshotContext } from "../../snapshot-head.ts";
import {
  type FlexAccount,
  instrumentRow,
  instrumentsAnswer,
  type KrakenAnswers,
  type PositionRow,
  type Ticker,
  tickerRow,
  tickersAnswer,
} from "./answers.ts";
import { type Listed, unlistedBy } from "./contradictions.ts";
import {
  isRetail,
  type Levels,
  mostRequired,
  normalizeLevels,
  type Sized,
  tableOf,
} from "./normalize-tiers.ts";
import { toFundingShare } from "./normalize-funding.ts";
import { normalizeOrders } from "./normalize-orders.ts";
import {
  type ContractFacts,
  heldRows,
  isMultiCollateral,
  normalizePositions,
} from "./normalize-positions.ts";
import { otherWallets } from "./other-wallets.ts";
import { normalizeWallet } from "./normalize-balances.ts";
import { reportedFigures } from "./reported-figures.ts";

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be used
 * and `unsupported` where there is no multi-collateral wallet or it stands under portfolio margin.
 */
export function toSnapshot(answers: KrakenAnswers, context: SnapshotContext): AccountSnapshot {
  const { accounts } = answers.accounts;
  const { instruments } = context;
  const { flex } = accounts;
  if (!flex) throw noWallet();
  if (flex.portfolioMarginBreakdown) throw portfolioMargin();
  refuseEmptyWallet("accounts", Object.keys(flex.currencies), flex.portfolioValue);
  const gaps: Gap[] = [];
  const tickers = readTickers(answers, gaps);
  const facts = { flex, tickers, instruments };
  const positions = readPositions(answers, facts, gaps);
  gaps.push(...otherWallets(answers.accounts, answers.positions));
  const wallet = normalizeWallet(flex);
  const subject = { path: "openOrders", what: "The open orders" };
  const openOrders = readOptional(answers.openOrders, subject, gaps, (raw) =>
    normalizeOrders(raw, instruments),
  );
  const venueAt = Date.parse(answers.accounts.serverTime ?? "");
  return {
    ...snapshotHead(context),
    venueAt: Number.isNaN(venueAt) ? null : venueAt,
    // This venue's margin rule counts no fee.
    takerFeeRate: null,
    // A contract has one position: opposite trades net.
    hedgeMode: false,
    prices: new Map([...indexPrices(facts), ...wallet.prices]),
    balances: wallet.balances,
    positions,
    openOrders: openOrders ?? [],
    reported: reportedFigures(flex),
    gaps,
  };
}

type Facts = {
  readonly flex: FlexAccount;
  readonly tickers: ReadonlyMap<string, Ticker>;
  readonly instruments: ReadonlyMap<string, Instrument>;
};

function readPositions(
  answers: KrakenAnswers,
  { flex, tickers, instruments }: Facts,
  gaps: Gap[],
): readonly Position[] {
  const held = heldRows(answers.positions);
  const mark = (symbol: string) => tickers.get(symbol)?.markPrice ?? null;
  const tables = readLevels(answers, held, gaps);
  const instrument = (symbol: string) => instruments.get(symbol.toUpperCase()) ?? null;
  const sizeOf = (row: PositionRow) => toSize(row, instrument(row.symbol), mark(row.symbol));
  const ofWallet = held.flatMap((row) => {
    const levels = isMultiCollateral(row.symbol) ? tables.get(row.symbol) : undefined;
    return levels ? [{ levels, size: sizeOf(row) }] : [];
  });
  const retail = isRetail(ofWallet, flex.maintenanceMargin);
  const hasRetail = [...tables.values()].some((levels) => levels.retail.length > 0);
  if (retail === null && hasRetail) gaps.push(tableNotTold());
  // Not known: the retail table, which never asks less.
  const table = retail === false ? "standard" : "retail";
  const tiers = (row: PositionRow) => {
    const levels = tables.get(row.symbol);
    return levels ? normalizeLevels(tableOf(levels, table), sizeOf(row)) : null;
  };
  const funding = (symbol: string) => {
    const ticker = tickers.get(symbol);
    return ticker ? toFundingShare(instrument(symbol), ticker) : null;
  };
  const facts = { instrument, mark, funding, tiers };
  const positions = normalizePositions(answers.positions, answers.accounts.accounts, facts, gaps);
  gaps.push(...unlistedBy(flex, listedIn(held, positions, { tables, mark, instrument })));
  return positions;
}

type Terms = Pick<ContractFacts, "mark" | "instrument"> & {
  readonly tables: ReadonlyMap<string, Levels>;
};

/**
 * Positions of the multi-collateral wallet with the most that each may require: by the mark or by
 * the entry, which Kraken's margins followed in one account each.
 */
function listedIn(
  held: readonly PositionRow[],
  positions: readonly Position[],
  { tables, mark, instrument }: Terms,
): readonly Listed[] {
  return held.flatMap((row, index): Listed[] => {
    const [position, levels] = [positions[index], tables.get(row.symbol)];
    if (!position || !isMultiCollateral(row.symbol)) return [];
    const [atMark, atEntry] = [mark(row.symbol), row.price].map(
      (price) => levels && mostRequired(levels, toSize(row, instrument(row.symbol), price)),
    );
    const isTold = atMark && atEntry;
    return [{ row, position, mostRequired: isTold ? Decimal.max(atMark, atEntry) : null }];
  });
}

function toSize(row: PositionRow, terms: Instrument | null, mark: Decimal | null): Sized {
  const isInverse = terms?.kind === "inverse";
  const contracts = terms && row.size.times(terms.contractSize);
  const value = isInverse ? contracts : mark && contracts ? contracts.times(mark) : null;
  return { isInverse, quantity: row.size, value };
}

/** Tickers of the contracts held, by the symbol that their position has. */
function readTickers(answers: KrakenAnswers, gaps: Gap[]): ReadonlyMap<string, Ticker> {
  const held = heldRows(answers.positions);
  if (held.length === 0) return new Map();
  const subject = { path: "positions", what: "The mark prices" };
  const found = readOptional(answers.tickers, subject, gaps, (raw) => {
    const { tickers } = parseAnswer(tickersAnswer, raw, "tickers");
    const rows = rowsBy("symbol", tickers.filter(hasSymbol), "tickers");
    return held.flatMap(({ symbol }): [string, Ticker][] => {
      const row = rows.get(symbol) ?? rows.get(symbol.toUpperCase());
      return row === undefined ? [] : [[symbol, parseAnswer(tickerRow, row, "tickers")]];
    });
  });
  return new Map(found ?? []);
}

/** Coins that the wallet does not hold are priced by the index of a contract on them. */
function indexPrices({ tickers, instruments }: Facts): readonly [Currency, Decimal][] {
  return [...tickers].flatMap(([symbol, { indexPrice }]): [Currency, Decimal][] => {
    const terms = instruments.get(symbol.toUpperCase());
    return terms && indexPrice ? [[terms.base, indexPrice]] : [];
  });
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
  if (held.length === 0) return new Map();
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
