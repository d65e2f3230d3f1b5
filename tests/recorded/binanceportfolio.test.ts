import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { decimal } from "#shared/domain/decimal.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import type { ReplayServer } from "../replay/replay-server.ts";
import { figureAt } from "./body-figures.ts";
import {
  connectRecorded,
  errorCases,
  isThere,
  readOnce,
  reconciliationRows,
  startRecordedServer,
} from "./recorded-account.ts";

const PORTFOLIO = {
  venue: "binanceportfolio",
  marginModel: "binance-portfolio",
  credential: { apiKey: "key", secret: "secret" },
} as const;
const ACCOUNT = "binance-papi";

let server: ReplayServer;
beforeAll(async () => {
  if (isThere) server = await startRecordedServer();
});
afterAll(() => server?.close());

function fetchSnapshot(): Promise<AccountSnapshot> {
  return readOnce(connectRecorded(server, PORTFOLIO, ACCOUNT));
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
    accountId: ACCOUNT,
    label: ACCOUNT,
    venue: "binanceportfolio",
    marginModel: "binance-portfolio",
    venueAt: Number(total("updateTime")),
    readAt: 1_795_392_000_000,
    valuationCurrency: "USD",
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
      { code: "source_failed", path: "reported" },
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
    const rows = reconciliationRows(withAssumedRates(await fetchSnapshot()));
    const differing = rows.filter((each) => !each.endsWith("| agrees"));
    expect(rows).toHaveLength(9);
    expect(differing.map((each) => each.split(" | ")[0])).toEqual(Object.keys(DIFFERENCES));
  });
});

const EXPECTED: Readonly<Record<string, ErrorCode>> = {
  "no-papi-permission": "credentials_rejected",
  "not-pm-account": "unsupported",
  "clock-skew": "venue_rejected",
  "rate-limit-429": "rate_limited",
  "gateway-502-html": "venue_unavailable",
  "gateway-504-html": "venue_unavailable",
  "empty-body-200": "bad_venue_data",
  "empty-object-200": "bad_venue_data",
  "null-200": "bad_venue_data",
  "truncated-json-200": "bad_venue_data",
  "html-200": "bad_venue_data",
  "connection-reset": "venue_unavailable",
  hang: "venue_unavailable",
};

describe.skipIf(!isThere)(
  "recorded failures of portfolio margin (skipped without ../shared)",
  () => {
    it.each(errorCases("binance"))("%s", async (errorCase) => {
      const options = { errorCase, timeoutMs: 500 };
      const failing = readOnce(connectRecorded(server, PORTFOLIO, ACCOUNT, options));
      await expect(failing).rejects.toMatchObject({ code: EXPECTED[errorCase] });
      await expect(failing).rejects.not.toHaveProperty("message", expect.stringContaining("http"));
    });
  },
);
