import type { z } from "zod/mini";
import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { OpenOrder } from "#shared/domain/snapshot.ts";
import { VenueError } from "../../exchange-client.ts";
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
import { type AssetRates, modeUnread, refuseOtherMode } from "./multi-assets.ts";
import { normalizeOrders } from "./normalize-orders.ts";
import { heldRows } from "./normalize-positions.ts";
import { normalizeTiers, type TierTable } from "./normalize-tiers.ts";

// Readers of the optional answers. Each leaves a gap where its answer fails.

/** Index prices of margin assets are told in dollars. */
export const VALUATION_CURRENCY = "USD";

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
export function readModes(
  { account, accountModes, positionRisk }: BinanceAnswers,
  model: MarginModelId,
  gaps: Gap[],
): Modes {
  const failures: Gap[] = [];
  const subject = { path: "marginModel", what: "The account's margin mode" };
  const told = accountModes.map((source) =>
    readSource(source, subject, failures, (raw) => parseAnswer(modesAnswer, raw, "account mode")),
  );
  const multiAssets =
    told.map((modes) => modes?.multiAssetsMargin ?? null).find((mode) => mode !== null) ??
    account.multiAssetsMargin;
  if (multiAssets === null) gaps.push(modeUnread(model, failures[0]?.message));
  else refuseOtherMode(multiAssets, model);
  const hedge = told.map((modes) => modes?.dualSidePosition ?? null).find((mode) => mode !== null);
  const [row] = positionRisk;
  return { multiAssets, hedge: hedge ?? (row ? row.positionSide !== "BOTH" : null) };
}

function symbolsOf(rows: readonly RiskRow[]): ReadonlySet<string> {
  return new Set(heldRows(rows).map((row) => row.symbol));
}

export function readTables(
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

export function readLeverage(
  source: Source,
  rows: readonly RiskRow[],
  gaps: Gap[],
): ReadonlyMap<string, Decimal> {
  const subject = { path: "positions", what: "The leverage settings" };
  const settings = readSource(source, subject, gaps, (raw) => {
    const configs = rowsBy("symbol", raw, "symbolConfig");
    return [...symbolsOf(rows)].flatMap((symbol): [string, Decimal][] => {
      const row = configs.get(symbol);
      const leverage = row ? parseAnswer(settingRow, row, "symbolConfig").leverage : null;
      return leverage ? [[symbol, leverage]] : [];
    });
  });
  return new Map(settings ?? []);
}

type Index = {
  readonly prices: ReadonlyMap<Currency, Decimal>;
  readonly rates: ReadonlyMap<Currency, AssetRates>;
  readonly at: number | null;
};

/** Prices of the assets in use; the newest of their times is the venue's clock as it told it. */
export function readIndex(source: Source, assets: readonly Currency[], gaps: Gap[]): Index {
  const subject = { path: "prices", what: "The index prices of the margin assets" };
  const rows = readSource(source, subject, gaps, (raw) => {
    const rowOf = rowsBy("symbol", raw, "assetIndex");
    return assets.flatMap((asset): [Currency, z.infer<typeof indexRow>][] => {
      const row = rowOf.get(`${asset}${VALUATION_CURRENCY}`);
      return row === undefined ? [] : [[asset, parseAnswer(indexRow, row, "assetIndex")]];
    });
  });
  const prices = new Map<Currency, Decimal>();
  const rates = new Map<Currency, AssetRates>();
  const times: number[] = [];
  for (const [asset, { index, bidRate, askRate, time }] of rows ?? []) {
    rates.set(asset, { bid: bidRate, ask: askRate });
    if (index) prices.set(asset, index);
    if (time !== null) times.push(time);
  }
  return { prices, rates, at: times.length === 0 ? null : Math.max(...times) };
}

export function readOrders(
  source: Source,
  instruments: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): readonly OpenOrder[] {
  const subject = { path: "openOrders", what: "The open orders" };
  return readSource(source, subject, gaps, (raw) => normalizeOrders(raw, instruments)) ?? [];
}
