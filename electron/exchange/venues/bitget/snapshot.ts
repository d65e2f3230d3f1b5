import { ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import {
  type AccountSnapshot,
  NOTHING_REPORTED,
  type OpenOrder,
  type ReportedFigures,
} from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { readOptional } from "../../optional-answer.ts";
import { refuseEmptyWallet } from "../../parse-answer.ts";
import { type Reading, snapshotHead } from "../../snapshot-head.ts";
import { readMode } from "./account-mode.ts";
import type { Assets, BitgetAnswers } from "./answers.ts";
import { unlistedBy } from "./contradictions.ts";
import { normalizeBalances, pricesOf, type Weights } from "./normalize-balances.ts";
import { readFundings } from "./normalize-funding.ts";
import { normalizeOrders } from "./normalize-orders.ts";
import { normalizePositions } from "./normalize-positions.ts";
import { readCollateralCoins, readDiscounts, readTiers } from "./optional-answers.ts";

export type SnapshotContext = Reading & {
  /** By symbol, of every contract that a position or an order is in. */
  readonly contracts: ReadonlyMap<string, Instrument>;
};

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be used
 * and `unsupported` for what is not modelled. An optional answer that failed leaves its fields
 * unknown, with a gap that says why.
 */
export function toSnapshot(answers: BitgetAnswers, context: SnapshotContext): AccountSnapshot {
  const { assets, venueAt } = answers;
  const { connection, contracts } = context;
  refuseEmptyWallet("assets", assets.assets, assets.accountEquity);
  const gaps: Gap[] = [];
  const mode = readMode(answers, connection.marginModel, gaps);
  const tables = readTiers(answers, gaps);
  const fundings = readFundings(answers, gaps);
  const positions = normalizePositions(answers.positions, {
    contract: (symbol) => contracts.get(symbol) ?? null,
    tiers: (symbol) => tables.get(symbol) ?? null,
    funding: (symbol) => fundings.get(symbol) ?? null,
  });
  const weights = mode.isMultiAsset ? readWeights(answers, gaps) : noWeights;
  const balances = normalizeBalances(assets.assets, { positions, weights }, gaps);
  const prices = pricesOf(assets.assets);
  const openOrders = readOrders(answers, contracts, gaps);
  gaps.push(...unlistedBy(answers, { positions, prices, openOrders }));
  return {
    ...snapshotHead(context),
    venueAt,
    prices,
    // The rule counts a fee of its own, the same for every account.
    takerFeeRate: null,
    hedgeMode: mode.hedge,
    balances,
    positions,
    openOrders,
    reported: reportedFigures(assets),
    gaps,
  };
}

function noWeights(): Weights {
  return { collateralWeight: null, collateralTiers: null };
}

function readWeights(answers: BitgetAnswers, gaps: Gap[]): (asset: Currency) => Weights {
  const counts = readCollateralCoins(answers, gaps);
  const discounts = readDiscounts(answers, pricesOf(answers.assets.assets), gaps);
  return (asset) =>
    counts(asset)
      ? { collateralWeight: null, collateralTiers: discounts.get(asset) ?? null }
      : { collateralWeight: ZERO, collateralTiers: null };
}

function readOrders(
  { orders }: BitgetAnswers,
  contracts: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): readonly OpenOrder[] {
  return orders.flatMap(({ category, source }) => {
    const subject = { path: "openOrders", what: `The open orders of ${category}` };
    return (
      readOptional(source, subject, gaps, (raw) =>
        normalizeOrders(raw, category, contracts, gaps),
      ) ?? []
    );
  });
}

/** In USD (`currency: null`). The venue's ratio is requirement ÷ effective equity, as Keel's. */
function reportedFigures({
  accountEquity,
  effEquity,
  imr,
  mmr,
  mgnRatio,
}: Assets): ReportedFigures {
  return {
    ...NOTHING_REPORTED,
    equity: accountEquity,
    collateralValue: effEquity,
    initialMargin: imr,
    maintenanceMargin: mmr,
    maintenanceMarginRatio: mgnRatio,
    nativeRatio: mgnRatio && { name: "mgnRatio", value: mgnRatio },
  };
}
