import { ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import type {
  AccountSnapshot,
  Balance,
  Position,
  ReportedFigures,
} from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { badAnswer, refuseEmptyWallet } from "../../parse-answer.ts";
import { snapshotHead, type SnapshotContext } from "../../snapshot-head.ts";
import { type GateMode, gateModeOf } from "./account-mode.ts";
import type { FuturesAccount, GateAnswers } from "./answers.ts";
import {
  multiCurrencyBalances,
  singleCurrencyBalances,
  walletBalances,
} from "./normalize-balances.ts";
import { cutSizes, unlistedBy } from "./contradictions.ts";
import { readFundings } from "./normalize-funding.ts";
import { normalizePositions } from "./normalize-positions.ts";
import { normalizeWeights } from "./normalize-weights.ts";
import {
  readElsewhere,
  readFeeRate,
  readOrders,
  readPrices,
  readTiers,
} from "./optional-answers.ts";
import {
  classicReported,
  multiCurrencyReported,
  singleCurrencyReported,
} from "./reported-figures.ts";

/** The only contract settled in BTC: 1 USD each. */
const BTC_USD: Instrument = {
  id: instrumentId("BTC/USD:BTC"),
  kind: "inverse",
  base: "BTC",
  quote: "USD",
  settle: "BTC",
  contractSize: ONE,
  option: null,
};

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be used
 * and `unsupported` for an account of another rule. An optional answer that failed leaves its fields
 * unknown, with a gap that says why.
 */
export function toSnapshot(answers: GateAnswers, context: SnapshotContext): AccountSnapshot {
  const { connection, instruments } = context;
  const gaps: Gap[] = [];
  const mode = gateModeOf(answers.mode.mode, connection.marginModel);
  const instrumentOf = (contract: string) =>
    contract === "BTC_USD" ? BTC_USD : (instruments.get(contract) ?? null);
  const tiers = readTiers(answers, gaps);
  const fundings = readFundings(answers, context.readAt, gaps);
  const wallets = answers.btc ? [answers.usdt, answers.btc] : [answers.usdt];
  const facts = {
    instrument: instrumentOf,
    tiers: (contract: string) => tiers.get(contract) ?? null,
    funding: (contract: string) => fundings.get(contract) ?? null,
  };
  const positions = wallets.flatMap((each) => normalizePositions(each.positions, facts));
  const { balances, reported } = readMoney(mode, answers, positions);
  const coins = [...balances.map(({ asset }) => asset), ...positions.map(({ settle }) => settle)];
  const prices = readPrices(answers, [...new Set(coins)], gaps);
  const takerFeeRate = readFeeRate(answers, gaps);
  const openOrders = readOrders(answers, instrumentOf, gaps);
  readElsewhere(answers, gaps);
  return {
    ...snapshotHead(context),
    // Gate's answers tell no time.
    venueAt: null,
    prices,
    takerFeeRate,
    hedgeMode: hedgeModeOf(answers.usdt.account),
    balances,
    positions,
    openOrders,
    reported,
    gaps: [
      ...gaps,
      ...cutSizes(wallets, instrumentOf),
      ...unlistedBy(mode, answers, { positions, prices, openOrders }),
      ...doubts(mode, answers),
    ],
  };
}

type Money = { readonly balances: readonly Balance[]; readonly reported: ReportedFigures };

function readMoney(mode: GateMode, answers: GateAnswers, positions: readonly Position[]): Money {
  const { unified, usdt, btc } = answers;
  if (mode === "classic") {
    const wallets = btc ? [usdt, btc] : [usdt];
    return {
      balances: walletBalances(wallets, positions),
      reported: classicReported(usdt.account),
    };
  }
  if (!unified) throw badAnswer("unified/accounts", "its shape");
  const coins = Object.keys(unified.balances);
  refuseEmptyWallet("unified/accounts", coins, unified.unified_account_total_equity);
  if (mode === "single_currency")
    return {
      balances: singleCurrencyBalances(unified),
      reported: singleCurrencyReported(unified),
    };
  const weights = normalizeWeights(answers.discounts, coins);
  return {
    balances: multiCurrencyBalances(unified, weights),
    reported: multiCurrencyReported(unified),
  };
}

function hedgeModeOf({ position_mode: mode, in_dual_mode: isDual }: FuturesAccount) {
  return mode === null ? isDual : mode !== "single";
}

/** What the answers show to be missing or of a rule that is not published. */
function doubts(mode: GateMode, answers: GateAnswers): readonly Gap[] {
  const gaps: Gap[] = [];
  if (answers.btcFailure)
    gaps.push({
      code: "source_failed",
      path: "positions",
      message: `The wallet and positions in BTC could not be read. ${answers.btcFailure.message}`,
    });
  if (mode === "classic" && answers.usdt.account.enable_evolved_classic === false)
    gaps.push({
      code: "rule_unknown",
      path: "marginModel",
      message:
        "The account is in Gate's old classic margin mode; the rule of the new one is used for it.",
    });
  if (mode === "multi_currency" && answers.mode.settings?.use_funding)
    gaps.push({
      code: "rule_unknown",
      path: "balances",
      message: "Funds in Gate's Earn count as margin of this account and are not read.",
    });
  return gaps;
}
