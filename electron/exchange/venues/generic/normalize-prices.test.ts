import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { dollarPrices, type Leg, pairsOf, routeToDollar } from "./normalize-prices.ts";

const MARK = { active: true, contractSize: null };
const spot = (symbol: string) => {
  const [base = "", quote = ""] = symbol.split("/");
  return { ...MARK, symbol, base, quote, spot: true, swap: false };
};
const swap = (symbol: string) => {
  const [pair = ""] = symbol.split(":");
  return { ...spot(pair), symbol, spot: false, swap: true };
};

function routeIn(markets: readonly ReturnType<typeof spot>[], coin: string) {
  return routeToDollar(coin, pairsOf(markets, []))?.map(
    ({ symbol, isInverse }) => `${isInverse ? "÷" : "×"} ${symbol}`,
  );
}

describe("the way from a coin to its price in dollars", () => {
  it("is none for the dollar and direct where the coin is traded against it", () => {
    expect(routeIn([], "USD")).toEqual([]);
    expect(routeIn([spot("ETH/USD")], "ETH")).toEqual(["× ETH/USD"]);
  });

  it("of a stablecoin is the ratio of bitcoin's two prices, never one", () => {
    const markets = [swap("BTC/USD:BTC"), swap("BTC/USDT:USDT")];
    expect(routeIn(markets, "USDT")).toEqual(["× BTC/USD:BTC", "÷ BTC/USDT:USDT"]);
    expect(routeIn([swap("BTC/USDT:USDT")], "USDT")).toBeUndefined();
    expect(routeIn([spot("USDC/USDT")], "USDC")).toBeUndefined();
  });

  it("of any other coin goes by a stablecoin", () => {
    const markets = [spot("SOL/USDT"), spot("USDT/USD")];
    expect(routeIn(markets, "SOL")).toEqual(["× SOL/USDT", "× USDT/USD"]);
    expect(routeIn([spot("SOL/EUR")], "SOL")).toBeUndefined();
  });

  it("prefers spot to contracts and passes over what is not traded any more", () => {
    expect(routeIn([swap("ETH/USD:ETH"), spot("ETH/USD")], "ETH")).toEqual(["× ETH/USD"]);
    expect(routeIn([{ ...spot("ETH/USD"), active: false }], "ETH")).toBeUndefined();
  });
});

describe("prices in dollars", () => {
  const legs: readonly Leg[] = [
    { symbol: "BTC/USD:BTC", isInverse: false },
    { symbol: "BTC/USDT:USDT", isInverse: true },
  ];
  it("are made of all the legs, or missing", () => {
    const prices = new Map([
      ["BTC/USD:BTC", decimal(64_935)],
      ["BTC/USDT:USDT", decimal(65_000)],
    ]);
    const routes = new Map([["USDT", legs]]);
    expect(
      dollarPrices(routes, (at) => prices.get(at) ?? null)
        .get("USDT")
        ?.toFixed(),
    ).toBe("0.999");
    prices.delete("BTC/USD:BTC");
    expect(dollarPrices(routes, (at) => prices.get(at) ?? null).size).toBe(0);
  });
});
