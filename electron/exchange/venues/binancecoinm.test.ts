import { describe, expect, it } from "vitest";
import {
  type Composed,
  composedFiles,
  loadComposed,
  readComposed,
} from "../testing/composed-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { binanceCoinm } from "./binancecoinm.ts";

const VENUE = "binancecoinm";
const load = () => loadComposed(VENUE, "account.hedge-two-coins.json");
const read = (account: Composed) => readComposed(binanceCoinm, account);

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
    ["a side its sign contradicts", { positionSide: "SHORT" }, "the sign of BTCUSD_PERP SHORT"],
    ["a contract nobody lists", { symbol: "NEWUSD_PERP" }, "NEWUSD_PERP"],
  ])("%s", async (_, change, field) => {
    const account = load();
    Object.assign(account.answers["dapiPrivateGetPositionRisk"][0], change);
    await expect(read(account)).rejects.toThrow(field);
    await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
  });

  it.each(["dapiPrivateGetAccount", "dapiPrivateGetPositionRisk"])(
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

it("says which leg only one of the two answers knows", async () => {
  const account = load();
  account.answers["dapiPrivateGetAccount"].positions.shift();
  const { gaps } = await read(account);
  expect(gaps.map(({ message }) => message).join()).toContain("BTCUSD_PERP LONG");
});

it("keeps the rest when an optional answer is garbage", async () => {
  for (const [endpoint, failed] of [
    ["dapiPrivateV2GetLeverageBracket", 1],
    ["dapiPublicGetPremiumIndex", 1],
    ["dapiPrivateGetOpenOrders", 1],
    // The rows tell it too.
    ["dapiPrivateGetPositionSideDual", 0],
  ] as const) {
    const account = load();
    account.answers[endpoint] = "<html>";
    const { positions, hedgeMode, gaps } = await read(account);
    expect(positions).toHaveLength(4);
    expect(hedgeMode).toBe(true);
    expect(gaps.filter(({ code }) => code === "source_failed")).toHaveLength(failed);
  }
});
