import { refuseEmptyWallet } from "../../parse-answer.ts";
import { snapshotHead, type SnapshotContext } from "../../snapshot-head.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { marginModeOf } from "./account-mode.ts";
import type { BybitAnswers } from "./answers.ts";
import { contradictions } from "./contradictions.ts";
import { normalizeBalances } from "./normalize-balances.ts";
import { readFundings } from "./normalize-funding.ts";
import { heldRows, normalizePositions } from "./normalize-positions.ts";
import { normalizePrices } from "./normalize-prices.ts";
import {
  readCollateral,
  readFeeRate,
  readIndex,
  readOptionFacts,
  readOrders,
  readTiers,
} from "./optional-answers.ts";
import { reportedFigures } from "./reported-figures.ts";

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be used
 * and `unsupported` for an account of another rule. An optional answer that failed leaves its fields
 * unknown, with a gap that says why.
 */
export function toSnapshot(answers: BybitAnswers, context: SnapshotContext): AccountSnapshot {
  const { info, wallet } = answers;
  const { connection, instruments } = context;
  refuseEmptyWallet("wallet-balance", wallet.coin, wallet.totalEquity);
  const gaps: Gap[] = [];
  const marginMode = marginModeOf(info, answers.positions, connection.marginModel);
  const tiers = readTiers(answers, gaps);
  const fundings = readFundings(answers, instruments, gaps);
  const positions = normalizePositions(answers.positions, {
    instrument: (symbol) => instruments.get(symbol) ?? null,
    tiers: (symbol) => tiers.get(symbol) ?? null,
    option: readOptionFacts(answers, gaps),
    funding: (symbol) => fundings.get(symbol) ?? null,
    marginMode,
  });
  const weights = readCollateral(answers, gaps);
  const collateralTiers = (coin: string) => weights.get(coin) ?? null;
  const settles = new Set(positions.map(({ settle }) => settle));
  const prices = normalizePrices(wallet, settles, readIndex(answers, gaps));
  const takerFeeRate = readFeeRate(answers, gaps);
  const openOrders = readOrders(answers, instruments, gaps);
  return {
    ...snapshotHead(context),
    venueAt: answers.walletAt,
    prices,
    takerFeeRate,
    hedgeMode: hedgeModeOf(answers),
    balances: normalizeBalances(wallet.coin, { collateralTiers, positions }),
    positions,
    openOrders,
    reported: reportedFigures(wallet, prices),
    gaps: [...gaps, ...contradictions(answers, positions)],
  };
}

/** Chosen per contract at Bybit: on where any held one has legs, not known with nothing held. */
function hedgeModeOf({ positions }: BybitAnswers): boolean | null {
  const held = heldRows(positions);
  return held.length === 0 ? null : held.some(({ positionIdx }) => positionIdx !== 0);
}
