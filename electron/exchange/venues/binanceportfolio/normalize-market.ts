import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { OpenOrder, Position } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { readOptional } from "../../optional-answer.ts";
import { parseAnswer, rowsBy } from "../../parse-answer.ts";
import { normalizeOrders } from "../../venues/binanceusdm/normalize-orders.ts";
import {
  heldRows,
  legOf,
  normalizePositions,
} from "../../venues/binanceusdm/normalize-positions.ts";
import { normalizeTiers, type TierTable } from "../../venues/binanceusdm/normalize-tiers.ts";
import { type FuturesAccount, futuresAccountAnswer, type MarketAnswers } from "./answers.ts";

/** One of the two futures markets: positions, orders and what it states of their margin. */
export type Market = {
  readonly positions: readonly Position[];
  readonly openOrders: readonly OpenOrder[];
  readonly account: FuturesAccount | null;
};

/** `firstIndex`: place of the market's first position among the account's, for paths. */
export function normalizeMarket(
  answers: MarketAnswers,
  instruments: ReadonlyMap<string, Instrument>,
  name: string,
  firstIndex: number,
  gaps: Gap[],
): Market {
  const tables = readTables(answers, name, gaps);
  const account = readAccount(answers, name, gaps);
  const held = heldRows(answers.positionRisk.map(withoutIsolated));
  for (const [index, row] of held.entries())
    if (tables.get(row.symbol)?.hasOwnCoefficient)
      gaps.push(ownCoefficient(row.symbol, firstIndex + index));
  const leverages = new Map(answers.positionRisk.map((row) => [row.symbol, row.leverage]));
  const positions = normalizePositions(held, {
    instrument: (symbol) => instruments.get(symbol) ?? null,
    leverage: (symbol) => leverages.get(symbol) ?? null,
    tiers: (symbol) => tables.get(symbol)?.tiers ?? null,
  });
  const margins = new Map(account?.positions.map((row) => [legOf(row), row]));
  const subject = { path: "openOrders", what: `The open orders of ${name}` };
  const openOrders = readOptional(answers.openOrders, subject, gaps, (raw) =>
    normalizeOrders(raw, instruments),
  );
  return {
    positions: positions.map((position, index) => {
      const told = margins.get(legOf(held[index] ?? NO_LEG));
      const maintenanceMargin = told?.maintMargin ?? null;
      const initialMargin = told?.positionInitialMargin ?? null;
      return { ...position, reported: { ...position.reported, initialMargin, maintenanceMargin } };
    }),
    openOrders: openOrders ?? [],
    account,
  };
}

const NO_LEG = { symbol: "", positionSide: "" };

/** A portfolio margin account has no isolated positions; its rows say nothing of them. */
function withoutIsolated<Row extends object>(row: Row) {
  const none: Decimal | null = null;
  return {
    ...row,
    isolatedWallet: none,
    isolatedMargin: none,
    initialMargin: none,
    positionInitialMargin: none,
    openOrderInitialMargin: none,
    maintMargin: none,
  };
}

function readTables(
  answers: MarketAnswers,
  name: string,
  gaps: Gap[],
): ReadonlyMap<string, TierTable> {
  const subject = { path: "positions", what: `The margin tiers of ${name}` };
  const symbols = new Set(heldRows(answers.positionRisk.map(withoutIsolated)).map((r) => r.symbol));
  if (symbols.size === 0) return new Map();
  const tables = readOptional(answers.brackets, subject, gaps, (raw) => {
    const rows = rowsBy("symbol", raw, "leverageBracket");
    return [...symbols].flatMap((symbol): [string, TierTable][] => {
      const row = rows.get(symbol);
      return row === undefined ? [] : [[symbol, normalizeTiers(row)]];
    });
  });
  return new Map(tables ?? []);
}

function readAccount(answers: MarketAnswers, name: string, gaps: Gap[]): FuturesAccount | null {
  const subject = { path: "reported", what: `The venue's own margins of ${name}` };
  return readOptional(answers.account, subject, gaps, (raw) =>
    parseAnswer(futuresAccountAnswer, raw, `account of ${name}`),
  );
}

function ownCoefficient(symbol: string, index: number): Gap {
  const message = `The venue applies its own multiple of the margin tiers of ${symbol} to this account and does not publish whether the tiers it sends include it.`;
  return { code: "rule_unknown", path: `positions[${index}].marginTiers`, message };
}
