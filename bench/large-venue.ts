import { readFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/*
 * A process of its own: Binance USD-M as a large account meets it, in the venue's schema. Composed
 * from the demo's bodies; marks move every second. Prints its address and answers until it is killed.
 */

const SYMBOLS = 500;
const POSITIONS = 100;
const ORDERS = 20;
const COINS = 40;
/** Of the demo's first symbol, and the rate of its first bracket, which holds every position here. */
const LEVERAGE = 25;
const MAINTENANCE_RATE = 0.005;
const BODIES = join(import.meta.dirname, "../resources/demo");

/** The first row of one of the demo's lists; the demo's files are ours. */
function firstRow(name: string, list?: string): Record<string, unknown> {
  const body: unknown = JSON.parse(readFileSync(join(BODIES, `${name}.json`), "utf8"));
  const rows: unknown = list === undefined ? body : Reflect.get(Object(body), list);
  const [row] = rows as Record<string, unknown>[];
  if (row === undefined) throw new Error(`the demo's ${name} is empty`);
  return row;
}

const symbols = Array.from({ length: SYMBOLS }, (_, index) => `C${index}USDT`);
const held = symbols.slice(0, POSITIONS);
const indexOf = (symbol: string) => Number(symbol.slice(1, -4));
const printed = (value: number) => value.toFixed(8);

function rowsOf(name: string, among: readonly string[], list?: string) {
  const row = firstRow(name, list);
  return among.map((symbol) => ({ ...row, symbol, pair: symbol, baseAsset: symbol.slice(0, -4) }));
}

const FIXED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "/fapi/v1/exchangeInfo": {
      ...(JSON.parse(readFileSync(join(BODIES, "exchangeInfo.json"), "utf8")) as object),
      symbols: rowsOf("exchangeInfo", symbols, "symbols"),
    },
    "/fapi/v1/leverageBracket": rowsOf("leverageBracket", symbols),
    "/fapi/v1/symbolConfig": rowsOf("symbolConfig", symbols),
    "/fapi/v1/openOrders": rowsOf("openOrders", symbols.slice(0, ORDERS)),
    "/fapi/v1/accountConfig": JSON.parse(readFileSync(join(BODIES, "accountConfig.json"), "utf8")),
    "/sapi/v1/account/apiRestrictions": {
      ...{ enableReading: true, enableWithdrawals: false, enableFutures: false },
    },
    "/fapi/v1/fundingInfo": symbols.map((symbol) => ({ symbol, fundingIntervalHours: 4 })),
  }).map(([path, body]) => [path, JSON.stringify(body)]),
);

/** In whole seconds, so that two answers of one second agree. */
function markOf(index: number, at: number): number {
  const second = Math.floor(at / 1_000);
  return (10 + index) * (1 + 0.01 * Math.sin(second / 30 + index));
}

function positionAt(symbol: string, at: number) {
  const index = indexOf(symbol);
  const amount = ((index % 3) - 1.5) * 100;
  const mark = markOf(index, at);
  return { symbol, amount, entry: 10 + index, mark, notional: amount * mark };
}

type Position = ReturnType<typeof positionAt>;
const profitOf = ({ amount, mark, entry }: Position) => amount * (mark - entry);

function marginsOf(position: Position) {
  const maintMargin = Math.abs(position.notional) * MAINTENANCE_RATE;
  const initialMargin = Math.abs(position.notional) / LEVERAGE;
  return {
    symbol: position.symbol,
    positionSide: "BOTH",
    positionAmt: String(position.amount),
    notional: printed(position.notional),
    isolatedMargin: "0",
    isolatedWallet: "0",
    initialMargin: printed(initialMargin),
    maintMargin: printed(maintMargin),
  };
}

function positionRisk(at: number) {
  return held.map((symbol) => {
    const position = positionAt(symbol, at);
    return {
      ...marginsOf(position),
      entryPrice: String(position.entry),
      breakEvenPrice: String(position.entry),
      markPrice: printed(position.mark),
      unRealizedProfit: printed(profitOf(position)),
      liquidationPrice: "0",
      marginAsset: "USDT",
      positionInitialMargin: printed(Math.abs(position.notional) / LEVERAGE),
      openOrderInitialMargin: "0",
      adl: 2,
      bidNotional: "0",
      askNotional: "0",
      updateTime: at,
    };
  });
}

function account(at: number) {
  const positions = held.map((symbol) => positionAt(symbol, at));
  const wallet = 2_000_000;
  const total = (of: (position: Position) => number) =>
    printed(positions.reduce((sum, position) => sum + of(position), 0));
  const totals = {
    initialMargin: total(({ notional }) => Math.abs(notional) / LEVERAGE),
    maintMargin: total(({ notional }) => Math.abs(notional) * MAINTENANCE_RATE),
    openOrderInitialMargin: "0",
    crossWalletBalance: printed(wallet),
    crossUnPnl: total(profitOf),
    unrealizedProfit: total(profitOf),
    marginBalance: printed(wallet + Number(total(profitOf))),
  };
  return {
    totalInitialMargin: totals.initialMargin,
    totalMaintMargin: totals.maintMargin,
    totalOpenOrderInitialMargin: "0",
    totalCrossWalletBalance: totals.crossWalletBalance,
    totalCrossUnPnl: totals.crossUnPnl,
    totalMarginBalance: totals.marginBalance,
    assets: [{ asset: "USDT", ...totals, updateTime: at }],
    positions: positions.map((position) => ({
      ...marginsOf(position),
      unrealizedProfit: printed(profitOf(position)),
      updateTime: at,
    })),
  };
}

function premiumIndex(at: number) {
  return symbols.map((symbol) => ({
    symbol,
    markPrice: printed(markOf(indexOf(symbol), at)),
    indexPrice: printed(markOf(indexOf(symbol), at)),
    lastFundingRate: "0.00010000",
    interestRate: "0.00010000",
    nextFundingTime: at + 3_600_000,
    time: at,
  }));
}

function assetIndex(at: number) {
  return ["USDT", ...symbols.slice(0, COINS).map((symbol) => symbol.slice(0, -4))].map((asset) => ({
    symbol: `${asset}USD`,
    time: at,
    index: "1.00010000",
    bidBuffer: "0.00010000",
    askBuffer: "0.00010000",
    bidRate: "1.00000000",
    askRate: "1.00020000",
  }));
}

const MOVING: ReadonlyMap<string, (at: number) => unknown> = new Map<
  string,
  (at: number) => unknown
>([
  ["/fapi/v1/time", (at) => ({ serverTime: at })],
  ["/fapi/v1/premiumIndex", premiumIndex],
  ["/fapi/v1/assetIndex", assetIndex],
  ["/fapi/v3/account", account],
  ["/fapi/v3/positionRisk", positionRisk],
]);

const server = http.createServer((request, response) => {
  const target = (request.url ?? "").slice(1);
  const { pathname } = new URL(/^https%3a/i.test(target) ? decodeURIComponent(target) : target);
  const moving = MOVING.get(pathname);
  const body = moving ? JSON.stringify(moving(Date.now())) : FIXED.get(pathname);
  response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(body ?? '{"code":-5000,"msg":"Path is invalid"}');
});
server.listen(0, "127.0.0.1", () => {
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}/\n`);
});
