import { describe, expect, it } from "vitest";
import {
  composedFiles,
  loadComposed,
  readComposed,
  type Composed,
} from "../testing/composed-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { krakenFutures } from "./krakenfutures.ts";

const VENUE = "krakenfutures";
const load = (file = "account.walls-and-retail-levels.json") => loadComposed(VENUE, file);
const read = (account: Composed) => readComposed(krakenFutures, account);

describe("a composed account becomes the expected snapshot", () => {
  it.each(composedFiles(VENUE))("%s", async (file) => {
    const account = load(file);
    expect(plainSnapshot(await read(account))).toEqual(account.expected);
  });
});

describe("what would make the book wrong is refused by name", () => {
  it.each([
    ["not a number", { size: "NaN" }, "openPositions.0.size"],
    ["a size below zero", { size: -1 }, "the size of pf_xbtusd"],
    ["no size", { size: null }, "openPositions.0.size"],
    ["an unknown side", { side: "both" }, "openPositions.0.side"],
    ["a negative price", { price: -1 }, "openPositions.0.price"],
    ["a contract nobody lists", { symbol: "PF_NEWUSD" }, "PF_NEWUSD"],
    ["a contract twice", { symbol: "PF_ETHUSD" }, "PF_ETHUSD twice"],
  ])("%s", async (_, change, field) => {
    const account = load();
    Object.assign(account.answers["privateGetOpenpositions"].openPositions[0], change);
    await expect(read(account)).rejects.toThrow(field);
    await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
  });

  it.each([{}, { result: "success" }, { result: "error" }, [], null, "<html>"])(
    "a hollow answer is never an empty book: %j",
    async (hollow) => {
      for (const endpoint of ["privateGetAccounts", "privateGetOpenpositions"]) {
        const account = load();
        account.answers[endpoint] = hollow;
        await expect(read(account)).rejects.toThrow(/can't be used/);
      }
    },
  );
});

describe("the account's kind", () => {
  it.each([
    ["no multi-collateral wallet", { flex: undefined }],
    ["portfolio margin", { flex: { portfolioMarginBreakdown: { totalMarketRisk: 1 } } }],
  ])("%s is said to be unsupported", async (_, change) => {
    const account = load();
    const { accounts } = account.answers["privateGetAccounts"];
    accounts.flex = change.flex && { ...accounts.flex, ...change.flex };
    await expect(read(account)).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("which table of margin levels holds", () => {
  const rateOf = async (account: Composed) =>
    (await read(account)).positions[0]?.marginTiers?.[0]?.maintenanceRate.toFixed();

  it("is told by the maintenance margin that Kraken states", async () => {
    const account = load();
    expect(await rateOf(account)).toBe("0.02");
    account.answers["privateGetAccounts"].accounts.flex.maintenanceMargin = 410;
    expect(await rateOf(account)).toBe("0.01");
  });

  it("is taken to be the harder one, and doubted, when a mark is missing", async () => {
    const account = load();
    delete account.answers["publicGetTickers"];
    expect(await rateOf(account)).toBe("0.02");
    const { gaps } = await read(account);
    expect(gaps.map(({ code }) => code)).toContain("rule_unknown");
  });
});

it("keeps the rest when an optional answer is garbage", async () => {
  for (const endpoint of ["publicGetTickers", "publicGetInstruments", "privateGetOpenorders"]) {
    const account = load();
    account.answers[endpoint] = "<html>";
    const { positions, gaps } = await read(account);
    expect(positions).toHaveLength(5);
    expect(gaps.filter(({ code }) => code === "source_failed")).toHaveLength(1);
  }
});

describe("a single-collateral wallet that no listed position stands on", () => {
  const wallet = { type: "marginAccount", currency: "xrp", balances: { xrp: "11.0" } };
  const gapsWith = async (change: object) => {
    const account = load();
    account.answers["privateGetAccounts"].accounts["fi_xrpusd"] = { ...wallet, ...change };
    const { gaps } = await read(account);
    return gaps.filter(({ message }) => message.includes("fi_xrpusd")).map(({ code }) => code);
  };

  it.each([
    ["holds money beside the account", {}, ["not_included"]],
    ["is empty", { balances: { xrp: "0.0" } }, []],
    ["requires margin", { marginRequirements: { mm: "0.1" } }, ["contradiction"]],
    ["is of a kind that holds no margin", { type: "cashAccount" }, []],
  ])("%s", async (_, change, codes) => {
    expect(await gapsWith(change)).toEqual(codes);
  });
});

it("takes a maintenance margin by the entry for that of the listed positions", async () => {
  const doubtsAt = async (maintenanceMargin: number) => {
    const account = load();
    account.answers["privateGetAccounts"].accounts.flex.maintenanceMargin = maintenanceMargin;
    account.answers["privateGetOpenpositions"].openPositions.splice(1, 1);
    return (await read(account)).gaps.filter(({ code }) => code === "contradiction").length;
  };
  // 2 % of 42,000 at the entry; the mark makes it 820.
  expect(await doubtsAt(840)).toBe(0);
  expect(await doubtsAt(870)).toBe(1);
});
