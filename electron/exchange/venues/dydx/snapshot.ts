import { ONE, sum, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type {
  AccountSnapshot,
  Balance,
  OpenOrder,
  Position,
  ReportedFigures,
} from "#shared/domain/snapshot.ts";
import { VenueError } from "../../exchange-client.ts";
import { cashOnly } from "../../normalize-cash.ts";
import { type OptionalAnswer, readOptional } from "../../optional-answer.ts";
import { badAnswer, parseAnswer } from "../../parse-answer.ts";
import { type Reading, snapshotHead } from "../../snapshot-head.ts";
import { unlistedPositions } from "../../unlisted-positions.ts";
import { type DydxAnswers, type Market, ordersAnswer, type Subaccount } from "./answers.ts";
import { contractOf, normalizeMarkets, SETTLE } from "./normalize-contracts.ts";
import { cashOf, heldRows, toPosition } from "./normalize-positions.ts";
import { PARENTS, type Wallet } from "./wallet.ts";

export type SnapshotContext = Reading & { readonly wallet: Wallet };

/**
 * The answers of one reading of one parent subaccount → one snapshot: its own positions are cross,
 * the one position of each child is isolated. Throws `bad_venue_data` when a position can't be used,
 * `credentials_rejected` when there is no such subaccount.
 */
export function toSnapshot(
  answers: DydxAnswers,
  { connection, wallet, readAt }: SnapshotContext,
): AccountSnapshot {
  const gaps: Gap[] = [];
  const { parent, children, others } = placed(answers.subaccounts, wallet);
  const markets = readMarkets(answers.markets, [parent, ...children], gaps);
  const marketOf = (ticker: string) => markets.get(ticker) ?? null;
  const rows = heldRows(parent);
  const family = answers.subaccounts.filter(({ subaccountNumber: number }) =>
    isOfFamily(number, wallet),
  );
  gaps.push(...family.flatMap(unlistedIn));
  gaps.push(...others.filter(isUsed).map(notIncluded), COUNTED_AS_DOLLAR);
  return {
    ...snapshotHead({ connection, readAt }),
    // No answer tells the venue's time.
    venueAt: null,
    prices: new Map([[SETTLE, ONE]]),
    // This venue's margin rule counts no fee.
    takerFeeRate: null,
    // A market has one position in a subaccount.
    hedgeMode: false,
    balances: [toBalance(parent)],
    positions: [
      ...rows.map((row) => toPosition(row, marketOf(row.market), "cross", null)),
      ...children.flatMap((child) => isolatedPosition(child, marketOf)),
    ],
    openOrders: readOrders(answers.orders, gaps),
    reported: toReported(parent, children),
    gaps,
  };
}

type Placed = {
  readonly parent: Subaccount;
  /** Children with the one position that they are for. */
  readonly children: readonly Subaccount[];
  readonly others: readonly Subaccount[];
};

/** The parent and the children whose number it remains of. */
function isOfFamily(number: number, { subaccount }: Wallet): boolean {
  return number % PARENTS === subaccount;
}

function placed(subaccounts: readonly Subaccount[], wallet: Wallet): Placed {
  const { subaccount } = wallet;
  const numbers = subaccounts.map((each) => each.subaccountNumber);
  const twice = numbers.find((number, index) => numbers.indexOf(number) !== index);
  if (twice !== undefined) throw badAnswer("addresses", `subaccount ${twice} twice`);
  const parent = subaccounts.find((each) => each.subaccountNumber === subaccount);
  if (!parent) {
    const message = `dYdX has no subaccount ${subaccount} of this address.`;
    throw new VenueError("credentials_rejected", message);
  }
  const isIsolated = (each: Subaccount) =>
    each !== parent && isOfFamily(each.subaccountNumber, wallet) && heldRows(each).length === 1;
  const rest = subaccounts.filter((each) => each !== parent);
  return {
    parent,
    children: rest.filter(isIsolated),
    others: rest.filter((each) => !isIsolated(each)),
  };
}

function isolatedPosition(
  child: Subaccount,
  marketOf: (ticker: string) => Market | null,
): readonly Position[] {
  const rows = heldRows(child);
  return rows.map((row) => toPosition(row, marketOf(row.market), "isolated", cashOf(child, rows)));
}

function readMarkets(
  source: OptionalAnswer,
  subaccounts: readonly Subaccount[],
  gaps: Gap[],
): ReadonlyMap<string, Market> {
  const tickers = new Set(subaccounts.flatMap(heldRows).map((row) => row.market));
  if (tickers.size === 0) return new Map();
  const subject = { path: "positions", what: "The oracle prices and margin fractions" };
  const markets = readOptional(source, subject, gaps, (raw) => normalizeMarkets(raw, tickers));
  return markets ?? new Map();
}

/** What requires collateral, and what equity holds beside cash, is the positions'. */
function unlistedIn(subaccount: Subaccount): readonly Gap[] {
  const { equity, freeCollateral } = subaccount;
  const rows = heldRows(subaccount);
  const cash = cashOf(subaccount, rows);
  const required = equity.minus(freeCollateral);
  const totals = { asset: SETTLE, required, profit: cash && equity.minus(cash) };
  return unlistedPositions(
    [totals],
    rows.map((row) => toPosition(row, null, "cross", null)),
  );
}

function toBalance(parent: Subaccount): Balance {
  return cashOnly(SETTLE, cashOf(parent, heldRows(parent)));
}

/** Orders of the parent with what is still unfilled. */
function readOrders(source: OptionalAnswer, gaps: Gap[]): readonly OpenOrder[] {
  const subject = { path: "openOrders", what: "The open orders" };
  const orders = readOptional(source, subject, gaps, (raw) =>
    parseAnswer(ordersAnswer, raw, "orders"),
  );
  return (orders ?? []).flatMap((order) => {
    const quantity = order.size.minus(order.totalFilled ?? ZERO);
    if (quantity.lte(ZERO)) return [];
    return [
      {
        instrument: contractOf(order.ticker).id,
        side: order.side === "BUY" ? ("buy" as const) : ("sell" as const),
        quantity,
        price: order.price,
        reduceOnly: order.reduceOnly ?? false,
      },
    ];
  });
}

/** The venue states equity and what of it is free; the rest is what it requires to open. */
function toReported(parent: Subaccount, children: readonly Subaccount[]): ReportedFigures {
  return {
    currency: SETTLE,
    equity: sum([parent, ...children].map(({ equity }) => equity)),
    collateralValue: parent.equity,
    initialMargin: parent.equity.minus(parent.freeCollateral),
    maintenanceMargin: null,
    orderInitialMargin: null,
    maintenanceMarginRatio: null,
    nativeRatio: null,
  };
}

function isUsed(subaccount: Subaccount): boolean {
  return heldRows(subaccount).length > 0 || !subaccount.equity.isZero();
}

function notIncluded({ subaccountNumber }: Subaccount): Gap {
  const where =
    subaccountNumber < PARENTS
      ? `Add it as address/${subaccountNumber}.`
      : "It is a child subaccount without the one position that such are for.";
  const message = `The address also holds something in subaccount ${subaccountNumber}, which has collateral of its own and is not part of this account. ${where}`;
  return { code: "not_included", path: "positions", message };
}

/** Margin is held, required and lost in USDC itself, so only its worth in dollars rests on this. */
const COUNTED_AS_DOLLAR: Gap = {
  code: "price_missing",
  path: "prices",
  message:
    "dYdX settles prices in dollars with USDC and states no price of it: one counts as one dollar here too.",
};
