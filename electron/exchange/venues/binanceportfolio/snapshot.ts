import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import { type Currency, instrumentId } from "#shared/domain/ids.ts";
import type { AccountSnapshot, OpenOrder } from "#shared/domain/snapshot.ts";
import { type OptionalAnswer, readOptional, type Subject } from "../../optional-answer.ts";
import { parseAnswer, refuseEmptyWallet, rowsBy, wantedRows } from "../../parse-answer.ts";
import { snapshotHead, type SnapshotContext } from "../../snapshot-head.ts";
import { type PoolTotals, unlistedPositions } from "../../unlisted-positions.ts";
import { toOrder } from "../binance/normalize-orders.ts";
import { marginOrdersAnswer, type PortfolioAnswers, priceRow, rateRow } from "./answers.ts";
import { normalizeBalances } from "./normalize-balances.ts";
import { normalizeMarket } from "./normalize-market.ts";
import { orderMargin, reportedFigures } from "./reported-figures.ts";

/**
 * The answers of one reading → one snapshot. Throws `bad_venue_data` when a position or a balance
 * can't be used. An optional answer that failed leaves its fields unknown, with a gap that says why.
 */
export function toSnapshot(answers: PortfolioAnswers, context: SnapshotContext): AccountSnapshot {
  const { instruments } = context;
  refuseEmptyWallet("balance", answers.balances, answers.account.actualEquity);
  const gaps: Gap[] = [];
  const um = normalizeMarket(answers.um, instruments, "USD-M", 0, gaps);
  const cm = normalizeMarket(answers.cm, instruments, "COIN-M", um.positions.length, gaps);
  const positions = [...um.positions, ...cm.positions];
  const settles = new Set(positions.map(({ settle }) => settle));
  const assets = new Set([...settles, ...answers.balances.map(({ asset }) => asset)]);
  const rates = readByAsset(answers.collateralRates, { ...RATES, assets }, gaps, readRate);
  const prices = readByAsset(answers.indexPrices, { ...PRICES, assets }, gaps, readPrice);
  gaps.push(...unlistedPositions(totalsOf(answers), positions));
  const [row] = [...answers.um.positionRisk, ...answers.cm.positionRisk];
  return {
    ...snapshotHead(context),
    // Zero is how an account says that it never changed.
    venueAt: answers.account.updateTime || null,
    prices,
    // This venue's margin rule counts no fee.
    takerFeeRate: null,
    // In hedge mode every row is LONG or SHORT, else BOTH.
    hedgeMode: row ? row.positionSide !== "BOTH" : null,
    balances: normalizeBalances(answers.balances, settles, rates),
    positions,
    openOrders: [...um.openOrders, ...cm.openOrders, ...readMarginOrders(answers, gaps)],
    reported: reportedFigures(answers.account, orderMargin([um.account, cm.account], prices)),
    gaps,
  };
}

const RATES: Subject = { path: "balances", what: "The collateral rates" };
const PRICES: Subject = { path: "prices", what: "The index prices" };

const readRate = (row: unknown) => parseAnswer(rateRow, row, "collateralRate").collateralRate;
const readPrice = (row: unknown) => parseAnswer(priceRow, row, "asset-index-price").assetIndexPrice;

/** Only the assets asked for: an odd row of another spoils nothing. */
function readByAsset(
  source: OptionalAnswer,
  { assets, ...subject }: Subject & { readonly assets: ReadonlySet<Currency> },
  gaps: Gap[],
  read: (row: unknown) => Decimal | null,
): ReadonlyMap<Currency, Decimal> {
  const found = readOptional(source, subject, gaps, (raw) =>
    wantedRows(rowsBy("asset", raw, subject.what), assets, read),
  );
  return found ?? new Map();
}

/** Orders of the spot market keep the venue's name: they have no contract. */
function readMarginOrders({ marginOrders }: PortfolioAnswers, gaps: Gap[]): readonly OpenOrder[] {
  const subject = { path: "openOrders", what: "The open margin orders" };
  const orders = readOptional(marginOrders, subject, gaps, (raw) =>
    parseAnswer(marginOrdersAnswer, raw, "margin openOrders"),
  );
  return (orders ?? [])
    .filter((order) => order.origQty.gt(order.executedQty))
    .map((order) => ({
      ...toOrder(order, instrumentId(order.symbol)),
      reduceOnly: false,
    }));
}

/** What the wallet tells of positions; the account's margin counts what was borrowed too. */
function totalsOf({ balances }: PortfolioAnswers): readonly PoolTotals[] {
  return balances.map(({ asset, umUnrealizedPNL, cmUnrealizedPNL }) => ({
    asset,
    required: null,
    profit: umUnrealizedPNL && cmUnrealizedPNL && umUnrealizedPNL.plus(cmUnrealizedPNL),
  }));
}
