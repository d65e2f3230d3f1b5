import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod/mini";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { type Decimal, decimal, sum } from "#shared/domain/decimal.ts";
import { accountId } from "#shared/domain/ids.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { type ReplayServer, startReplayServer } from "../replay/replay-server.ts";
import { parseCases } from "../replay/routes.ts";

const ROOT = path.join(import.meta.dirname, "../../../shared/data/recorded");
const isThere = existsSync(ROOT);
const NOW = 1_795_392_000_000;

let server: ReplayServer;
beforeAll(async () => {
  if (isThere) server = await startReplayServer(ROOT);
});
afterAll(() => server?.close());

function connect(account: string, errorCase?: string, timeoutMs = 2_000) {
  const connection = {
    accountId: accountId(account),
    label: account,
    venue: "binanceusdm",
    marginModel: "binance-usdm" as const,
    proxyUrl: server.proxyUrl(account, errorCase),
  };
  const pace = { timeoutMs, deadlineMs: 10_000, weightMs: 1 };
  return connectCcxt(connection, { apiKey: "key", secret: "secret" }, () => NOW, pace);
}

async function fetchSnapshot(account: string): Promise<AccountSnapshot> {
  const client = connect(account);
  try {
    return await client.fetchAccount();
  } finally {
    await client.close();
  }
}

const texts = z.record(z.string(), z.unknown());
const account = z.looseObject({ assets: z.array(texts) });
const brackets = z.array(z.object({ symbol: z.string(), brackets: z.array(texts) }));

function body<Schema extends z.ZodMiniType>(
  schema: Schema,
  accountName: string,
  name: string,
): z.infer<Schema> {
  const file = path.join(ROOT, accountName, "bodies", `${name}.json`);
  return z.parse(schema, existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : []);
}

/** A figure as the body prints it. */
function raw(row: Readonly<Record<string, unknown>>, key: string): Decimal {
  return decimal(String(row[key]));
}

const ACCOUNTS = ["binanceusdm-demo", "binanceusdm-flat", "binanceusdm-hedge"];

describe.skipIf(!isThere)("recorded accounts of Binance USD-M (skipped without ../shared)", () => {
  it.each(ACCOUNTS)("%s: every position figure is the venue's", async (name) => {
    const { positions } = await fetchSnapshot(name);
    const rows = body(z.array(texts), name, "positionRisk");
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
    const totals = body(account, name, "account");
    const isolated = body(z.array(texts), name, "positionRisk").filter(
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

  it("endpoints nobody recorded leave gaps, not a failure", async () => {
    const codes = async (account: string) =>
      (await fetchSnapshot(account)).gaps.map(({ code, path: at }) => `${code} ${at}`);
    expect(await codes("binanceusdm-hedge")).toEqual([
      "mode_unread marginModel",
      "source_failed prices",
    ]);
    expect(await codes("binanceusdm-flat")).toEqual(["source_failed prices"]);
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
  const table = body(brackets, name, "leverageBracket").find((row) => row.symbol === symbol);
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
  const settings = body(z.array(texts), name, "symbolConfig");
  const setting = settings.find((row) => row["symbol"] === symbol);
  expectSame([[position.leverage, raw(setting ?? {}, "leverage")]]);
  expect(position.contractSize.toFixed()).toBe("1");
  expect(symbol).toBe(`${position.base}${position.quote}`);
}

const EXPECTED: Readonly<Record<string, ErrorCode>> = {
  "invalid-key-or-ip": "credentials_rejected",
  "key-format": "credentials_rejected",
  "bad-signature": "credentials_rejected",
  "clock-skew": "venue_rejected",
  "clock-ahead": "venue_rejected",
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

function casesOf(venue: string): readonly string[] {
  if (!isThere) return ["none without ../shared"];
  const file = path.join(ROOT, "_errors", venue, "cases.json");
  return Object.keys(parseCases(JSON.parse(readFileSync(file, "utf8"))).cases);
}

describe.skipIf(!isThere)("recorded failures (skipped without ../shared)", () => {
  it.each([...new Set([...casesOf("binanceusdm"), ...casesOf("_generic")])])("%s", async (name) => {
    const client = connect("binanceusdm-hedge", name, 500);
    const failing = client.fetchAccount();
    await expect(failing).rejects.toMatchObject({ code: EXPECTED[name] });
    await expect(failing).rejects.not.toHaveProperty("message", expect.stringContaining("http"));
    if (name === "rate-limit-429")
      await expect(failing).rejects.toMatchObject({ retryAfterMs: 37_000 });
    await client.close();
  });
});
