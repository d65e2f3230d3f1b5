import { describe, expect, it } from "vitest";
import { VenueError } from "../exchange-client.ts";
import {
  type Composed,
  composedFiles,
  loadComposed,
  readComposed,
} from "../testing/composed-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { createRecordedSession } from "../testing/recorded-session.ts";
import { gate } from "./gate.ts";

const MULTI = "account.multi-currency.json";
const load = (file = MULTI) => loadComposed("gate", file);
const read = (account: Composed) => readComposed(gate, account);

const MODE = "privateUnifiedGetUnifiedMode";
const UNIFIED = "privateUnifiedGetAccounts";
const DISCOUNTS = "privateUnifiedGetCurrencyDiscountTiers";
const FEES = 'privateFuturesGetSettleFee {"settle":"usdt"}';
const ACCOUNT = 'privateFuturesGetSettleAccounts {"settle":"usdt"}';
const BTC_ACCOUNT = 'privateFuturesGetSettleAccounts {"settle":"btc"}';
const POSITIONS =
  'privateFuturesGetSettlePositions {"settle":"usdt","holding":true,"limit":100,"offset":0}';
const REQUIRED = [MODE, UNIFIED, DISCOUNTS, ACCOUNT, BTC_ACCOUNT, POSITIONS];

describe("a composed account becomes the expected snapshot", () => {
  it.each(composedFiles("gate"))("%s", async (file) => {
    const account = load(file);
    expect(plainSnapshot(await read(account))).toEqual(account.expected);
  });
});

describe("what would make the book wrong is refused by name", () => {
  it.each([
    ["not a number", { size: "NaN" }, "size"],
    ["a negative price", { mark_price: "-1" }, "mark_price"],
    ["an unknown leg", { mode: "split" }, "mode"],
    ["a sign its leg contradicts", { size: -5000 }, "the sign of BTC_USDT dual_long"],
    ["a leg twice", { mode: "dual_short", size: -1 }, "BTC_USDT dual_short twice"],
    ["a contract nobody lists", { contract: "NEW_USDT" }, "NEW_USDT"],
    ["the name of a prototype", { contract: "__proto__" }, "__proto__"],
  ])("%s", async (_, change, field) => {
    const account = load();
    Object.assign(account.answers[POSITIONS][0], change);
    await expect(read(account)).rejects.toThrow(field);
    await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
  });

  it.each([{}, "", "<html>"])("a hollow answer is never an empty book: %j", async (hollow) => {
    for (const endpoint of REQUIRED) {
      const account = load();
      account.answers[endpoint] = hollow;
      await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
    }
  });
});

describe("the account's mode", () => {
  it.each([
    ["portfolio", "portfolio margin mode: recognized"],
    ["new", "margin mode that Keel does not know"],
  ])("%s is said to be unsupported", async (mode, sentence) => {
    const account = load();
    account.answers[MODE].mode = mode;
    await expect(read(account)).rejects.toThrow(sentence);
    await expect(read(account)).rejects.toMatchObject({ code: "unsupported" });
  });

  it("another margin model is unsupported", async () => {
    const account: Composed = { ...load(), marginModel: "okx-multi" };
    await expect(read(account)).rejects.toMatchObject({ code: "unsupported" });
  });

  it("a multi-currency account without weights is not judged by another mode's rule", async () => {
    const account = load();
    account.answers[DISCOUNTS] = [[{ currency: "XRP", discount_tiers: [] }]];
    await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
    delete account.answers[DISCOUNTS];
    await expect(read(account)).rejects.toMatchObject({ code: "venue_unavailable" });
  });

  it.each([
    ["a hole", { lower_limit: "1001" }],
    ["two without end", { lower_limit: "0", upper_limit: "+" }],
  ])("slices with %s are not a table", async (_, change) => {
    const account = load();
    Object.assign(account.answers[DISCOUNTS][0][1].discount_tiers[0], change);
    await expect(read(account)).rejects.toThrow("the slices of BTC");
  });
});

async function gapsOf(account: Composed): Promise<readonly string[]> {
  return (await read(account)).gaps.map(({ code, path }) => `${code} ${path}`);
}

describe("gaps", () => {
  it("an optional answer that fails leaves one and keeps the rest", async () => {
    const optional = Object.keys(load().answers).filter(
      (key) => !REQUIRED.includes(key) && !key.includes('Positions {"settle":"btc","h'),
    );
    expect(optional).toHaveLength(13);
    for (const key of optional) {
      const account = load();
      account.answers[key] = "<html>";
      const { positions, gaps } = await read(account);
      expect(positions).toHaveLength(4);
      // Delivery contracts are held in this account, which is a gap of its own.
      const others = key.includes("Options") ? 0 : 1;
      const isFunding = key.includes("SettleContracts");
      expect(
        gaps.filter(({ code }) => code === (isFunding ? "funding_missing" : "source_failed"))
          .length,
      ).toBeGreaterThan(isFunding ? 0 : others);
    }
  });

  it("one contract without a fee leaves the fee unknown", async () => {
    const account = load();
    delete account.answers[FEES].ETH_USDT;
    expect((await read(account)).takerFeeRate).toBeNull();
    expect(await gapsOf(account)).toContain("source_failed takerFeeRate");
  });

  it("the wallet in BTC of a classic account can't be reached", async () => {
    const account = loadComposed("gate", "account.classic-two-wallets.json");
    delete account.answers[BTC_ACCOUNT];
    const { balances, gaps } = await read(account);
    expect(balances.map(({ asset }) => asset)).toEqual(["USDT"]);
    expect(gaps.map(({ message }) => message).join()).toContain("positions in BTC could not");
  });
});

it.each([
  ["it stands behind all positions", "account.multi-currency.json", 0],
  ["it was there before", "account.classic-two-wallets.json", 1],
])("a wallet in BTC that can't be reached is missed: %s", async (_, file, readings) => {
  const { venue, marginModel, markets, answers } = loadComposed("gate", file);
  const answerOf = (endpoint: string, params: object): unknown =>
    answers[`${endpoint} ${JSON.stringify(params)}`] ?? answers[endpoint];
  const session = createRecordedSession({ venue, marginModel, markets, answerOf });
  const readAgain = gate.createReader(session);
  for (let done = 0; done < readings; done += 1) await readAgain();
  delete answers[BTC_ACCOUNT];
  await expect(readAgain()).rejects.toMatchObject({ code: "venue_unavailable" });
});

it.each([
  ["1.4 contracts to 1", 1, "12.04"],
  ["0.4 contracts to none", 0, "3.44"],
])("a size that was cut from %s contradicts its value", async (_, size, value) => {
  const account = load();
  const isTold = async () =>
    (await read(account)).gaps.some(({ message }) => message.includes("come to the value"));
  expect(await isTold()).toBe(false);
  // A contract of 0.0001 BTC at 86,000.
  Object.assign(account.answers[POSITIONS][0], { size, value });
  expect(await isTold()).toBe(true);
});

it("an account without a wallet in BTC has no gap for it", async () => {
  const { venue, marginModel, markets, answers } = load();
  const answerOf = (endpoint: string, params: object): unknown => {
    const key = `${endpoint} ${JSON.stringify(params)}`;
    if (key === BTC_ACCOUNT) throw new VenueError("not_found", "No such wallet.");
    return answers[key] ?? answers[endpoint];
  };
  const session = createRecordedSession({ venue, marginModel, markets, answerOf });
  const { positions, gaps } = await gate.createReader(session)();
  expect(positions).toHaveLength(3);
  expect(gaps.map(({ message }) => message).join()).not.toContain("BTC could not");
});

it("reads every page, and gives up on a list that never ends", async () => {
  const { venue, marginModel, markets, answers } = load();
  const reading = (pages: number) => {
    const answerOf = (endpoint: string, params: Readonly<Record<string, unknown>>): unknown => {
      const isList = endpoint === "privateFuturesGetSettlePositions" && params["settle"] === "usdt";
      if (isList && Number(params["offset"]) < pages * 100)
        return Array(100).fill(answers[POSITIONS][3]);
      if (isList) return answers[POSITIONS];
      return answers[`${endpoint} ${JSON.stringify(params)}`] ?? answers[endpoint];
    };
    return gate.createReader(createRecordedSession({ venue, marginModel, markets, answerOf }))();
  };
  expect((await reading(2)).positions).toHaveLength(4);
  await expect(reading(1_000)).rejects.toThrow("never ends");
});
