import { z } from "zod/mini";
import { type Decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot, OpenOrder } from "#shared/domain/snapshot.ts";
import { type Connection, VenueError } from "../../exchange-client.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { parseAnswer, rowsBy } from "../../parse-answer.ts";
import {
  type BinanceAnswers,
  indexRow,
  modesAnswer,
  type RiskRow,
  settingRow,
  type Source,
} from "./answers.ts";
import { contradictions } from "./contradictions.ts";
import { normalizeBalances } from "./normalize-balances.ts";
import { normalizeOrders } from "./normalize-orders.ts";
import { heldRows, legOf, normalizePositions } from "./normalize-positions.ts";
import { normalizeTiers, type TierTable } from "./normalize-tiers.ts";
import { reportedFigures } from "./reported-figures.ts";

/** Index prices of margin assets are told in dollars. */
const VALUATION_CURRENCY = "USD";

export type SnapshotContext = {
  readonly connection: Connection;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly readAt: number;
};

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be
 * used and `unsupported` in multi-assets mode, where single-asset figures would be wrong. An
 * optional answer that failed leaves its fields unknown, with a gap that says why. Fields missing
 * in a good answer are only left unknown: the engine names them where they matter.
 */
export function toSnapshot(answers: BinanceAnswers, context: SnapshotContext): AccountSnapshot {
  const { account, positionRisk: rows } = answers;
  const { connection, instruments, readAt } = context;
  const gaps: Gap[] = [];
  const modes = readModes(answers, gaps);
  const instrument = (symbol: string) => instruments.get(symbol) ?? null;
  const settleOf = (symbol: string) => instrument(symbol)?.settle ?? null;
  const tables = readTables(answers.leverageBracket, rows, gaps);
  const positions = normalizePositions(rows, {
    instrument,
    leverage: readLeverage(answers.symbolConfig, rows, gaps),
    tiers: (symbol) => tables.get(symbol)?.tiers ?? null,
  });
  for (const [index, row] of heldRows(rows).entries())
    if (tables.get(row.symbol)?.hasOwnCoefficient) gaps.push(ownCoefficient(row, index));
  const settles = new Set(positions.map((position) => position.settle));
  const balances = normalizeBalances(account.assets, settles);
  const assets = balances.map((balance) => balance.asset);
  const index = readIndex(answers.assetIndex, assets, gaps);
  const openOrders = readOrders(answers.openOrders, instrument, gaps);
  gaps.push(...contradictions(account, rows, modes.multiAssets));
  return {
    accountId: connection.accountId,
    label: connection.label,
    venue: connection.venue,
    marginModel: connection.marginModel,
    venueAt: index.at,
    readAt,
    valuationCurrency: VALUATION_CURRENCY,
    prices: index.prices,
    // This venue's margin rule counts no fee.
    takerFeeRate: null,
    hedgeMode: modes.hedge,
    balances,
    positions,
    openOrders,
    reported: reportedFigures(account, {
      settleOf,
      prices: index.prices,
      orderMargin: orderMarginOf(rows),
    }),
    gaps,
  };
}

type Subject = { readonly path: string; readonly what: string };

/** Reads an optional answer; what fails is `null` and a gap, what is old is marked. */
function readSource<Value>(
  source: Source,
  { path, what }: Subject,
  gaps: Gap[],
  read: (answer: unknown) => Value,
): Value | null {
  const isKept = source.failure !== null && source.answer !== null;
  if (source.failure) {
    const message = isKept
      ? `${what} are older than they should be. ${source.failure.message}`
      : `${what} could not be read. ${source.failure.message}`;
    gaps.push({ code: isKept ? "stale" : "source_failed", path, message });
    if (!isKept) return null;
  }
  try {
    return read(source.answer);
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
    const message = `${what} could not be read. ${error.message}`;
    gaps.push({ code: "source_failed", path, message });
    return null;
  }
}

type Modes = { readonly multiAssets: boolean | null; readonly hedge: boolean | null };

/** In hedge mode every row is LONG or SHORT, else BOTH: rows tell that mode where no answer does. */
function readModes({ account, accountModes, positionRisk }: BinanceAnswers, gaps: Gap[]): Modes {
  const failures: Gap[] = [];
  const subject = { path: "marginModel", what: "The account's margin mode" };
  const told = accountModes.map((source) =>
    readSource(source, subject, failures, (raw) => parseAnswer(modesAnswer, raw, "account mode")),
  );
  const multiAssets =
    told.map((modes) => modes?.multiAssetsMargin ?? null).find((mode) => mode !== null) ??
    account.multiAssetsMargin;
  if (multiAssets) throw multiAssetsRefusal();
  if (multiAssets === null) gaps.push(modeUnread(failures[0]?.message));
  const hedge = told.map((modes) => modes?.dualSidePosition ?? null).find((mode) => mode !== null);
  const [row] = positionRisk;
  return { multiAssets, hedge: hedge ?? (row ? row.positionSide !== "BOTH" : null) };
}

function modeUnread(why = "The venue did not say whether it is multi-assets mode."): Gap {
  const message = `${why} Single-asset mode is assumed.`;
  return { code: "mode_unread", path: "marginModel", message };
}

function multiAssetsRefusal(): VenueError {
  const message =
    "The account is in multi-assets mode, whose rule Keel does not compute yet. No figure is shown rather than a wrong one.";
  return new VenueError("unsupported", message);
}

function symbolsOf(rows: readonly RiskRow[]): ReadonlySet<string> {
  return new Set(heldRows(rows).map((row) => row.symbol));
}

function readTables(
  source: Source,
  rows: readonly RiskRow[],
  gaps: Gap[],
): ReadonlyMap<string, TierTable> {
  const subject = { path: "positions", what: "The margin tiers" };
  const tables = readSource(source, subject, gaps, (raw) => {
    const brackets = rowsBy("symbol", raw, "leverageBracket");
    return [...symbolsOf(rows)].flatMap((symbol): [string, TierTable][] => {
      const row = brackets.get(symbol);
      return row === undefined ? [] : [[symbol, normalizeTiers(row)]];
    });
  });
  return new Map(tables ?? []);
}

function readLeverage(
  source: Source,
  rows: readonly RiskRow[],
  gaps: Gap[],
): (symbol: string) => Decimal | null {
  const subject = { path: "positions", what: "The leverage settings" };
  const settings = readSource(source, subject, gaps, (raw) => {
    const configs = rowsBy("symbol", raw, "symbolConfig");
    return new Map(
      [...symbolsOf(rows)].map((symbol) => {
        const row = configs.get(symbol);
        return [symbol, row ? parseAnswer(settingRow, row, "symbolConfig").leverage : null];
      }),
    );
  });
  return (symbol) => settings?.get(symbol) ?? null;
}

type Index = { readonly prices: ReadonlyMap<Currency, Decimal>; readonly at: number | null };

/** Prices of the assets in use; the newest of their times is the venue's clock as it told it. */
function readIndex(source: Source, assets: readonly Currency[], gaps: Gap[]): Index {
  const subject = { path: "prices", what: "The index prices of the margin assets" };
  const rows = readSource(source, subject, gaps, (raw) => {
    const rowOf = rowsBy("symbol", raw, "assetIndex");
    return assets.flatMap((asset): [Currency, z.infer<typeof indexRow>][] => {
      const row = rowOf.get(`${asset}${VALUATION_CURRENCY}`);
      return row === undefined ? [] : [[asset, parseAnswer(indexRow, row, "assetIndex")]];
    });
  });
  const prices = new Map<Currency, Decimal>();
  const times: number[] = [];
  for (const [asset, { index, time }] of rows ?? []) {
    if (index) prices.set(asset, index);
    if (time !== null) times.push(time);
  }
  return { prices, at: times.length === 0 ? null : Math.max(...times) };
}

function readOrders(
  source: Source,
  instrument: (symbol: string) => Instrument | null,
  gaps: Gap[],
): readonly OpenOrder[] {
  const subject = { path: "openOrders", what: "The open orders" };
  return readSource(source, subject, gaps, (raw) => normalizeOrders(raw, instrument)) ?? [];
}

function orderMarginOf(rows: readonly RiskRow[]) {
  const byLeg = new Map(rows.map((row) => [legOf(row), row.openOrderInitialMargin]));
  return (position: { symbol: string; positionSide: string }) => byLeg.get(legOf(position)) ?? ZERO;
}

function ownCoefficient(row: RiskRow, index: number): Gap {
  const message = `The venue applies its own multiple of the margin tiers of ${row.symbol} to this account and does not publish whether the tiers it sends include it.`;
  return { code: "rule_unknown", path: `positions[${index}].marginTiers`, message };
}
