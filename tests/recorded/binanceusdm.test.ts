import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { decimal, sum, type Decimal } from "#shared/domain/decimal.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import {
  expectReconciled,
  fetchRecorded,
  gapRows,
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

const ACCOUNTS = ["binanceusdm-demo", "binanceusdm-flat", "binanceusdm-hedge"];

describe.skipIf(!isThere)("recorded accounts of Binance USD-M (skipped without ../shared)", () => {
  it.each(ACCOUNTS)("%s: every position figure is the venue's", async (name) => {
    const { positions } = await fetchSnapshot(name);
    const rows = listOf(z.array(texts), name, "positionRisk");
    expect(positions).toHaveLength(rows.length);
    for (const [index, row] of rows.entries()) {
      const position = positions[index];
      if (!position) expect.unreachable();
      expectSameFigures(position, row);
      expectSameTerms(position, String(row["symbol"]), name);
    }
  });

  it.each(ACCOUNTS)("%s: the cross part of the account's figures adds up", async (name) => {
    const { balances, reported } = await fetchSnapshot(name);
    const totals = parseBody(account, name, "account");
    const isolated = listOf(z.array(texts), name, "positionRisk").filter(
      (row) => !raw(row, "isolatedWallet").isZero(),
    );
    const without = (total: string, key: string) =>
      raw(totals, total).minus(sum(isolated.map((row) => raw(row, key))));
    expectSame([
      [reported.equity, raw(totals, "totalMarginBalance")],
      [
        reported.collateralValue,
        raw(totals, "totalCrossWalletBalance").plus(raw(totals, "totalCrossUnPnl")),
      ],
      [reported.maintenanceMargin, without("totalMaintMargin", "maintMargin")],
      [reported.initialMargin, without("totalInitialMargin", "positionInitialMargin")],
      [reported.orderInitialMargin, raw(totals, "totalOpenOrderInitialMargin")],
      [balances[0]?.walletBalance, raw(totals.assets[0] ?? {}, "crossWalletBalance")],
    ]);
    expect(reported.currency).toBe("USDT");
    expect(balances.map(({ asset }) => asset)).toEqual(["USDT"]);
  });

  it("binanceusdm-demo: an isolated position keeps its own wallet, and the order is read", async () => {
    const { positions, openOrders, hedgeMode } = await fetchSnapshot("binanceusdm-demo");
    expect(positions.map(({ marginMode }) => marginMode)).toEqual([
      "cross",
      "cross",
      "cross",
      "cross",
      "isolated",
    ]);
    expect(positions[4]?.isolatedMargin?.toFixed()).toBe("4000");
    expect(openOrders).toMatchObject([
      { instrument: "BTC/USDT:USDT", side: "sell", reduceOnly: true },
    ]);
    expect(hedgeMode).toBe(false);
  });

  it("binanceusdm-hedge: legs are long and short, and no liquidation price is none", async () => {
    const { positions, hedgeMode } = await fetchSnapshot("binanceusdm-hedge");
    expect(positions.map(({ side }) => side)).toEqual(["long", "short"]);
    expect(positions[0]?.reported.liquidationPrice).toBeNull();
    expect(hedgeMode).toBe(true);
  });

  it("binanceusdm-hedge: the rates are the bodies', for an interval nobody recorded", async () => {
    const { positions } = await fetchSnapshot("binanceusdm-hedge");
    for (const { funding } of positions) {
      expect([funding?.rate.toFixed(), funding?.nextAt]).toEqual(["0.0001", 1_720_742_400_000]);
      expect(funding?.intervalHours).toBeNull();
    }
  });

  it("endpoints nobody recorded leave gaps, not a failure", async () => {
    expect(gapRows(await fetchSnapshot("binanceusdm-hedge"))).toEqual([
      "mode_unread marginModel",
      "funding_missing positions",
      "source_failed prices",
    ]);
    expect(gapRows(await fetchSnapshot("binanceusdm-flat"))).toEqual(["source_failed prices"]);
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

type Pair = readonly [Decimal | null | undefined, Decimal];

function expectSame(pairs: readonly Pair[]): void {
  expect(pairs.map(([read]) => read?.toFixed())).toEqual(pairs.map(([, told]) => told.toFixed()));
}

function expectSameFigures(position: Position, row: Readonly<Record<string, unknown>>): void {
  const { reported } = position;
  expectSame([
    [position.quantity.times(position.side === "long" ? 1 : -1), raw(row, "positionAmt")],
    [position.entryPrice, raw(row, "entryPrice")],
    [position.markPrice, raw(row, "markPrice")],
    [reported.unrealizedPnl, raw(row, "unRealizedProfit")],
    [reported.initialMargin, raw(row, "positionInitialMargin")],
    [reported.maintenanceMargin, raw(row, "maintMargin")],
    [reported.liquidationPrice ?? decimal(0), raw(row, "liquidationPrice")],
  ]);
}

function expectSameTerms(position: Position, symbol: string, name: string): void {
  const table = listOf(brackets, name, "leverageBracket").find((row) => row.symbol === symbol);
  const tiers = position.marginTiers ?? [];
  expect(tiers).toHaveLength(table?.brackets.length ?? 0);
  for (const [index, bracket] of (table?.brackets ?? []).entries())
    expectSame([
      [tiers[index]?.floor, raw(bracket, "notionalFloor")],
      [tiers[index]?.cap, raw(bracket, "notionalCap")],
      [tiers[index]?.maintenanceRate, raw(bracket, "maintMarginRatio")],
      [tiers[index]?.deduction, raw(bracket, "cum")],
      [tiers[index]?.maxLeverage, raw(bracket, "initialLeverage")],
    ]);
  const settings = listOf(z.array(texts), name, "symbolConfig");
  const setting = settings.find((row) => row["symbol"] === symbol);
  expectSame([[position.leverage, raw(setting ?? {}, "leverage")]]);
  expect(position.contractSize.toFixed()).toBe("1");
  expect(symbol).toBe(`${position.base}${position.quote}`);
}

describeFailures("Binance USD-M", {
  server,
  venue: USDM,
  account: "binanceusdm-hedge",
  codes: {
    "invalid-key-or-ip": "credentials_rejected",
    "key-format": "credentials_rejected",
    "bad-signature": "credentials_rejected",
    "clock-skew": "venue_rejected",
    "clock-ahead": "venue_rejected",
    "rate-limit-429": "rate_limited",
  },
  waits: { "rate-limit-429": 37_000 },
});
