import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { OpenOrder, Position } from "#shared/domain/snapshot.ts";
import { perpetualsAmong } from "../../normalize-funding.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { readOptional } from "../../optional-answer.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { legContradictions } from "../binance/contradictions.ts";
import { readFundings } from "../binance/normalize-funding.ts";
import { normalizeOrders } from "../binance/normalize-orders.ts";
import { heldRows, legOf, normalizePositions } from "../binance/normalize-positions.ts";
import { ownCoefficients, readTables } from "../binance/normalize-tiers.ts";
import {
  type FuturesAccount,
  futuresAccountAnswer,
  type MarketAnswers,
  type MarketRow,
} from "./answers.ts";

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
  const held = heldRows(answers.positionRisk).map(withoutIsolated);
  const symbols = new Set(held.map(({ symbol }) => symbol));
  const tables = readTables(answers.brackets, symbols, `The margin tiers of ${name}`, gaps);
  const account = readAccount(answers, name, gaps);
  gaps.push(...ownCoefficients(held, tables, firstIndex), ...otherLegs(account, held));
  const instrument = (symbol: string) => instruments.get(symbol) ?? null;
  const fundings = readFundings(answers.funding, perpetualsAmong(symbols, instrument), gaps);
  const leverages = new Map(answers.positionRisk.map((row) => [row.symbol, row.leverage]));
  const positions = normalizePositions(held, {
    instrument,
    leverage: (symbol) => leverages.get(symbol) ?? null,
    tiers: (symbol) => tables.get(symbol)?.tiers ?? null,
    funding: (symbol) => fundings.get(symbol) ?? null,
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

/** Legs that only one of the market's two answers knows; an older one states no sizes. */
function otherLegs(account: FuturesAccount | null, held: readonly MarketRow[]): readonly Gap[] {
  const rows = account?.positions ?? [];
  const sized = rows.flatMap(({ positionAmt, ...row }) =>
    positionAmt ? [{ ...row, positionAmt }] : [],
  );
  return account === null || sized.length < rows.length
    ? []
    : legContradictions({ positions: sized }, held);
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

function readAccount(answers: MarketAnswers, name: string, gaps: Gap[]): FuturesAccount | null {
  const subject = { path: "reported", what: `The venue's own margins of ${name}` };
  return readOptional(answers.account, subject, gaps, (raw) =>
    parseAnswer(futuresAccountAnswer, raw, `account of ${name}`),
  );
}
