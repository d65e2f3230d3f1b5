import { describe, expect, it } from "vitest";
import { type Composed, loadComposed, readComposed } from "../testing/composed-account.ts";
import type { Venue } from "../venue.ts";
import { bitget } from "./bitget.ts";
import { bybit } from "./bybit.ts";
import { deribit } from "./deribit.ts";
import { gate } from "./gate.ts";
import { krakenFutures } from "./krakenfutures.ts";
import { okx } from "./okx.ts";

/*
 * Accounts in which one total alone tells of what got lost: most often the margin, of fresh positions
 * without profit, while nothing is owed and no order is open.
 */

const rowsOf = (settle: string) =>
  `privateFuturesGetSettlePositions {"settle":"${settle}","holding":true,"limit":100,"offset":0}`;
const walletOf = (settle: string) => `privateFuturesGetSettleAccounts {"settle":"${settle}"}`;

/** Nothing beside two fresh positions. */
function gateMulti(): Composed {
  const account = loadComposed("gate", "account.multi-currency.json");
  const { answers } = account;
  delete answers["privateUnifiedGetAccounts"].balances.ETH;
  answers["privateUnifiedGetAccounts"].total_maintenance_margin = "260";
  for (const endpoint of Object.keys(answers).filter((each) => each.includes("SettleOrders")))
    answers[endpoint] = [];
  answers["privateOptionsGetPositions"] = [];
  const [btc, , eth] = answers[rowsOf("usdt")];
  answers[rowsOf("usdt")] = [btc, eth].map((row) => ({
    ...row,
    ...{ leverage: "0", unrealised_pnl: "0", entry_price: row.mark_price },
  }));
  answers[rowsOf("usdt")][1].maintenance_margin = "70";
  answers[rowsOf("btc")] = [];
  for (const settle of ["usdt", "btc"]) answers[walletOf(settle)].unrealised_pnl = "0";
  return account;
}

function gateSingle(): Composed {
  const account = loadComposed("gate", "account.single-currency-only-required.json");
  const { answers } = account;
  answers[walletOf("usdt")].unrealised_pnl = "0";
  for (const settle of ["usdt", "btc"])
    answers[
      `privateFuturesGetSettleOrders {"settle":"${settle}","status":"open","limit":100,"offset":0}`
    ] = [];
  answers["privateOptionsGetPositions"] = [];
  answers["privateDeliveryGetSettlePositions"] = [];
  return account;
}

const OKX_ROWS = "privateGetAccountPositions";

function okxSingle(): Composed {
  const account = loadComposed("okx", "account.single-two-coins.json");
  const { answers } = account;
  answers["privateGetTradeOrdersPending"].data = [];
  for (const row of [
    ...answers[OKX_ROWS].data,
    ...answers["privateGetAccountBalance"].data[0].details,
  ])
    row.upl = "0";
  return account;
}

function okxMulti(): Composed {
  const account = loadComposed("okx", "account.multi-all-kinds.json");
  const { answers } = account;
  const [told] = answers["privateGetAccountBalance"].data;
  answers["privateGetTradeOrdersPending"].data = [];
  answers[OKX_ROWS].data = answers[OKX_ROWS].data.filter(
    ({ instType }: { instType: string }) => instType !== "MARGIN",
  );
  told.details = told.details.filter(({ ccy }: { ccy: string }) => ccy !== "ETH");
  // In USDT at 0.999 dollars, and 0.00012 BTC at 100,000.
  told.mmr = "304.071636";
  return account;
}

const BITGET_ROWS = 'privateUtaGetV3PositionCurrentPosition {"category":"USDT-FUTURES"}';

function bitgetSingle(): Composed {
  const account = loadComposed("bitget", "account.single-asset.json");
  const { list } = account.answers[BITGET_ROWS].data;
  list.push({ ...list[0], symbol: "ETHUSDT", total: "1", avgPrice: "3000", markPrice: "3000" });
  account.answers["privateUtaGetV3AccountAssets"].data.mmr = "59.846";
  return account;
}

const BYBIT_ROWS = 'privateGetV5PositionList {"category":"linear","settleCoin":"USDT","limit":200}';

/** By the profit of what is no option. */
function bybitProfit(): Composed {
  const account = loadComposed("bybit", "account.every-kind.json");
  const [wallet] = account.answers["privateGetV5AccountWalletBalance"].result.list;
  for (const coin of wallet.coin) coin.totalPositionMM = "";
  return account;
}

const DERIBIT_ROWS = "privateGetGetPositions";

function deribitWithout(total: "futures_session_upl" | "maintenance_margin"): Composed {
  const account = loadComposed("deribit", "account.segregated.json");
  for (const summary of account.answers["privateGetGetAccountSummaries"].result.summaries)
    if (summary[total] !== undefined) summary[total] = 0;
  return account;
}

/** By the profit of futures alone. */
const deribitProfit = () => deribitWithout("maintenance_margin");

function deribitMargin(): Composed {
  const account = deribitWithout("futures_session_upl");
  for (const row of account.answers[DERIBIT_ROWS].result) row.floating_profit_loss = 0;
  return account;
}

const KRAKEN_ROWS = "privateGetOpenpositions";

/** Two cross positions of the one wallet, whose profit is not told. */
function krakenMargin(): Composed {
  const account = loadComposed("krakenfutures", "account.walls-and-retail-levels.json");
  const { accounts } = account.answers["privateGetAccounts"];
  accounts.flex = { ...accounts.flex, pnl: null, unrealizedFunding: 0, maintenanceMargin: 860.21 };
  const [xbt, eth] = account.answers[KRAKEN_ROWS].openPositions;
  xbt.unrealizedFunding = 0;
  delete eth.maxFixedLeverage;
  return account;
}

type Case = readonly [
  name: string,
  venue: Venue,
  load: () => Composed,
  rows: (account: Composed) => unknown[],
  at: number,
  lost: number,
];

const CASES: readonly Case[] = [
  ["gate, multi-currency", gate, gateMulti, ({ answers }) => answers[rowsOf("usdt")], 0, 2],
  ["gate, multi-currency", gate, gateMulti, ({ answers }) => answers[rowsOf("usdt")], 1, 1],
  ["gate, single-currency", gate, gateSingle, ({ answers }) => answers[rowsOf("usdt")], 0, 1],
  ["okx, futures mode", okx, okxSingle, ({ answers }) => answers[OKX_ROWS].data, 1, 1],
  ["okx, multi-currency", okx, okxMulti, ({ answers }) => answers[OKX_ROWS].data, 4, 1],
  ["bitget", bitget, bitgetSingle, ({ answers }) => answers[BITGET_ROWS].data.list, 0, 2],
  ["bitget", bitget, bitgetSingle, ({ answers }) => answers[BITGET_ROWS].data.list, 1, 1],
  ["bybit", bybit, bybitProfit, ({ answers }) => answers[BYBIT_ROWS].result.list, 0, 2],
  ["deribit", deribit, deribitProfit, ({ answers }) => answers[DERIBIT_ROWS].result, 0, 1],
  ["deribit", deribit, deribitMargin, ({ answers }) => answers[DERIBIT_ROWS].result, 0, 1],
  [
    "kraken",
    krakenFutures,
    krakenMargin,
    ({ answers }) => answers[KRAKEN_ROWS].openPositions,
    1,
    1,
  ],
];

describe("a lost position is told by one total", () => {
  it.each(CASES)("%s", async (_, venue, load, rows, at, lost) => {
    const account = load();
    const doubts = async () =>
      (await readComposed(venue, account)).gaps.filter(({ code }) => code === "contradiction");
    expect(await doubts()).toEqual([]);
    rows(account).splice(at, lost);
    expect(await doubts()).not.toEqual([]);
  });
});
