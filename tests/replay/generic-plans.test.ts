import { describe, expect, it } from "vitest";
import { GENERIC_CATALOG, GENERIC_VENUE_IDS } from "#shared/domain/generic-venues.ts";
import { loadCcxt } from "../../electron/exchange/ccxt-classes.ts";
import { PLANS } from "../../electron/exchange/venues/generic/plans.ts";

/*
 * Every question of every plan, put to the unmodified class: it is taken, and goes out to the venue
 * instead of being refused for an argument or a kind of account that the class does not know.
 */

const IDS = Object.values(GENERIC_VENUE_IDS).flat();
const SYMBOL = "BTC/USDT:USDT";
/** Some classes decode the secret: 32 bytes that are also a key of ed25519. */
const CREDENTIAL = {
  apiKey: "own-key",
  secret: Buffer.alloc(32, 7).toString("base64"),
  password: "own-words",
};

class Sent extends Error {}

/** The class with one contract listed; the first request is noted and goes no further. */
async function open(id: (typeof IDS)[number]) {
  const { Class } = await loadCcxt(id);
  const exchange = new Class({ ...CREDENTIAL, options: { defaultType: "swap" } });
  const market = {
    ...{ id: "BTC-USDT", symbol: SYMBOL, base: "BTC", quote: "USDT", settle: "USDT" },
    ...{ baseId: "BTC", quoteId: "USDT", settleId: "USDT", type: "swap", contractSize: 1 },
    ...{ spot: false, swap: true, contract: true, linear: true, inverse: false, active: true },
    ...{ precision: {}, limits: {}, info: {} },
  };
  const currencies = Object.fromEntries(
    ["BTC", "USDT", "USD"].map((code) => [code, { id: code, code, precision: 1e-8 }]),
  );
  Reflect.apply(Reflect.get(exchange, "setMarkets"), exchange, [[market], currencies]);
  const asked: string[] = [];
  exchange.fetch = (...request) => {
    asked.push(String(request[0]));
    return Promise.reject(new Sent());
  };
  const ask = (method: string, ...parameters: readonly unknown[]): Promise<unknown> =>
    Reflect.apply(Reflect.get(exchange, method), exchange, parameters);
  return { exchange, asked, ask };
}

type Question = { readonly method: string; readonly parameters: readonly unknown[] };

describe.each(IDS)("%s", (id) => {
  const { balances, positions, orders, mostOrders } = PLANS[id];
  const limit = mostOrders ?? undefined;
  const questions: readonly Question[] = [
    ...balances.map((each) => ({ method: "fetchBalance", parameters: [{ ...each }] })),
    ...positions.map((each) => ({
      method: "fetchPositions",
      parameters: [undefined, { ...each }],
    })),
    ...(orders === "by contract"
      ? [{ method: "fetchOpenOrders", parameters: [SYMBOL, undefined, limit] }]
      : orders.map((each) => ({
          method: "fetchOpenOrders",
          parameters: [undefined, undefined, limit, { ...each }],
        }))),
    { method: "fetchTicker", parameters: [SYMBOL] },
  ];

  it.each(questions)("is asked by $method $parameters", async ({ method, parameters }) => {
    const { asked, ask } = await open(id);
    await expect(ask(method, ...parameters)).rejects.toBeInstanceOf(Sent);
    const hosts = asked.map((address) => new URL(address).host);
    expect(hosts.length).toBeGreaterThan(0);
    expect(GENERIC_CATALOG[id].hosts).toEqual(expect.arrayContaining(hosts));
  });

  it("offers what its plan relies on", async () => {
    const { exchange } = await open(id);
    for (const method of ["fetchBalance", "fetchPositions", "fetchOpenOrders"])
      expect([method, exchange.has[method]]).toEqual([method, true]);
    if (PLANS[id].tellsTiers) expect(exchange.has["fetchMarketLeverageTiers"]).not.toBe(false);
  });
});

/** A plan's questions about one list, as what each asks of the venue. */
async function requestsOf(id: (typeof IDS)[number], list: "balances" | "positions" | "orders") {
  const [method, ...before] = BY_LIST[list];
  const questions = PLANS[id][list];
  if (questions === "by contract") return [];
  return Promise.all(
    questions.map(async (parameters) => {
      const { asked, ask } = await open(id);
      await ask(method, ...before, { ...parameters }).catch(() => null);
      return { parameters, asked: asked.join(" ") };
    }),
  );
}

const BY_LIST = {
  balances: ["fetchBalance"],
  positions: ["fetchPositions", undefined],
  orders: ["fetchOpenOrders", undefined, undefined, undefined],
} as const;
const LISTS = ["balances", "positions", "orders"] as const;

it.each(LISTS)("no two questions about %s are one to the venue", async (list) => {
  const same: string[] = [];
  for (const id of IDS) {
    const requests = (await requestsOf(id, list)).map(({ asked }) =>
      asked.replace(/(timestamp|signature|sign)=[^& ]+/gi, ""),
    );
    if (new Set(requests).size < requests.length) same.push(id);
  }
  expect(same).toEqual([]);
});

/** What a class hands on by its own name goes out even where the venue has never heard of it. */
it("a parameter that is handed on is one that the venue documents", async () => {
  const handedOn = new Set<string>();
  for (const id of IDS)
    for (const list of LISTS)
      for (const { parameters, asked } of await requestsOf(id, list))
        for (const name of Object.keys(parameters))
          if (new RegExp(`[?&]${name}=`).test(asked)) handedOn.add(`${id} ${list} ${name}`);
  expect([...handedOn].toSorted()).toEqual([
    "bybitid orders settleCoin",
    "bybitid positions settleCoin",
    "bydfi positions contractType",
    "mexc orders page_size",
  ]);
});

it.each(["positions", "orders"] as const)("Bybit is asked for all its %s", async (list) => {
  const asked = (await requestsOf("bybitid", list)).map((each) => {
    const { searchParams } = new URL(each.asked);
    return [searchParams.get("category"), searchParams.get("settleCoin")];
  });
  expect(asked).toEqual([
    ["linear", "USDT"],
    ["linear", "USDC"],
    ["inverse", null],
  ]);
});

/** Classes that ask for an account or a token first, and so for no orders here. */
const ASKS_FIRST: ReadonlySet<string> = new Set(["bullish", "coinbaseinternational"]);

it.each(IDS.filter((id) => PLANS[id].mostOrders !== null && !ASKS_FIRST.has(id)))(
  "%s is asked for as many orders as one answer holds",
  async (id) => {
    const { orders, mostOrders } = PLANS[id];
    const { ask, asked } = await open(id);
    const [symbol, parameters] = orders === "by contract" ? [SYMBOL, {}] : [undefined, orders[0]];
    await ask("fetchOpenOrders", symbol, undefined, mostOrders, { ...parameters }).catch(() => {});
    expect(asked.join(" ")).toMatch(new RegExp(`[?&](page_size|limit|size)=${mostOrders}\\b`));
  },
);
