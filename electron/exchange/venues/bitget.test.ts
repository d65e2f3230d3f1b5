import { describe, expect, it } from "vitest";
import { assessAccount } from "../../engine/assess-account.ts";
import { composedFiles, loadComposed, readComposed } from "../testing/composed-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { createRecordedSession } from "../testing/recorded-session.ts";
import { bitget } from "./bitget.ts";

const POSITIONS = 'privateUtaGetV3PositionCurrentPosition {"category":"USDT-FUTURES"}';
const COIN_POSITIONS = 'privateUtaGetV3PositionCurrentPosition {"category":"COIN-FUTURES"}';
const ORDERS = 'privateUtaGetV3TradeUnfilledOrders {"category":"USDT-FUTURES","limit":100}';
const INSTRUMENTS = 'publicUtaGetV3MarketInstruments {"category":"USDT-FUTURES"}';
const ASSETS = "privateUtaGetV3AccountAssets";
const SETTINGS = "privateUtaGetV3AccountSettings";

function single() {
  return loadComposed("bitget", "account.single-asset.json");
}

function row(account: ReturnType<typeof single>, question: string, index = 0) {
  return account.answers[question].data.list[index];
}

describe("composed accounts become the expected snapshot", () => {
  it.each(composedFiles("bitget"))("%s", async (file) => {
    const account = loadComposed("bitget", file);
    expect(plainSnapshot(await readComposed(bitget, account))).toEqual(account.expected);
  });

  it("a single-asset account comes to the venue's own figures", async () => {
    const { reconciliation } = assessAccount(await readComposed(bitget, single()));
    expect(reconciliation.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(reconciliation).toHaveLength(6);
  });
});

it("asks rule tables and contracts once an hour", async () => {
  const { answers } = single();
  const asked: string[] = [];
  const session = createRecordedSession({
    venue: "bitget",
    marginModel: "bitget-cross",
    answerOf: (endpoint, params) => {
      asked.push(endpoint);
      return answers[`${endpoint} ${JSON.stringify(params)}`] ?? answers[endpoint];
    },
  });
  const read = bitget.createReader(session);
  await read();
  const first = asked.length;
  await read();
  const again = asked.slice(first).filter((endpoint) => endpoint.startsWith("public"));
  expect(again).toEqual(["publicUtaGetV3MarketCurrentFundRate"]);
});

it("follows the pages of open orders, and knows none when one fails", async () => {
  const account = single();
  const order = { category: "USDT-FUTURES", symbol: "BTCUSDT", side: "buy", qty: "1", price: "9" };
  const list = Array.from({ length: 100 }, () => order);
  const next =
    'privateUtaGetV3TradeUnfilledOrders {"category":"USDT-FUTURES","limit":100,"cursor":"7"}';
  account.answers[ORDERS] = { code: "00000", data: { list, cursor: "7" } };
  expect((await readComposed(bitget, account)).openOrders).toHaveLength(0);
  account.answers[next] = { code: "00000", data: { list: [order], cursor: "8" } };
  expect((await readComposed(bitget, account)).openOrders).toHaveLength(101);
});

it("asks for a contract that its list does not hold yet", async () => {
  const account = single();
  const [btc, ...others] = account.answers[INSTRUMENTS].data;
  account.answers[INSTRUMENTS].data = others;
  account.answers[
    'publicUtaGetV3MarketInstruments {"category":"USDT-FUTURES","symbol":"BTCUSDT"}'
  ] = { code: "00000", data: [btc] };
  expect((await readComposed(bitget, account)).positions).toHaveLength(1);
});

it.each([
  ["5", 1],
  ["0", 0],
])("an equity above its balance beside a profit of %s leaves %i doubts", async (profit, count) => {
  const account = single();
  Object.assign(account.answers[ASSETS].data, { unrealisedPnl: profit });
  account.answers[ASSETS].data.assets.push({
    coin: "USDC",
    equity: "15",
    balance: "10",
    debt: "0",
  });
  const { gaps } = await readComposed(bitget, account);
  expect(gaps.filter(({ code }) => code === "contradiction")).toHaveLength(count);
});

it("takes a debt once, whichever way the balance counts it", async () => {
  const debtOf = async (balance: string) => {
    const account = single();
    account.answers[ASSETS].data.assets.push({ coin: "ETH", equity: "-2", balance, debt: "2" });
    const { balances } = await readComposed(bitget, account);
    const { walletBalance, borrowed } = balances[1] ?? {};
    return [walletBalance?.toFixed(), borrowed?.toFixed()];
  };
  expect(await debtOf("0")).toEqual(["0", "2"]);
  expect(await debtOf("-2")).toEqual(["-2", "0"]);
});

describe("what is not modelled is refused by name", () => {
  it("an account that is not unified", async () => {
    const account = single();
    account.answers[SETTINGS].data.accountMode = "hybrid";
    await expect(readComposed(bitget, account)).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("hybrid"),
    });
  });

  it("a coin-margined contract", async () => {
    const account = single();
    const held = { ...row(account, POSITIONS), category: "COIN-FUTURES", symbol: "BTCUSD" };
    account.answers[COIN_POSITIONS] = { code: "00000", data: { list: [held] } };
    account.answers['publicUtaGetV3MarketInstruments {"category":"COIN-FUTURES"}'] = {
      code: "00000",
      data: [{ symbol: "BTCUSD", category: "COIN-FUTURES", baseCoin: "BTC", quoteCoin: "USD" }],
    };
    await expect(readComposed(bitget, account)).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("BTCUSD"),
    });
  });
});

describe("what would make the book wrong is refused by name", () => {
  it("a position of a kind that no list is for", async () => {
    const account = single();
    row(account, POSITIONS).category = "EVENT-FUTURES";
    await expect(readComposed(bitget, account)).rejects.toThrow("the category EVENT-FUTURES");
  });

  it.each([
    ["not a number", { markPrice: "NaN" }, "list.0.markPrice"],
    ["a negative price", { avgPrice: "-1" }, "list.0.avgPrice"],
    ["no size", { total: "" }, "list.0.total"],
    ["a negative size", { total: "-1" }, "the size of BTCUSDT"],
    ["an unknown side", { posSide: "net" }, "list.0.posSide"],
    ["an unknown scope", { marginMode: "cross" }, "list.0.marginMode"],
  ])("%s", async (_, change, field) => {
    const account = single();
    Object.assign(row(account, POSITIONS), change);
    await expect(readComposed(bitget, account)).rejects.toMatchObject({
      code: "bad_venue_data",
      message: expect.stringContaining(field),
    });
  });

  it("a leg twice, a coin twice, an answer without its list", async () => {
    const legs = single();
    legs.answers[POSITIONS].data.list.push(row(legs, POSITIONS));
    await expect(readComposed(bitget, legs)).rejects.toThrow("BTCUSDT long crossed twice");
    const coins = single();
    coins.answers[ASSETS].data.assets.push(coins.answers[ASSETS].data.assets[0]);
    await expect(readComposed(bitget, coins)).rejects.toThrow("USDT twice");
    const hollow = single();
    hollow.answers[POSITIONS].data = {};
    await expect(readComposed(bitget, hollow)).rejects.toMatchObject({ code: "bad_venue_data" });
  });
});

it.each([
  ORDERS,
  SETTINGS,
  'publicUtaGetV3MarketPositionTier {"category":"USDT-FUTURES","symbol":"BTCUSDT"}',
])("keeps the rest when %s is garbage", async (question) => {
  for (const garbage of ["<html>", {}, { code: "00000" }, { code: "40015", data: [] }]) {
    const account = single();
    account.answers[question] = garbage;
    const { positions, gaps } = await readComposed(bitget, account);
    expect(positions).toHaveLength(1);
    expect(gaps).toHaveLength(1);
  }
});
