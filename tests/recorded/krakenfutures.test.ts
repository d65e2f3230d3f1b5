import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { figureAt, valueAt } from "./body-figures.ts";
import { expectedHead } from "./expected-snapshot.ts";
import {
  expectReconciled,
  fetchRecorded,
  isThere,
  reconciliationRows,
  serveRecorded,
} from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

const KRAKEN = {
  venue: "krakenfutures",
  marginModel: "kraken-flex",
  // Signing decodes the secret: it must be base64.
  credential: { apiKey: "key", secret: "c2VjcmV0" },
} as const;
const ACCOUNT = "krakenfutures-flex";

const server = serveRecorded();

function fetchSnapshot(): Promise<AccountSnapshot> {
  return fetchRecorded(server, KRAKEN, ACCOUNT);
}

function flex(...at: readonly string[]): string {
  return figureAt(ACCOUNT, "accounts", "accounts", "flex", ...at);
}

function price(code: string): string {
  const [value, quantity] = ["value", "quantity"].map((key) => flex("currencies", code, key));
  return decimal(value ?? "")
    .div(quantity ?? "")
    .toFixed();
}

const NO_DEBT = { borrowed: "0", accruedInterest: "0", bidRate: null, askRate: null };

/** 1 − haircut: the collateral's share of the value, without the fee that the margin rule takes. */
function coin(asset: string, code: string, conversionFee: string) {
  const [value, collateral] = ["value", "collateral"].map((key) => flex("currencies", code, key));
  const weight = decimal(collateral ?? "")
    .div(value ?? "")
    .div(decimal(1).minus(conversionFee));
  return {
    asset,
    walletBalance: flex("currencies", code, "quantity"),
    collateralWeight: weight.toFixed(),
    collateralTiers: null,
    ...NO_DEBT,
  };
}

function dollars() {
  const quantity = decimal(flex("currencies", "USD", "quantity"));
  return {
    asset: "USD",
    walletBalance: quantity.plus(flex("unrealizedFunding")).toFixed(),
    collateralWeight: "1",
    collateralTiers: null,
    ...NO_DEBT,
  };
}

function level(index: number, key: string): string {
  return figureAt(ACCOUNT, "instruments", "instruments", 2, "marginLevels", index, key);
}

function tier(index: number, cap: string | null) {
  return {
    floor: level(index, "numNonContractUnits"),
    cap,
    maintenanceRate: level(index, "maintenanceMargin"),
    initialRate: level(index, "initialMargin"),
    deduction: null,
    maxLeverage: null,
  };
}

function position() {
  const ticker = (key: string) => figureAt(ACCOUNT, "tickers", "tickers", 2, key);
  const told = (key: string) => figureAt(ACCOUNT, "openpositions", "openPositions", 0, key);
  return {
    instrument: "LTC/USD:USD",
    kind: "linear",
    base: "LTC",
    quote: "USD",
    settle: "USD",
    side: "long",
    quantity: told("size"),
    contractSize: "1",
    entryPrice: told("price"),
    markPrice: ticker("markPrice"),
    marginMode: "cross",
    isolatedMargin: null,
    leverage: null,
    marginTiers: [tier(0, level(1, "numNonContractUnits")), tier(1, null)],
    option: null,
    funding: {
      rate: decimal(ticker("fundingRate")).div(ticker("markPrice")).toFixed(),
      intervalHours: "1",
      nextAt: null,
    },
    reported: {
      unrealizedPnl: null,
      initialMargin: null,
      maintenanceMargin: null,
      liquidationPrice: null,
    },
  };
}

function expectedSnapshot() {
  const order = (key: string) => figureAt(ACCOUNT, "openorders", "openOrders", 0, key);
  const withOrders = decimal(flex("initialMarginWithOrders"));
  return {
    ...expectedHead(KRAKEN, ACCOUNT),
    venueAt: Date.parse(String(valueAt(ACCOUNT, "accounts", "serverTime"))),
    prices: {
      BTC: price("XBT"),
      EUR: price("EUR"),
      USD: "1",
      LTC: figureAt(ACCOUNT, "tickers", "tickers", 2, "indexPrice"),
    },
    takerFeeRate: null,
    hedgeMode: false,
    balances: [dollars(), coin("BTC", "XBT", "0.005"), coin("EUR", "EUR", "0.0005")],
    positions: [position()],
    openOrders: [
      {
        instrument: "LTC/USD:USD",
        side: "buy",
        quantity: order("unfilledSize"),
        price: order("limitPrice"),
        reduceOnly: false,
      },
    ],
    reported: {
      currency: "USD",
      equity: flex("portfolioValue"),
      collateralValue: flex("marginEquity"),
      initialMargin: withOrders.toFixed(),
      maintenanceMargin: flex("maintenanceMargin"),
      orderInitialMargin: withOrders.minus(flex("initialMargin")).toFixed(),
      maintenanceMarginRatio: null,
      nativeRatio: null,
    },
    gaps: [],
  };
}

/** Why a figure differs, by its name. The account's totals were composed, the position was recorded. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  initialMargin: "what an open order holds is not published",
  maintenanceMargin: "the totals were composed with the value at entry, Kraken's rule is at mark",
};

describe.skipIf(!isThere)("recorded account of Kraken Futures (skipped without ../shared)", () => {
  it("the whole snapshot is what the bodies tell", async () => {
    expect(plainSnapshot(await fetchSnapshot())).toEqual(expectedSnapshot());
  });

  it("its 4 reported figures agree, or the reason is known", async () => {
    expectReconciled(await fetchSnapshot(), 4, Object.keys(DIFFERENCES));
  });

  it("the maintenance margin is the reported one at entry instead of mark", async () => {
    const row =
      reconciliationRows(await fetchSnapshot())
        .at(-1)
        ?.split(" | ") ?? [];
    const [entry, mark] = [position().entryPrice, position().markPrice];
    expect(
      decimal(row[2] ?? "")
        .times(entry)
        .div(mark)
        .toFixed(),
    ).toBe(row[1]);
  });
});

describeFailures("Kraken Futures", {
  server,
  venue: KRAKEN,
  account: ACCOUNT,
  codes: {
    "authentication-error": "credentials_rejected",
    "authentication-401": "credentials_rejected",
    "nonce-below-threshold": "clock_off",
    "nonce-duplicate": "clock_off",
    "rate-limit": "rate_limited",
    "rate-limit-429": "rate_limited",
    unavailable: "venue_unavailable",
    "account-inactive": "account_blocked",
    "insufficient-permission-403": "credentials_rejected",
  },
});
