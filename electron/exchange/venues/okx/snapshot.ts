import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { readOptional } from "../../optional-answer.ts";
import { refuseEmptyWallet } from "../../parse-answer.ts";
import { type Reading, snapshotHead } from "../../snapshot-head.ts";
import { readMode } from "./account-mode.ts";
import type { OkxAnswers } from "./answers.ts";
import { differentMoments, unlistedBy } from "./contradictions.ts";
import { activeCoins, normalizeBalances } from "./normalize-balances.ts";
import type { Contract } from "./normalize-contracts.ts";
import { readFundings } from "./normalize-funding.ts";
import { normalizeOrders } from "./normalize-orders.ts";
import { heldRows, normalizePositions, spotMarginGaps } from "./normalize-positions.ts";
import { readPrices } from "./normalize-prices.ts";
import { reportedOfAccount, reportedOfCoins } from "./reported-figures.ts";
import { readDiscounts, readFeeRate, readTiers, tierKey } from "./optional-answers.ts";

export type SnapshotContext = Reading & {
  /** By `instId`, of every contract that a position or an order is in. */
  readonly contracts: ReadonlyMap<string, Contract>;
};

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be used
 * and `unsupported` when the account is in another mode than the connection's. An optional answer
 * that failed leaves its fields unknown, with a gap that says why.
 */
export function toSnapshot(answers: OkxAnswers, context: SnapshotContext): AccountSnapshot {
  const { account } = answers;
  const { connection, contracts } = context;
  refuseEmptyWallet("balance", account.details, account.totalEq);
  const gaps: Gap[] = [];
  const hedgeMode = readMode(answers, connection.marginModel, gaps);
  const positions = readPositions(answers, contracts, gaps);
  const settles = new Set(positions.map(({ settle }) => settle));
  const coins = activeCoins(account.details, settles);
  const prices = readPrices(coins, wantedPrices(answers, settles), answers.index, gaps);
  const balances = readBalances(answers, settles, gaps);
  const ordersSubject = { path: "openOrders", what: "The open orders" };
  const openOrders = readOptional(answers.orders, ordersSubject, gaps, (raw) =>
    normalizeOrders(raw, contracts, gaps),
  );
  gaps.push(...spotMarginGaps(answers.positions), ...differentMoments(account, answers.positions));
  const orders = openOrders ?? [];
  gaps.push(...unlistedBy(answers, { positions, prices, openOrders: orders }));
  return {
    ...snapshotHead(context),
    venueAt: account.uTime,
    prices,
    takerFeeRate: readFeeRate(answers, heldContracts(answers, contracts), gaps),
    hedgeMode,
    balances,
    positions,
    openOrders: orders,
    reported:
      connection.marginModel === "okx-multi"
        ? reportedOfAccount(account)
        : reportedOfCoins(account, coins, prices),
    gaps,
  };
}

/** Coins that figures rest on: what is there and what positions settle in. */
export function wantedPrices(
  { account }: Pick<OkxAnswers, "account">,
  settles: ReadonlySet<Currency>,
): ReadonlySet<Currency> {
  return new Set([...settles, ...activeCoins(account.details, settles).map(({ ccy }) => ccy)]);
}

function readBalances(answers: OkxAnswers, settles: ReadonlySet<Currency>, gaps: Gap[]) {
  const { details } = answers.account;
  const discounts = readDiscounts(
    answers,
    details.map(({ ccy }) => ccy),
    gaps,
  );
  return normalizeBalances(
    details,
    { settles, tiers: (asset) => discounts.get(asset) ?? null },
    gaps,
  );
}

function readPositions(
  answers: OkxAnswers,
  contracts: ReadonlyMap<string, Contract>,
  gaps: Gap[],
): readonly Position[] {
  const tables = readTiers(answers, gaps);
  const fundings = readFundings(answers, gaps);
  return normalizePositions(answers.positions, {
    contract: (instId) => contracts.get(instId) ?? null,
    tiers: ({ instType, mgnMode }, { instFamily }) =>
      tables.get(tierKey({ instType, mgnMode, instFamily })) ?? null,
    funding: (instId) => fundings.get(instId) ?? null,
  });
}

function heldContracts(
  { positions }: Pick<OkxAnswers, "positions">,
  contracts: ReadonlyMap<string, Contract>,
) {
  return heldRows(positions).flatMap(({ instId, instType }) => {
    const contract = contracts.get(instId);
    return contract ? [{ instType, contract }] : [];
  });
}
