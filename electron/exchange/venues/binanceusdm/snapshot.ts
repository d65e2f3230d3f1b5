import { ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import type { Connection } from "../../exchange-client.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import type { BinanceAnswers, RiskRow } from "./answers.ts";
import { contradictions } from "./contradictions.ts";
import { isMultiAssets, multiAssetsFigures, withRates } from "./multi-assets.ts";
import { normalizeBalances } from "./normalize-balances.ts";
import { heldRows, legOf, normalizePositions } from "./normalize-positions.ts";
import {
  readIndex,
  readLeverage,
  readModes,
  readOrders,
  readTables,
  VALUATION_CURRENCY,
} from "./optional-answers.ts";
import { reportedFigures, totalsAsRow } from "./reported-figures.ts";

export type SnapshotContext = {
  readonly connection: Connection;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly readAt: number;
};

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be used
 * and `unsupported` when the account is in the other mode than that of its margin model. An optional
 * answer that failed leaves its fields unknown, with a gap that says why. Fields missing in a good
 * answer are only left unknown: the engine names them where they matter.
 */
export function toSnapshot(answers: BinanceAnswers, context: SnapshotContext): AccountSnapshot {
  const { account, positionRisk: rows } = answers;
  const { connection, instruments, readAt } = context;
  const gaps: Gap[] = [];
  const modes = readModes(answers, connection.marginModel, gaps);
  const positions = readPositions(answers, instruments, gaps);
  const settles = new Set(positions.map((each) => each.settle));
  const balances = normalizeBalances(account.assets, settles);
  const assets = balances.map((balance) => balance.asset);
  const index = readIndex(answers.assetIndex, assets, gaps);
  const openOrders = readOrders(answers.openOrders, instruments, gaps);
  const isMulti = isMultiAssets(connection.marginModel);
  gaps.push(...contradictions(account, rows, modes.multiAssets ?? (isMulti || null)));
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
    balances: isMulti ? withRates(balances, index.rates) : balances,
    positions,
    openOrders,
    reported: isMulti
      ? multiAssetsFigures(account)
      : reportedFigures(account, {
          empty: totalsAsRow(account),
          settleOf: (symbol) => instruments.get(symbol)?.settle ?? null,
          prices: index.prices,
          orderMargin: orderMarginOf(rows),
        }),
    gaps,
  };
}

function readPositions(
  { positionRisk: rows, leverageBracket, symbolConfig }: BinanceAnswers,
  instruments: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): readonly Position[] {
  const tables = readTables(leverageBracket, rows, gaps);
  const leverage = readLeverage(symbolConfig, rows, gaps);
  for (const [index, row] of heldRows(rows).entries())
    if (tables.get(row.symbol)?.hasOwnCoefficient) gaps.push(ownCoefficient(row, index));
  return normalizePositions(rows, {
    instrument: (symbol) => instruments.get(symbol) ?? null,
    leverage: (symbol) => leverage.get(symbol) ?? null,
    tiers: (symbol) => tables.get(symbol)?.tiers ?? null,
  });
}

export function orderMarginOf(rows: readonly RiskRow[]) {
  const byLeg = new Map(rows.map((row) => [legOf(row), row.openOrderInitialMargin]));
  return (position: { symbol: string; positionSide: string }) => byLeg.get(legOf(position)) ?? ZERO;
}

export function ownCoefficient(row: RiskRow, index: number): Gap {
  const message = `The venue applies its own multiple of the margin tiers of ${row.symbol} to this account and does not publish whether the tiers it sends include it.`;
  return { code: "rule_unknown", path: `positions[${index}].marginTiers`, message };
}
