import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { perpetualsAmong } from "../../normalize-funding.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { refuseEmptyWallet } from "../../parse-answer.ts";
import { snapshotHead, type SnapshotContext } from "../../snapshot-head.ts";
import { unlistedBy } from "../binance/contradictions.ts";
import { normalizeBalances } from "../binance/normalize-balances.ts";
import { readFundings } from "../binance/normalize-funding.ts";
import { heldRows, normalizePositions } from "../binance/normalize-positions.ts";
import { ownCoefficients, readTables } from "../binance/normalize-tiers.ts";
import { orderMarginOf, reportedFigures } from "../binance/reported-figures.ts";
import { totalsAsRow } from "./account-totals.ts";
import type { UsdmAnswers } from "./answers.ts";
import { contradictions } from "./contradictions.ts";
import { isMultiAssets, multiAssetsFigures, withRates } from "./multi-assets.ts";
import { readIndex, readLeverage, readModes, readOrders } from "./optional-answers.ts";

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be used
 * and `unsupported` when the account is in the other mode than that of its margin model. An optional
 * answer that failed leaves its fields unknown, with a gap that says why. Fields missing in a good
 * answer are only left unknown: the engine names them where they matter.
 */
export function toSnapshot(answers: UsdmAnswers, context: SnapshotContext): AccountSnapshot {
  const { account, positionRisk: rows } = answers;
  const { connection, instruments } = context;
  refuseEmptyWallet("account", account.assets, account.totalMarginBalance);
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
  gaps.push(...unlistedBy(account, positions));
  return {
    ...snapshotHead(context),
    venueAt: index.at,
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
  { positionRisk: rows, leverageBracket, symbolConfig, funding }: UsdmAnswers,
  instruments: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): readonly Position[] {
  const held = heldRows(rows);
  const symbols = new Set(held.map(({ symbol }) => symbol));
  const tables = readTables(leverageBracket, symbols, "The margin tiers", gaps);
  const leverage = readLeverage(symbolConfig, symbols, gaps);
  gaps.push(...ownCoefficients(held, tables));
  const instrument = (symbol: string) => instruments.get(symbol) ?? null;
  const fundings = readFundings(funding, perpetualsAmong(symbols, instrument), gaps);
  return normalizePositions(rows, {
    instrument,
    leverage: (symbol) => leverage.get(symbol) ?? null,
    tiers: (symbol) => tables.get(symbol)?.tiers ?? null,
    funding: (symbol) => fundings.get(symbol) ?? null,
  });
}
