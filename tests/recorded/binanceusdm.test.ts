import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { decimal, sum, type Decimal } from "#shared/domain/decimal.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { expectedCash, expectedHead, expectedLinear } from "./expected-snapshot.ts";
import {
  expectReconciled,
  fetchRecorded,
  hasBody,
  isThere,
  parseBody,
  serveRecorded,
} from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

const USDM = {
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  credential: { apiKey: "key", secret: "secret" },
} as const;

const server = serveRecorded();

const fetchSnapshot = (account: string) => fetchRecorded(server, USDM, account);

const texts = z.record(z.string(), z.unknown());
const account = z.looseObject({ assets: z.array(texts) });
const brackets = z.array(z.object({ symbol: z.string(), brackets: z.array(texts) }));

/** A list that nobody recorded has no rows. */
function listOf<Schema extends z.ZodMiniType>(schema: Schema, name: string, body: string) {
  return hasBody(name, body) ? parseBody(schema, name, body) : z.parse(schema, []);
}

/** A figure as the body prints it. */
function raw(row: Readonly<Record<string, unknown>>, key: string): Decimal {
  return decimal(String(row[key]));
}

/** What is told by what the recording has no answer to, and so is written out. */
type Told = {
  readonly name: string;
  readonly hedgeMode: boolean | null;
  readonly gaps: readonly string[];
};

const UNTOLD = ["mode_unread marginModel", "funding_missing positions", "source_failed prices"];
const ACCOUNTS: readonly Told[] = [
  { name: "binanceusdm-demo", hedgeMode: false, gaps: UNTOLD },
  { name: "binanceusdm-flat", hedgeMode: null, gaps: ["source_failed prices"] },
  { name: "binanceusdm-hedge", hedgeMode: true, gaps: UNTOLD },
];

describe.skipIf(!isThere)("recorded accounts of Binance USD-M (skipped without ../shared)", () => {
  it.each(ACCOUNTS)("$name: the whole snapshot is what the bodies tell", async (told) => {
    expect(plainSnapshot(await fetchSnapshot(told.name))).toEqual(expectedSnapshot(told));
  });

  it.each([
    ["binanceusdm-demo", 24],
    ["binanceusdm-flat", 4],
    ["binanceusdm-hedge", 11],
  ])("%s: all %i figures agree to the digits the venue prints", async (name, figures) => {
    expectReconciled(await fetchSnapshot(name), figures, []);
  });

  it("binanceusdm-hedge: the long whose equity exceeds its notional has no liquidation price", async () => {
    const { positions } = assessAccount(await fetchSnapshot("binanceusdm-hedge"));
    const ada = positions.find(({ position }) => position.base === "ADA");
    expect([ada?.liquidationPrice, ada?.liquidationPriceReason]).toEqual([null, "none"]);
  });
});

type Row = Readonly<Record<string, unknown>>;

function expectedSnapshot({ name, hedgeMode, gaps }: Told) {
  const rows = listOf(z.array(texts), name, "positionRisk");
  const [usdt] = parseBody(account, name, "account").assets;
  return {
    ...expectedHead(USDM, name),
    // The rates of assets, which tell the clock too, were not recorded.
    venueAt: null,
    prices: {},
    takerFeeRate: null,
    hedgeMode,
    balances: [expectedCash("USDT", raw(usdt ?? {}, "crossWalletBalance").toFixed())],
    positions: rows.map((row) => expectedPosition(row, name)),
    openOrders: listOf(z.array(texts), name, "openOrders").map(expectedOrder),
    reported: expectedFigures(rows, name),
    gaps: gaps.map((gap) => {
      const [code, path] = gap.split(" ");
      return { code, path };
    }),
  };
}

function isIsolated(row: Row): boolean {
  return !raw(row, "isolatedWallet").isZero();
}

/** The cross part of the account's totals. */
function expectedFigures(rows: readonly Row[], name: string) {
  const totals = parseBody(account, name, "account");
  const isolated = rows.filter(isIsolated);
  const without = (total: string, key: string) =>
    raw(totals, total).minus(sum(isolated.map((row) => raw(row, key))));
  return {
    currency: "USDT",
    equity: raw(totals, "totalMarginBalance").toFixed(),
    collateralValue: raw(totals, "totalCrossWalletBalance")
      .plus(raw(totals, "totalCrossUnPnl"))
      .toFixed(),
    initialMargin: without("totalInitialMargin", "positionInitialMargin").toFixed(),
    maintenanceMargin: without("totalMaintMargin", "maintMargin").toFixed(),
    orderInitialMargin: raw(totals, "totalOpenOrderInitialMargin").toFixed(),
    maintenanceMarginRatio: null,
    nativeRatio: null,
  };
}

function baseOf(row: Row): string {
  return String(row["symbol"]).replace(/USDT$/, "");
}

function expectedPosition(row: Row, name: string) {
  const of = (list: readonly Row[]) =>
    list.find((each) => each["symbol"] === row["symbol"]) ?? expect.unreachable();
  const told = (key: string) => raw(row, key).toFixed();
  const funding = of(listOf(z.array(texts), name, "premiumIndex"));
  const table = listOf(brackets, name, "leverageBracket").find(
    ({ symbol }) => symbol === row["symbol"],
  );
  return {
    ...expectedLinear(baseOf(row)),
    side: raw(row, "positionAmt").isNegative() ? "short" : "long",
    quantity: raw(row, "positionAmt").abs().toFixed(),
    contractSize: "1",
    entryPrice: told("entryPrice"),
    markPrice: told("markPrice"),
    marginMode: isIsolated(row) ? "isolated" : "cross",
    isolatedMargin: isIsolated(row) ? told("isolatedWallet") : null,
    leverage: raw(of(listOf(z.array(texts), name, "symbolConfig")), "leverage").toFixed(),
    marginTiers: table?.brackets.map(expectedTier),
    // The list of contracts whose interval is not 8 hours was not recorded.
    funding: {
      rate: raw(funding, "lastFundingRate").toFixed(),
      intervalHours: null,
      nextAt: funding["nextFundingTime"],
    },
    reported: {
      unrealizedPnl: told("unRealizedProfit"),
      initialMargin: told("positionInitialMargin"),
      maintenanceMargin: told("maintMargin"),
      liquidationPrice: raw(row, "liquidationPrice").isZero() ? null : told("liquidationPrice"),
    },
  };
}

function expectedTier(bracket: Row) {
  const told = (key: string) => raw(bracket, key).toFixed();
  return {
    floor: told("notionalFloor"),
    cap: told("notionalCap"),
    maintenanceRate: told("maintMarginRatio"),
    initialRate: null,
    deduction: told("cum"),
    maxLeverage: told("initialLeverage"),
  };
}

function expectedOrder(row: Row) {
  return {
    instrument: `${baseOf(row)}/USDT:USDT`,
    side: String(row["side"]).toLowerCase(),
    quantity: raw(row, "origQty").minus(raw(row, "executedQty")).toFixed(),
    price: raw(row, "price").toFixed(),
    reduceOnly: row["reduceOnly"],
  };
}

describeFailures("Binance USD-M", {
  server,
  venue: USDM,
  account: "binanceusdm-hedge",
  codes: {
    "invalid-key-or-ip": "credentials_rejected",
    "key-format": "credentials_rejected",
    "bad-signature": "credentials_rejected",
    "clock-skew": "clock_off",
    "clock-ahead": "clock_off",
    "rate-limit-429": "rate_limited",
  },
  waits: { "rate-limit-429": 37_000 },
});
