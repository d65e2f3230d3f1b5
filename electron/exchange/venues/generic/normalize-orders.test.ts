import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { normalizeInstruments } from "../../normalize-instruments.ts";
import { ordersAnswer } from "./answers.ts";
import { normalizeOrders } from "./normalize-orders.ts";

const MARKET = {
  ...{ id: "BTCUSDT", symbol: "BTC/USDT:USDT", base: "BTC", quote: "USDT", settle: "USDT" },
  ...{ contract: true, contractSize: "1" },
};
const ETH = { ...MARKET, id: "ETHUSDT", symbol: "ETH/USDT:USDT", base: "ETH" };
const ORDER = { id: "1", symbol: "BTC/USDT:USDT", side: "buy", amount: "3", price: "55000" };

function ordersOf(...rows: readonly object[]) {
  const orders = normalizeOrders(
    z.parse(ordersAnswer, rows),
    normalizeInstruments([MARKET, ETH], "symbol"),
  );
  return orders.map(({ quantity }) => quantity.toFixed());
}

describe("open orders as ccxt tells them", () => {
  it("count what is still unfilled", () => {
    expect(ordersOf({ ...ORDER, filled: "1" })).toEqual(["2"]);
    expect(ordersOf({ ...ORDER, filled: "1", remaining: "1.5" })).toEqual(["1.5"]);
    expect(ordersOf({ ...ORDER, filled: "3" })).toEqual([]);
  });

  it("count once where two questions are answered with the same order", () => {
    expect(ordersOf(ORDER, ORDER, { ...ORDER, id: "2" })).toEqual(["3", "3"]);
    expect(ordersOf({ ...ORDER, id: undefined }, { ...ORDER, id: undefined })).toEqual(["3", "3"]);
  });

  it("count each where two contracts have orders of the same id", () => {
    expect(ordersOf(ORDER, { ...ORDER, symbol: ETH.symbol })).toEqual(["3", "3"]);
  });

  it("leave out spot, and refuse a contract that is not listed or an order without a size", () => {
    const bad = expect.objectContaining({ code: "bad_venue_data" });
    expect(ordersOf({ ...ORDER, symbol: "BTC/USDT" })).toEqual([]);
    expect(() => ordersOf({ ...ORDER, symbol: "SOL/USDT:USDT" })).toThrow(bad);
    expect(() => ordersOf({ ...ORDER, amount: undefined })).toThrow(bad);
  });
});
