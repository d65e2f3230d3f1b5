import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { decimal, sum, ZERO } from "#shared/domain/decimal.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { expectedCash, expectedHead, expectedLinear } from "./expected-snapshot.ts";
import {
  expectReconciled,
  fetchRecorded,
  isThere,
  parseBody,
  serveRecorded,
} from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

const BYBIT = {
  venue: "bybit",
  marginModel: "bybit-unified",
  credential: { apiKey: "key", secret: "secret" },
  // A second before the recorded rate limit ends.
  readAt: 1_736_866_023_302,
} as const;
const ACCOUNT = "bybit-uta";

const server = serveRecorded();

const fetchSnapshot = () => fetchRecorded(server, BYBIT, ACCOUNT);

const texts = z.record(z.string(), z.unknown());
const rows = z.object({ result: z.object({ list: z.array(texts) }) });
const wallet = z.object({
  result: z.object({ list: z.tuple([z.looseObject({ coin: z.array(texts) })]) }),
});

const body = <Schema extends z.ZodMiniType>(schema: Schema, name: string) =>
  parseBody(schema, ACCOUNT, name);

/** A figure as the body prints it, `null` where it is empty. */
function raw(row: Readonly<Record<string, unknown>>, key: string): string | null {
  return row[key] === "" ? null : decimal(String(row[key])).toFixed();
}

describe.skipIf(!isThere)("recorded unified account of Bybit (skipped without ../shared)", () => {
  it("the whole snapshot is what the bodies tell", async () => {
    expect(plainSnapshot(await fetchSnapshot())).toEqual(expectedSnapshot());
  });
});

type Row = Readonly<Record<string, unknown>>;

function expectedSnapshot() {
  const [told] = body(wallet, "wallet-balance").result.list;
  return {
    ...expectedHead(BYBIT, ACCOUNT),
    readAt: BYBIT.readAt,
    venueAt: BYBIT.readAt,
    prices: Object.fromEntries(told.coin.map((row) => [row["coin"], priceOf(row)])),
    takerFeeRate: null,
    // The short is a leg of hedge mode.
    hedgeMode: true,
    // Weights were not recorded.
    balances: told.coin.map((row) => expectedCash(String(row["coin"]), raw(row, "walletBalance"))),
    positions: body(rows, "positions-usdt").result.list.map(expectedPosition),
    // Two lists have them: each is read once.
    openOrders: body(rows, "orders").result.list.map(expectedOrder),
    reported: {
      currency: null,
      equity: raw(told, "totalEquity"),
      collateralValue: raw(told, "totalMarginBalance"),
      initialMargin: raw(told, "totalInitialMargin"),
      maintenanceMargin: raw(told, "totalMaintenanceMargin"),
      orderInitialMargin: "0",
      maintenanceMarginRatio: raw(told, "accountMMRate"),
      nativeRatio: { name: "accountMMRate", value: raw(told, "accountMMRate") },
    },
    gaps: [
      { code: "source_failed", path: "balances" },
      { code: "source_failed", path: "takerFeeRate" },
      // Two coins have no positions here, a third has those of another account.
      { code: "contradiction", path: "positions" },
      { code: "contradiction", path: "positions" },
      { code: "contradiction", path: "positions" },
      { code: "stale", path: "positions" },
    ],
  };
}

/** What one coin is worth to the venue. */
function priceOf(row: Row): string {
  return decimal(String(row["usdValue"])).div(String(row["equity"])).toFixed();
}

function baseOf(row: Row): string {
  return String(row["symbol"]).replace(/USDT$/, "");
}

function expectedPosition(row: Row) {
  const isOwn = (each: Row) => each["symbol"] === row["symbol"];
  const ticker = body(rows, "tickers").result.list.find(isOwn) ?? {};
  return {
    ...expectedLinear(baseOf(row)),
    side: row["side"] === "Buy" ? "long" : "short",
    quantity: raw(row, "size"),
    contractSize: "1",
    entryPrice: raw(row, "avgPrice"),
    markPrice: raw(row, "markPrice"),
    marginMode: "cross",
    isolatedMargin: null,
    leverage: raw(row, "leverage"),
    marginTiers: body(rows, "risk-limit").result.list.filter(isOwn).map(expectedTier),
    // The interval was not recorded.
    funding: {
      rate: raw(ticker, "fundingRate"),
      intervalHours: null,
      nextAt: Number(ticker["nextFundingTime"]),
    },
    reported: {
      unrealizedPnl: raw(row, "unrealisedPnl"),
      initialMargin: raw(row, "positionIM"),
      maintenanceMargin: raw(row, "positionMM"),
      liquidationPrice: raw(row, "liqPrice"),
    },
  };
}

/** A tier begins where the one before it ends. */
function expectedTier(tier: Row, index: number, tiers: readonly Row[]) {
  return {
    floor: index === 0 ? "0" : raw(tiers[index - 1] ?? {}, "riskLimitValue"),
    cap: raw(tier, "riskLimitValue"),
    maintenanceRate: raw(tier, "maintenanceMargin"),
    initialRate: raw(tier, "initialMargin"),
    deduction: raw(tier, "mmDeduction"),
    maxLeverage: raw(tier, "maxLeverage"),
  };
}

function expectedOrder(row: Row) {
  return {
    instrument: `${baseOf(row)}/USDT:USDT`,
    side: String(row["side"]).toLowerCase(),
    quantity: raw(row, "leavesQty"),
    price: raw(row, "price"),
    reduceOnly: row["reduceOnly"],
  };
}

const NO_FEE_RATE = "the account's fee rate was not recorded";
const NO_WEIGHTS = "the collateral weights were not recorded";
const OTHER_POSITIONS =
  "the wallet is of January 2025, its positions of November 2023; those in USDC and XRP are missing";

/** What can't agree, each with its cause. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  equity: OTHER_POSITIONS,
  collateralValue: NO_WEIGHTS,
  initialMargin: NO_FEE_RATE,
  maintenanceMargin: NO_FEE_RATE,
  maintenanceMarginRatio: NO_WEIGHTS,
  "position.initialMargin BTC/USDT:USDT short": NO_FEE_RATE,
  "position.maintenanceMargin BTC/USDT:USDT short": NO_FEE_RATE,
  "position.initialMargin LTC/USDT:USDT long": NO_FEE_RATE,
  "position.maintenanceMargin LTC/USDT:USDT long": NO_FEE_RATE,
};

describe.skipIf(!isThere)("reconciliation of Bybit (skipped without ../shared)", () => {
  it("every figure agrees or differs for a stated cause", async () => {
    expectReconciled(await fetchSnapshot(), 11, Object.keys(DIFFERENCES));
  });

  it("the wallet alone comes to the venue's equity", async () => {
    const snapshot = await fetchSnapshot();
    const [told] = body(wallet, "wallet-balance").result.list;
    const profits = told.coin.map((row) =>
      (snapshot.prices.get(String(row["coin"])) ?? ZERO).times(String(row["unrealisedPnl"])),
    );
    const cash = assessAccount({ ...snapshot, positions: [] }).equity.value ?? ZERO;
    const difference = cash.plus(sum(profits)).minus(String(told["totalEquity"]));
    // One last digit of each of the seven coins.
    expect(difference.abs().lte("0.00000007")).toBe(true);
  });

  it("with a fee of 0.055 % the LTC position's margins are the venue's, on entry value", async () => {
    const snapshot = await fetchSnapshot();
    const { reconciliation } = assessAccount({ ...snapshot, takerFeeRate: decimal("0.00055") });
    const rowsOf = (instrument: string) =>
      reconciliation.filter(({ subject }) => subject?.startsWith(instrument));
    expect(rowsOf("LTC").map(({ figure, agrees }) => [figure, agrees])).toEqual([
      ["position.unrealizedPnl", true],
      ["position.initialMargin", true],
      ["position.maintenanceMargin", true],
    ]);
    // The short leg's figures hold twice the fee and no tier part: half of a hedged pair, whose
    // other leg was not recorded.
    expect(rowsOf("BTC").map(({ agrees }) => agrees)).toEqual([true, false, false]);
  });
});

describeFailures("Bybit", {
  server,
  venue: BYBIT,
  account: ACCOUNT,
  codes: {
    "invalid-key": "credentials_rejected",
    "bad-signature": "credentials_rejected",
    "no-permission": "credentials_rejected",
    "wrong-ip": "credentials_rejected",
    "key-expired": "credentials_rejected",
    "clock-skew": "clock_off",
    "rate-limit": "rate_limited",
    "ip-rate-limit": "rate_limited",
    "ip-rate-limit-403-html": "rate_limited",
    "region-403-html": "place_refused",
    "server-error": "venue_unavailable",
    "server-timeout": "venue_unavailable",
  },
  waits: { "rate-limit": 1_000, "ip-rate-limit-403-html": 600_000 },
});
