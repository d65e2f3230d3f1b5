import { describe, expect, it } from "vitest";
import {
  type Composed,
  composedFiles,
  loadComposed,
  readComposed,
} from "../testing/composed-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { createRecordedSession } from "../testing/recorded-session.ts";
import { kucoinFutures } from "./kucoinfutures.ts";

const VENUE = "kucoinfutures";
const load = () => loadComposed(VENUE, "account.hedge-three-wallets.json");
const read = (account: Composed) => readComposed(kucoinFutures, account);
const USDT = 'futuresPrivateGetAccountOverview {"currency":"USDT"}';

describe("a composed account becomes the expected snapshot", () => {
  it.each(composedFiles(VENUE))("%s", async (file) => {
    const account = loadComposed(VENUE, file);
    expect(plainSnapshot(await read(account))).toEqual(account.expected);
  });
});

describe("what would make the book wrong is refused by name", () => {
  it.each([
    ["not a number", { currentQty: "NaN" }, "data.0.currentQty"],
    ["a negative mark", { markPrice: -1 }, "data.0.markPrice"],
    ["a side its sign contradicts", { positionSide: "SHORT" }, "the sign of XBTUSDTM SHORT"],
    ["a contract nobody lists", { symbol: "NEWUSDTM" }, "NEWUSDTM"],
    ["no margin mode", { crossMode: null }, "data.0.crossMode"],
  ])("%s", async (_, change, field) => {
    const account = load();
    Object.assign(account.answers["futuresPrivateGetPositions"].data[0], change);
    await expect(read(account)).rejects.toThrow(field);
    await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
  });

  it("a leg twice", async () => {
    const account = load();
    const { data } = account.answers["futuresPrivateGetPositions"];
    data.push(data[0]);
    await expect(read(account)).rejects.toThrow("XBTUSDTM LONG cross twice");
  });

  it.each(["futuresPrivateGetPositions", USDT])(
    "a hollow answer is never an empty book: %s",
    async (endpoint) => {
      for (const hollow of [{}, null, "<html>", { code: "200000" }, { code: "200000", data: {} }]) {
        const account = load();
        account.answers[endpoint] = hollow;
        await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
      }
    },
  );
});

it("asks for the wallet of every settle coin, for an empty one once an hour", async () => {
  const { answers, markets, marginModel } = load();
  answers["futuresPrivateGetPositions"].data.splice(3, 1);
  const asked: string[] = [];
  let now = 1_795_392_000_000;
  const answerOf = (endpoint: string, params: Readonly<Record<string, unknown>>): unknown => {
    if (endpoint === "futuresPrivateGetAccountOverview") asked.push(String(params["currency"]));
    return answers[`${endpoint} ${JSON.stringify(params)}`] ?? answers[endpoint];
  };
  const session = { venue: VENUE, marginModel, markets, answerOf, now: () => now };
  const readAgain = kucoinFutures.createReader(createRecordedSession(session));
  const next = async () => {
    asked.length = 0;
    await readAgain();
    return asked.toSorted().join(" ");
  };
  expect(await next()).toBe("ETH USDC USDT XBT");
  const { data } = answers['futuresPrivateGetAccountOverview {"currency":"ETH"}'];
  Object.assign(data, { accountEquity: 0, marginBalance: 0, positionMargin: 0 });
  expect(await next()).toBe("ETH USDC USDT XBT");
  expect(await next()).toBe("USDC USDT XBT");
  now += 3_600_000;
  expect(await next()).toBe("ETH USDC USDT XBT");
});

it("says that a unified account is not computed yet", async () => {
  const account = load();
  account.answers["utaPrivateGetAccountMode"].data.selfAccountMode = "UNIFIED";
  await expect(read(account)).rejects.toMatchObject({ code: "unsupported" });
});

it("takes the highest fee of the contracts held", async () => {
  const account = load();
  expect((await read(account)).takerFeeRate?.toFixed()).toBe("0.0007");
  account.answers['futuresPrivateGetTradeFees {"symbol":"ETHUSDM"}'] = {
    code: "200000",
    data: { takerFeeRate: "0.0003" },
  };
  expect((await read(account)).takerFeeRate?.toFixed()).toBe("0.0005");
});

it("keeps the rest when an optional answer is garbage", async () => {
  // For the account's own fee the standard one of the contract stands in.
  const isRequired = (name: string) => /Positions$|"USDT"|"ETH"|TradeFees/.test(name);
  for (const endpoint of Object.keys(load().answers).filter((each) => !isRequired(each))) {
    const account = load();
    account.answers[endpoint] = "<html>";
    const { positions, gaps } = await read(account);
    expect(positions).toHaveLength(4);
    expect(gaps.map(({ code }) => code)).toContain("source_failed");
  }
});

it("says that there are more orders than it read", async () => {
  const account = load();
  account.answers["futuresPrivateGetOrders"].data.totalPage = 2;
  expect((await read(account)).gaps.map(({ path }) => path)).toContain("openOrders");
});
