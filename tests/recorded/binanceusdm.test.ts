import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { Decimal, decimal, sum } from "#shared/domain/decimal.ts";
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

// Recorded bodies are read as they are: what they hold is what is compared.
// oxlint-disable-next-line typescript/no-explicit-any
function body(account: string, name: string): any {
  const file = path.join(ROOT, account, "bodies", `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function same(value: Decimal | null | undefined, raw: string | number): boolean {
  return value instanceof Decimal && value.eq(decimal(raw));
}

const ACCOUNTS = ["binanceusdm-demo", "binanceusdm-flat", "binanceusdm-hedge"];

describe.skipIf(!isThere)("recorded accounts of Binance USD-M (skipped without ../shared)", () => {
  it.each(ACCOUNTS)(
    "%s: every position figure is the venue's",
    async (account) => {
      const { positions } = await fetchSnapshot(account);
      const rows = body(account, "positionRisk");
      expect(positions).toHaveLength(rows.length);
      for (const [index, row] of rows.entries()) {
        const position = positions[index];
        if (!position) expect.unreachable();
        expectSameFigures(position, row);
        expectSameTerms(position, row.symbol, account);
      }
    },
    15_000,
  );

  it.each(ACCOUNTS)(
    "%s: the cross part of the account's figures adds up",
    async (account) => {
      const { balances, reported } = await fetchSnapshot(account);
      const raw = body(account, "account");
      const isolated = body(account, "positionRisk").filter(
        (row: { isolatedWallet: string }) => !decimal(row.isolatedWallet).isZero(),
      );
      const without = (total: string, key: string) =>
        decimal(total).minus(
          sum(isolated.map((row: Record<string, string>) => decimal(row[key] ?? ""))),
        );
      expect(reported.currency).toBe("USDT");
      expect(same(reported.equity, raw.totalMarginBalance)).toBe(true);
      expect(reported.collateralValue?.toFixed()).toBe(
        decimal(raw.totalCrossWalletBalance).plus(raw.totalCrossUnPnl).toFixed(),
      );
      expect(reported.maintenanceMargin?.toFixed()).toBe(
        without(raw.totalMaintMargin, "maintMargin").toFixed(),
      );
      expect(reported.initialMargin?.toFixed()).toBe(
        without(raw.totalInitialMargin, "positionInitialMargin").toFixed(),
      );
      expect(same(reported.orderInitialMargin, raw.totalOpenOrderInitialMargin)).toBe(true);
      expect(balances.map(({ asset }) => asset)).toEqual(["USDT"]);
      expect(same(balances[0]?.walletBalance, raw.assets[0].crossWalletBalance)).toBe(true);
    },
    15_000,
  );

  it("binanceusdm-demo: an isolated position keeps its own wallet, and the order is read", async () => {
    const { positions, openOrders, hedgeMode } = await fetchSnapshot("binanceusdm-demo");
    expect(positions.map(({ marginMode }) => marginMode)).toEqual([
      "cross",
      "cross",
      "cross",
      "cross",
      "isolated",
    ]);
    expect(same(positions[4]?.isolatedMargin, "4000")).toBe(true);
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

function expectSameFigures(position: Position, row: Record<string, string>): void {
  const { reported } = position;
  const pairs: [Decimal | null, string | undefined][] = [
    [position.quantity.times(position.side === "long" ? 1 : -1), row["positionAmt"]],
    [position.entryPrice, row["entryPrice"]],
    [position.markPrice, row["markPrice"]],
    [reported.unrealizedPnl, row["unRealizedProfit"]],
    [reported.initialMargin, row["positionInitialMargin"]],
    [reported.maintenanceMargin, row["maintMargin"]],
    [reported.liquidationPrice ?? decimal(0), row["liquidationPrice"]],
  ];
  for (const [read, raw] of pairs) expect(same(read, raw ?? "")).toBe(true);
}

function expectSameTerms(position: Position, symbol: string, account: string): void {
  const bySymbol = (row: { symbol: string }) => row.symbol === symbol;
  const { brackets } = body(account, "leverageBracket").find(bySymbol);
  const tiers = position.marginTiers ?? [];
  expect(tiers).toHaveLength(brackets.length);
  for (const [index, bracket] of brackets.entries()) {
    const tier = tiers[index];
    expect(same(tier?.floor, bracket.notionalFloor)).toBe(true);
    expect(same(tier?.cap, bracket.notionalCap)).toBe(true);
    expect(same(tier?.maintenanceRate, bracket.maintMarginRatio)).toBe(true);
    expect(same(tier?.deduction, bracket.cum)).toBe(true);
    expect(same(tier?.maxLeverage, bracket.initialLeverage)).toBe(true);
  }
  expect(same(position.leverage, body(account, "symbolConfig").find(bySymbol).leverage)).toBe(true);
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
