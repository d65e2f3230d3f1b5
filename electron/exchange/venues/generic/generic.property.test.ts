import fc from "fast-check";
import { expect, it } from "vitest";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../../../engine/assess-account.ts";
import { VenueError } from "../../exchange-client.ts";
import { everyDecimalIn, garbage, pathsIn, replaceAt } from "../../testing/garbage.ts";
import { createRecordedSession } from "../../testing/recorded-session.ts";
import { createGenericVenue } from "../generic.ts";
import { type GenericPlan, PLANS } from "./plans.ts";

const BTC = "BTC/USDT:USDT";
const SOL = "SOL/USD:SOL";

function market(symbol: string, contractSize: string) {
  const [pair = "", settle] = symbol.split(":");
  const [base, quote] = pair.split("/");
  const kind = { spot: false, swap: true, contract: true, inverse: settle === base, active: true };
  return { id: symbol, symbol, base, quote, settle, contractSize, ...kind };
}

/** What ccxt makes of a whole account, by method. */
const answers = () => ({
  markets: [market(BTC, "0.001"), market(SOL, "10"), market("BTC/USD:BTC", "100")],
  fetchBalance: { info: {}, total: { USDT: "20000", SOL: "12" }, debt: { USDT: "0" } },
  fetchPositions: [
    {
      ...{ symbol: BTC, side: "long", contracts: "500", contractSize: "0.001", id: "1" },
      ...{ entryPrice: "60000", markPrice: "65000", marginMode: "cross", leverage: 10 },
      ...{ unrealizedPnl: "2500", initialMargin: "3000", liquidationPrice: 8174 },
    },
    {
      ...{ symbol: BTC, side: "short", contracts: "100", marginMode: "isolated", hedged: true },
      ...{ entryPrice: "64000", collateral: "700", maintenanceMargin: "26" },
    },
    { symbol: SOL, side: "sell", contracts: "-100", entryPrice: "150", markPrice: "155" },
  ],
  fetchOpenOrders: [{ id: "9", symbol: BTC, side: "buy", amount: "100", price: "55000" }],
  fetchMarketLeverageTiers: [
    {
      ...{ currency: "USDT", minNotional: "0", maxNotional: "300000" },
      ...{ maintenanceMarginRate: "0.004", maxLeverage: "125" },
    },
  ],
  fetchFundingRates: {
    [BTC]: { fundingRate: "0.0001", interval: "8h", markPrice: "65000" },
    [SOL]: { fundingRate: "0.0002", nextFundingTimestamp: 1_795_420_800_000 },
  },
  fetchTicker: { last: "64935" },
});
type Answers = ReturnType<typeof answers>;

const PLAN: GenericPlan = {
  ...PLANS.xt,
  ...{ balances: [{}], positions: [{}], orders: [{}], tellsMaintenance: true },
};

function read(told: Answers, plan = PLAN): Promise<AccountSnapshot> {
  const venue = createGenericVenue("xt", plan);
  const unified = {
    markets: async () => told.markets,
    offers: (method: string) => method in told,
    ask: async (method: string) => Reflect.get(told, method) as unknown,
  };
  const recorded = { venue: "xt", marginModel: "generic-cross", unified } as const;
  return venue.createReader(createRecordedSession({ ...recorded, answerOf: () => undefined }))();
}

it("reads what the account is made of", async () => {
  const { positions, balances } = await read(answers());
  expect(positions.map(({ side, quantity }) => [side, quantity.toFixed()])).toEqual([
    ["long", "500"],
    ["short", "100"],
    ["short", "100"],
  ]);
  expect(balances.map(({ asset }) => asset)).toEqual(["USDT", "SOL"]);
});

it.each([
  [null, 0],
  [2, 0],
  [1, 1],
])("one order, where an answer holds %s at most, leaves %s gaps", async (mostOrders, count) => {
  const { gaps, openOrders } = await read(answers(), { ...PLAN, mostOrders });
  expect(openOrders).toHaveLength(1);
  expect(gaps.filter(({ path }) => path === "openOrders")).toHaveLength(count);
});

it("garbage in any field is a refusal or a snapshot of finite figures", async () => {
  // ccxt's markets are a list, whatever is in it.
  const paths = pathsIn(answers()).filter((at) => at.join() !== "markets");
  const property = fc.asyncProperty(fc.constantFrom(...paths), garbage, async (at, value) => {
    const told = answers();
    replaceAt(told, at, value);
    let snapshot: AccountSnapshot;
    try {
      snapshot = await read(told);
    } catch (error) {
      expect(error).toBeInstanceOf(VenueError);
      return;
    }
    for (const figure of everyDecimalIn(snapshot)) expect(figure.isFinite()).toBe(true);
    for (const { quantity, markPrice } of snapshot.positions)
      expect(quantity.gt(0) && markPrice?.gt(0) !== false).toBe(true);
    expect(() => assessAccount(snapshot)).not.toThrow();
  });
  await fc.assert(property, { numRuns: 1_000 });
});
