import { z } from "zod/mini";
import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { perpetualsAmong } from "../../normalize-funding.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { readOptional } from "../../optional-answer.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { snapshotHead, type SnapshotContext } from "../../snapshot-head.ts";
import { legContradictions, unlistedBy } from "../binance/contradictions.ts";
import { normalizeBalances } from "../binance/normalize-balances.ts";
import { readFundings } from "../binance/normalize-funding.ts";
import { normalizeOrders } from "../binance/normalize-orders.ts";
import { heldRows, legOf, normalizePositions } from "../binance/normalize-positions.ts";
import { ownCoefficients, readTables } from "../binance/normalize-tiers.ts";
import { orderMarginOf, reportedFigures } from "../binance/reported-figures.ts";
import { type Account, type CoinmAnswers, type CoinmRow, indexRow, modeAnswer } from "./answers.ts";

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be used.
 * An optional answer that failed leaves its fields unknown, with a gap that says why.
 */
export function toSnapshot(answers: CoinmAnswers, context: SnapshotContext): AccountSnapshot {
  const { instruments } = context;
  const gaps: Gap[] = [];
  const rows = withMargins(answers.positionRisk, answers.account);
  const account = withWalls(answers.account, rows);
  const positions = readPositions(rows, answers, instruments, gaps);
  const balances = normalizeBalances(account.assets, new Set(positions.map((each) => each.settle)));
  const { prices, at } = readIndex(answers, new Set(balances.map(({ asset }) => asset)), gaps);
  const orders = { path: "openOrders", what: "The open orders" };
  const openOrders = readOptional(answers.openOrders, orders, gaps, (raw) =>
    normalizeOrders(raw, instruments),
  );
  gaps.push(...legContradictions(account, rows), ...unlistedBy(account, positions));
  return {
    ...snapshotHead(context),
    // The account's own time is that of its last change, zero where there was none.
    venueAt: at,
    prices,
    // This venue's margin rule counts no fee.
    takerFeeRate: null,
    hedgeMode: readHedgeMode(answers, gaps),
    balances,
    positions,
    openOrders: openOrders ?? [],
    reported: reportedFigures(account, {
      empty: null,
      settleOf: (symbol) => instruments.get(symbol)?.settle ?? null,
      prices,
      orderMargin: orderMarginOf(rows),
    }),
    gaps,
  };
}

/** Of a position's margins only the account's rows speak. */
function withMargins(rows: readonly CoinmRow[], { positions }: Account): readonly CoinmRow[] {
  const told = new Map(positions.map((row) => [legOf(row), row]));
  return rows.map((row) => {
    const account = told.get(legOf(row));
    return {
      ...row,
      maintMargin: account?.maintMargin ?? null,
      initialMargin: null,
      positionInitialMargin: account?.positionInitialMargin ?? null,
      openOrderInitialMargin: account?.openOrderInitialMargin ?? null,
    };
  });
}

/** Of a position's own wallet only the risk rows speak. */
function withWalls(account: Account, rows: readonly CoinmRow[]): Account {
  const told = new Map(rows.map((row) => [legOf(row), row]));
  const positions = account.positions.map((row) => {
    const { isolatedWallet = null, isolatedMargin = null } = told.get(legOf(row)) ?? {};
    return { ...row, isolatedWallet, isolatedMargin };
  });
  return { ...account, positions };
}

function readPositions(
  rows: readonly CoinmRow[],
  { leverageBracket, funding }: CoinmAnswers,
  instruments: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): readonly Position[] {
  const held = heldRows(rows);
  const symbols = new Set(held.map(({ symbol }) => symbol));
  const tables = readTables(leverageBracket, symbols, "The margin tiers", gaps);
  gaps.push(...ownCoefficients(held, tables));
  const instrument = (symbol: string) => instruments.get(symbol) ?? null;
  const fundings = readFundings(funding, perpetualsAmong(symbols, instrument), gaps);
  const leverages = new Map(rows.map((row) => [row.symbol, row.leverage]));
  return normalizePositions(rows, {
    instrument,
    leverage: (symbol) => leverages.get(symbol) ?? null,
    tiers: (symbol) => tables.get(symbol)?.tiers ?? null,
    funding: (symbol) => fundings.get(symbol) ?? null,
  });
}

type Index = { readonly prices: ReadonlyMap<Currency, Decimal>; readonly at: number | null };

/**
 * Dollar prices of the margin coins: the index of the pair that all contracts on a coin share. The
 * newest of the rows' times is the venue's clock as it told it.
 */
function readIndex(
  { funding: { premiumIndex } }: CoinmAnswers,
  assets: ReadonlySet<Currency>,
  gaps: Gap[],
): Index {
  const subject = { path: "prices", what: "The index prices of the margin coins" };
  const rows = readOptional(premiumIndex, subject, gaps, (raw) =>
    parseAnswer(z.array(z.unknown()), raw, "premiumIndex").flatMap((row) => {
      const { success, data } = z.safeParse(indexRow, row);
      return success ? [data] : [];
    }),
  );
  const prices = [...assets].flatMap((asset): [Currency, Decimal][] => {
    const price = rows?.find(({ pair }) => pair === `${asset}USD`)?.indexPrice;
    return price ? [[asset, price]] : [];
  });
  const times = (rows ?? []).flatMap(({ time }) => time ?? []);
  return { prices: new Map(prices), at: times.length === 0 ? null : Math.max(...times) };
}

/** In hedge mode every row is LONG or SHORT, else BOTH: rows tell that mode where no answer does. */
function readHedgeMode({ positionMode, positionRisk }: CoinmAnswers, gaps: Gap[]): boolean | null {
  const subject = { path: "hedgeMode", what: "The position mode" };
  const [row] = positionRisk;
  const told = readOptional(positionMode, subject, row ? [] : gaps, (raw) =>
    parseAnswer(modeAnswer, raw, "positionSide"),
  );
  return told?.dualSidePosition ?? (row ? row.positionSide !== "BOTH" : null);
}
