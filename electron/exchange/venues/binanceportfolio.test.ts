import { describe, expect, it } from "vitest";
import {
  type Composed,
  composedFiles,
  loadComposed,
  readComposed,
} from "../testing/composed-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { binancePortfolio } from "./binanceportfolio.ts";
import { portfolioRefusal } from "./binanceportfolio/refusals.ts";

const VENUE = "binanceportfolio";
const load = () => loadComposed(VENUE, "account.hedge-two-markets.json");
const read = (account: Composed) => readComposed(binancePortfolio, account);

describe("a composed account becomes the expected snapshot", () => {
  it.each(composedFiles(VENUE))("%s", async (file) => {
    const account = loadComposed(VENUE, file);
    expect(plainSnapshot(await read(account))).toEqual(account.expected);
  });
});

describe("what would make the book wrong is refused by name", () => {
  it.each([
    ["not a number", { positionAmt: "NaN" }, "0.positionAmt"],
    ["a negative mark", { markPrice: "-1" }, "0.markPrice"],
    ["a side its sign contradicts", { positionSide: "SHORT" }, "the sign of BTCUSDT SHORT"],
    ["a contract nobody lists", { symbol: "NEWUSDT" }, "NEWUSDT"],
  ])("%s", async (_, change, field) => {
    const account = load();
    Object.assign(account.answers["papiGetUmPositionRisk"][0], change);
    await expect(read(account)).rejects.toThrow(field);
    await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
  });

  it("an asset twice", async () => {
    const account = load();
    account.answers["papiGetBalance"].push(account.answers["papiGetBalance"][0]);
    await expect(read(account)).rejects.toThrow("USDT twice");
  });

  it.each(["papiGetAccount", "papiGetBalance", "papiGetUmPositionRisk", "papiGetCmPositionRisk"])(
    "a hollow answer is never an empty book: %s",
    async (endpoint) => {
      for (const hollow of [{}, null, "<html>", [{}]]) {
        const account = load();
        account.answers[endpoint] = hollow;
        await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
      }
    },
  );
});

it("says when wallet and positions are not of one moment", async () => {
  const account = load();
  account.answers["papiGetBalance"][0].umUnrealizedPNL = "-800";
  const { gaps } = await read(account);
  expect(gaps.find(({ code }) => code === "contradiction")?.message).toContain("-800 USDT");
});

it("does not state what orders hold while a price or an account is missing", async () => {
  const orderMargin = async (endpoint: string) => {
    const account = load();
    delete account.answers[endpoint];
    return (await read(account)).reported.orderInitialMargin;
  };
  expect(await orderMargin("papiGetCmAccount")).toBeNull();
  expect(await orderMargin("sapiGetPortfolioAssetIndexPrice")).toBeNull();
  expect((await orderMargin("papiGetCmOpenOrders"))?.toFixed()).toBe("160.44975");
});

it("keeps the rest when an optional answer is garbage", async () => {
  const account = load();
  const required = /Account$|Balance$|PositionRisk$/;
  const optional = Object.keys(account.answers).filter((each) => !required.test(each));
  for (const endpoint of optional) {
    const changed = load();
    changed.answers[endpoint] = "<html>";
    const { positions, gaps } = await read(changed);
    expect(positions).toHaveLength(4);
    const code = /PremiumIndex|FundingInfo/.test(endpoint) ? "funding_missing" : "source_failed";
    expect(gaps.filter((gap) => gap.code === code)).toHaveLength(1);
  }
});

it.each([
  [-20_131, "unsupported", "not a portfolio margin account"],
  [-2015, "credentials_rejected", "portfolio margin"],
  [-1021, "clock_off", "clock"],
])("code %i is %s", (code, expected, words) => {
  const refusal = portfolioRefusal({ status: 400, headers: {}, body: { code, msg: "x" } }, 0);
  expect(refusal?.code).toBe(expected);
  expect(refusal?.message).toContain(words);
});
