import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { figureAt } from "./body-figures.ts";
import { expectedHead } from "./expected-snapshot.ts";
import {
  expectReconciled,
  fetchRecorded,
  isThere,
  reconciliationRows,
  serveRecorded,
} from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

const PORTFOLIO = {
  venue: "binanceportfolio",
  marginModel: "binance-portfolio",
  credential: { apiKey: "key", secret: "secret" },
} as const;
const ACCOUNT = "binance-papi";

const server = serveRecorded();

function fetchSnapshot(): Promise<AccountSnapshot> {
  return fetchRecorded(server, PORTFOLIO, ACCOUNT);
}

const figure = (body: string, ...at: readonly (string | number)[]) =>
  figureAt(ACCOUNT, body, ...at);
const total = (key: string) => figure("papiAccount", key);

function balance(asset: string, index: number) {
  return {
    asset,
    walletBalance: figure("papiBalance", index, "totalWalletBalance"),
    borrowed: figure("papiBalance", index, "crossMarginBorrowed"),
    accruedInterest: figure("papiBalance", index, "crossMarginInterest"),
    // The rates were not recorded.
    collateralWeight: null,
    collateralTiers: null,
    bidRate: null,
    askRate: null,
  };
}

type Bounds = { readonly body: string; readonly floor: string; readonly cap: string };

function tiers({ body, floor, cap }: Bounds, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const at = (key: string) => figure(body, 0, "brackets", index, key);
    return {
      floor: at(floor),
      cap: at(cap),
      maintenanceRate: at("maintMarginRatio"),
      initialRate: null,
      deduction: at("cum"),
      maxLeverage: at("initialLeverage"),
    };
  });
}

function position(body: string) {
  const told = (key: string) => figure(body, 0, key);
  return {
    side: "long",
    quantity: told("positionAmt"),
    entryPrice: told("entryPrice"),
    markPrice: told("markPrice"),
    marginMode: "cross",
    isolatedMargin: null,
    leverage: told("leverage"),
    option: null,
    funding: null,
    reported: {
      unrealizedPnl: told("unRealizedProfit"),
      initialMargin: null,
      maintenanceMargin: null,
      liquidationPrice: told("liquidationPrice"),
    },
  };
}

const UM = { body: "umLeverageBracket", floor: "notionalFloor", cap: "notionalCap" };
const CM = { body: "cmLeverageBracket", floor: "qtyFloor", cap: "qtyCap" };

function expectedPositions() {
  return [
    {
      ...{ instrument: "BTC/USDT:USDT", kind: "linear", contractSize: "1" },
      ...{ base: "BTC", quote: "USDT", settle: "USDT" },
      ...position("umPositionRisk"),
      // Nobody recorded for how long the rate is.
      funding: {
        rate: figure("premiumIndex", 0, "lastFundingRate"),
        intervalHours: null,
        nextAt: Number(figure("premiumIndex", 0, "nextFundingTime")),
      },
      marginTiers: tiers(UM, 12),
    },
    {
      ...{ instrument: "ETH/USD:ETH", kind: "inverse", contractSize: "10" },
      ...{ base: "ETH", quote: "USD", settle: "ETH" },
      ...position("cmPositionRisk"),
      marginTiers: tiers(CM, 3),
    },
  ];
}

function expectedSnapshot() {
  return {
    ...expectedHead(PORTFOLIO, ACCOUNT),
    venueAt: Number(total("updateTime")),
    prices: {},
    takerFeeRate: null,
    hedgeMode: true,
    balances: ["ETH", "USDT", "LTC", "USDC", "ADA"].map(balance),
    positions: expectedPositions(),
    openOrders: [],
    reported: {
      currency: null,
      equity: total("actualEquity"),
      collateralValue: total("accountEquity"),
      initialMargin: total("accountInitialMargin"),
      maintenanceMargin: total("accountMaintMargin"),
      orderInitialMargin: null,
      maintenanceMarginRatio: decimal("1.05")
        .div(total("uniMMR"))
        .toSignificantDigits(10)
        .toFixed(),
      nativeRatio: { name: "uniMMR", value: total("uniMMR") },
    },
    gaps: [
      { code: "source_failed", path: "reported" },
      { code: "funding_missing", path: "positions" },
      { code: "source_failed", path: "reported" },
      { code: "funding_missing", path: "positions" },
      { code: "source_failed", path: "openOrders" },
      { code: "source_failed", path: "balances" },
      { code: "source_failed", path: "prices" },
      { code: "contradiction", path: "positions" },
      { code: "source_failed", path: "openOrders" },
    ],
  };
}

/** Index prices and collateral rates that the composed account line was computed with. */
const ASSUMED: Readonly<Record<string, readonly [price: string, rate: string]>> = {
  USDT: ["1", "1"],
  USDC: ["1", "1"],
  ETH: ["2424.51267823", "0.95"],
  LTC: ["70", "0.95"],
  ADA: ["0.55", "0.9"],
};

function withAssumedRates(snapshot: AccountSnapshot): AccountSnapshot {
  const price = (asset: string) => decimal(ASSUMED[asset]?.[0] ?? "");
  return {
    ...snapshot,
    prices: new Map(Object.keys(ASSUMED).map((asset) => [asset, price(asset)])),
    balances: snapshot.balances.map((each) => ({
      ...each,
      collateralWeight: decimal(ASSUMED[each.asset]?.[1] ?? ""),
    })),
  };
}

/** Why a figure differs, by its name. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  maintenanceMarginRatio: "the composed account line counts no maintenance of the two small loans",
  "position.liquidationPrice BTC/USDT:USDT long":
    "rests on collateral that the answers do not hold",
  "position.liquidationPrice ETH/USD:ETH long": "rests on collateral that the answers do not hold",
};

describe.skipIf(!isThere)("recorded portfolio margin account (skipped without ../shared)", () => {
  it("the whole snapshot is what the bodies tell", async () => {
    expect(plainSnapshot(await fetchSnapshot())).toEqual(expectedSnapshot());
  });

  it("without prices, which were not recorded, no account figure is made up", async () => {
    const rows = reconciliationRows(await fetchSnapshot()).filter(
      (row) => !row.startsWith("position"),
    );
    expect(rows).toHaveLength(5);
    for (const row of rows) expect(row).toContain("| not known |");
  });

  it("with the rates it was composed with its 9 figures agree, or the reason is known", async () => {
    const snapshot = withAssumedRates(await fetchSnapshot());
    expectReconciled(snapshot, 9, Object.keys(DIFFERENCES));
  });
});

describeFailures("portfolio margin", {
  server,
  venue: PORTFOLIO,
  account: ACCOUNT,
  cases: "binance",
  codes: {
    "no-papi-permission": "credentials_rejected",
    "not-pm-account": "unsupported",
    "clock-skew": "clock_off",
    "rate-limit-429": "rate_limited",
  },
});
