import { type Decimal, ZERO, sum } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { AccountSnapshot, Balance, Position } from "#shared/domain/snapshot.ts";
import { readOptional } from "../../optional-answer.ts";
import { createRepeatCheck } from "../../parse-answer.ts";
import { snapshotHead, type SnapshotContext } from "../../snapshot-head.ts";
import type { DeribitAnswers, Summary } from "./answers.ts";
import { unlistedBy } from "./contradictions.ts";
import { readFundings } from "./normalize-funding.ts";
import { readPrices } from "./normalize-prices.ts";
import { isCrossCollateral } from "./account-mode.ts";
import {
  normalizeOptionMarkets,
  normalizeOrders,
  normalizePositions,
  type OptionMarket,
} from "./normalize-positions.ts";
import { orderMarginOf, reportedFigures } from "./reported-figures.ts";

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position can't be used
 * and `unsupported` under portfolio margin. An optional answer that failed leaves its fields
 * unknown, with a gap that says why.
 */
export function toSnapshot(answers: DeribitAnswers, context: SnapshotContext): AccountSnapshot {
  const { instruments } = context;
  const gaps: Gap[] = [];
  const isCross = isCrossCollateral(answers.summaries, gaps);
  const markets = readMarkets(answers, gaps);
  const fundings = readFundings(answers, gaps);
  const facts = { markets, fundings };
  const positions = normalizePositions(answers.positions, instruments, facts);
  const used = usedSummaries(answers.summaries, positions);
  const summaries = isCross ? used.filter(isInPool) : used;
  const assets = summaries.map((row) => row.currency);
  const prices = readPrices(assets, answers.indexes, gaps);
  gaps.push(...unlistedBy(answers, { positions, prices, isCross }));
  const orders = readOptional(
    answers.orders,
    { path: "openOrders", what: "The open orders" },
    gaps,
    (raw) => normalizeOrders(raw, instruments, gaps),
  );
  const orderMargin = orders && orderMarginOf(orders, answers.positions, instruments);
  if (isCross) gaps.push(...summaries.map(haircutNotTold));
  gaps.push(...used.filter((row) => !summaries.includes(row)).map(outsideThePool));
  return {
    ...snapshotHead(context),
    venueAt: answers.venueAt,
    prices,
    // This venue's margin rule counts no fee.
    takerFeeRate: null,
    // A contract has one net position.
    hedgeMode: false,
    balances: summaries.map((row) => toBalance(row, positions, isCross)),
    positions,
    openOrders: orders ?? [],
    reported: reportedFigures(summaries, isCross, prices, orderMargin),
    gaps,
  };
}

function readMarkets({ books }: DeribitAnswers, gaps: Gap[]): ReadonlyMap<string, OptionMarket> {
  const subject = { path: "positions", what: "The prices under the options" };
  const read = books.map((book) => readOptional(book, subject, gaps, normalizeOptionMarkets));
  return new Map(read.flatMap((markets) => [...(markets ?? [])]));
}

/** Currencies with anything in them or with positions on them; the venue lists all it has. */
export function usedSummaries(
  summaries: readonly Summary[],
  positions: readonly Pick<Position, "settle">[],
): readonly Summary[] {
  const settles = new Set(positions.map(({ settle }) => settle));
  const refuseRepeat = createRepeatCheck("get_account_summaries");
  return summaries.filter((row) => {
    refuseRepeat(row.currency);
    const amounts = [row.equity, row.options_value ?? ZERO];
    const own = [row.initial_margin, row.maintenance_margin];
    const isSegregated = row.cross_collateral_enabled !== true;
    const isUsed = (isSegregated ? [...amounts, ...own] : amounts).some((each) => !each.isZero());
    return isUsed || settles.has(row.currency);
  });
}

/** Cash is what equity has beside the value of options and the profit that futures still show. */
function toBalance(row: Summary, positions: readonly Position[], isCross: boolean): Balance {
  const futures = positions.filter(
    (each) => each.settle === row.currency && each.kind !== "option",
  );
  return {
    asset: row.currency,
    walletBalance: cashOf(
      row,
      futures.map((each) => each.reported.unrealizedPnl),
    ),
    // Standard margin lends nothing: a currency that owes has a negative balance.
    borrowed: ZERO,
    accruedInterest: ZERO,
    collateralWeight: null,
    // Having tiers is what tells cross collateral from segregated currencies (docs/margin/deribit.md).
    collateralTiers: isCross ? [{ upTo: null, weight: ZERO }] : null,
    bidRate: null,
    askRate: null,
  };
}

function cashOf(row: Summary, profits: readonly (Decimal | null)[]): Decimal | null {
  const known = profits.filter((profit) => profit !== null);
  if (!row.options_value || known.length < profits.length) return null;
  return row.equity.minus(row.options_value).minus(sum(known));
}

/** Cross collateral does not take every currency: the others stay walls. */
function isInPool(row: Summary): boolean {
  return row.cross_collateral_enabled !== false;
}

function outsideThePool({ currency }: Summary): Gap {
  const message = `${currency} is no part of the account's cross collateral; it stands apart and is not counted.`;
  return { code: "not_included", path: "balances", message };
}

function haircutNotTold({ currency }: { readonly currency: Currency }, index: number): Gap {
  const message = `Deribit's answers do not tell the haircut of ${currency}; as initial margin the whole of it is counted.`;
  return { code: "weight_missing", path: `balances[${index}].collateralWeight`, message };
}
