import { describe, expect, it } from "vitest";
import {
  type Composed,
  composedFiles,
  loadComposed,
  readComposed,
} from "../testing/composed-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { createRecordedSession } from "../testing/recorded-session.ts";
import { bybit } from "./bybit.ts";

const ALL = "account.every-kind.json";
const load = (file = ALL) => loadComposed("bybit", file);
const read = (account: Composed) => readComposed(bybit, account);

const LINEAR = 'privateGetV5PositionList {"category":"linear","settleCoin":"USDT","limit":200}';
const WALLET = "privateGetV5AccountWalletBalance";
const INFO = "privateGetV5AccountInfo";
const WEIGHTS = "publicGetV5SpotMarginTradeCollateral";
const FEES = 'privateGetV5AccountFeeRate {"category":"linear"}';

describe("a composed account becomes the expected snapshot", () => {
  it.each(composedFiles("bybit"))("%s", async (file) => {
    const account = load(file);
    expect(plainSnapshot(await read(account))).toEqual(account.expected);
  });
});

describe("what would make the book wrong is refused by name", () => {
  it.each([
    ["not a number", { size: "NaN" }, "size"],
    ["a negative size", { size: "-1" }, "size"],
    ["a negative price", { markPrice: "-1" }, "markPrice"],
    ["an unknown side", { side: "Both" }, "side"],
    ["no side", { side: "" }, "the side of BTCUSDT"],
    ["a side its leg contradicts", { side: "Sell" }, "the side of BTCUSDT"],
    ["a long in the short leg", { positionIdx: 2 }, "the side of BTCUSDT"],
    ["an unknown leg", { positionIdx: 3 }, "positionIdx"],
    ["a leg twice", { side: "Sell", positionIdx: 2 }, "BTCUSDT 2 twice"],
    ["a contract nobody lists", { symbol: "NEWUSDT" }, "NEWUSDT"],
    ["the name of a prototype", { symbol: "__proto__" }, "__proto__"],
  ])("%s", async (_, change, field) => {
    const account = load();
    Object.assign(account.answers[LINEAR].result.list[0], change);
    await expect(read(account)).rejects.toThrow(field);
    await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
  });

  it("a coin twice", async () => {
    const account = load();
    const { coin } = account.answers[WALLET].result.list[0];
    coin.push(coin[0]);
    await expect(read(account)).rejects.toThrow("USDT twice");
  });

  it.each([{}, { retCode: 0, result: {}, time: 1 }, [], "<html>"])(
    "a hollow answer is never an empty book: %j",
    async (hollow) => {
      const required = Object.keys(load().answers).filter((key) => key.includes("PositionList"));
      for (const endpoint of [INFO, WALLET, ...required]) {
        const account = load();
        account.answers[endpoint] = hollow;
        await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
      }
    },
  );
});

describe("an account of another rule is said to be unsupported", () => {
  it.each([
    ["portfolio margin", { marginMode: "PORTFOLIO_MARGIN" }, "portfolio margin mode: recognized"],
    ["a mode of the future", { marginMode: "NEW" }, "margin mode that Keel does not know"],
    ["a classic account", { unifiedMarginStatus: 1 }, "classic"],
    ["inverse positions in 1.0", { unifiedMarginStatus: 4 }, "wallet of their own"],
  ])("%s", async (_, change, sentence) => {
    const account = load();
    Object.assign(account.answers[INFO].result, change);
    await expect(read(account)).rejects.toThrow(sentence);
    await expect(read(account)).rejects.toMatchObject({ code: "unsupported" });
  });

  it("another margin model", async () => {
    const account: Composed = { ...load(), marginModel: "okx-multi" };
    await expect(read(account)).rejects.toMatchObject({ code: "unsupported" });
  });
});

async function gapsOf(account: Composed): Promise<readonly string[]> {
  return (await read(account)).gaps.map(({ code, path }) => `${code} ${path}`);
}

describe("gaps", () => {
  it("an optional answer that fails leaves one and keeps the rest", async () => {
    const optional = Object.keys(load().answers).filter(
      (key) => ![INFO, WALLET].includes(key) && !key.includes("PositionList"),
    );
    for (const key of optional) {
      const account = load();
      account.answers[key] = "<html>";
      const snapshot = await read(account);
      expect(snapshot.positions).toHaveLength(5);
      const isFunding = /Tickers \{"category":"(linear|inverse)"\}/.test(key);
      expect(snapshot.gaps.map(({ code }) => code)).toContain(
        isFunding ? "funding_missing" : "source_failed",
      );
    }
  });

  it("one contract without a fee leaves the fee unknown", async () => {
    const account = load();
    account.answers[FEES].result.list.pop();
    expect((await read(account)).takerFeeRate).toBeNull();
    expect(await gapsOf(account)).toContain("source_failed takerFeeRate");
  });

  it("slices with a hole are not a table", async () => {
    const account = load();
    account.answers[WEIGHTS].result.list[1].collateralRatioList[1].maxQty = "9";
    expect((await read(account)).balances[1]?.collateralTiers).toBeNull();
    expect(await gapsOf(account)).toContain("source_failed balances");
  });

  it("margin on a coin in which nothing is listed", async () => {
    const account = load();
    account.answers[WALLET].result.list[0].coin[3].totalPositionMM = "1";
    expect(await gapsOf(account)).toContain("contradiction positions");
  });

  it("wallet and positions of different times", async () => {
    const account = load();
    account.answers[LINEAR].time -= 11_000;
    expect(await gapsOf(account)).toContain("stale positions");
  });
});

it("borrowings that are not told apart from losses are not known", async () => {
  const account = load();
  const eth = account.answers[WALLET].result.list[0].coin[2];
  delete eth.spotBorrow;
  expect((await read(account)).balances[2]?.borrowed).toBeNull();
});

it("reads every page, and gives up on a list that never ends", async () => {
  const { venue, marginModel, markets, answers } = load();
  const filler = (count: number, nextPageCursor: string) => ({
    ...answers[LINEAR],
    result: { list: Array(count).fill(answers[LINEAR].result.list[2]), nextPageCursor },
  });
  const reading = (last: unknown) => {
    const answerOf = (endpoint: string, params: object): unknown => {
      const key = `${endpoint} ${JSON.stringify(params)}`;
      if (key === LINEAR) return filler(200, "second");
      if (key.includes("cursor")) return last;
      return answers[key] ?? answers[endpoint];
    };
    return bybit.createReader(createRecordedSession({ venue, marginModel, markets, answerOf }))();
  };
  expect((await reading(answers[LINEAR])).positions).toHaveLength(5);
  await expect(reading(filler(200, "second"))).rejects.toThrow("nextPageCursor");
});

it("asks for rule tables once an hour and keeps old ones that can't be read again", async () => {
  const { venue, marginModel, markets, answers } = load();
  const asked: string[] = [];
  let at = 1_795_392_000_000;
  let isDown = false;
  const answerOf = (endpoint: string, params: object): unknown => {
    asked.push(endpoint);
    if (isDown && endpoint === WEIGHTS) return undefined;
    return answers[`${endpoint} ${JSON.stringify(params)}`] ?? answers[endpoint];
  };
  const session = createRecordedSession({ venue, marginModel, markets, now: () => at, answerOf });
  const readAgain = bybit.createReader(session);
  await readAgain();
  at += 3_599_999;
  await readAgain();
  expect(asked.filter((endpoint) => endpoint === WEIGHTS)).toHaveLength(1);
  at += 1;
  isDown = true;
  const { balances, gaps } = await readAgain();
  expect(balances[1]?.collateralTiers).toHaveLength(3);
  expect(gaps.map(({ code, path }) => `${code} ${path}`)).toContain("stale balances");
});
