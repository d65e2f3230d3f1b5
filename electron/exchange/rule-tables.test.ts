import { expect, it } from "vitest";
import { createRuleTables, tableName } from "./rule-tables.ts";

function tables() {
  const clock = { now: 0 };
  return { clock, ...createRuleTables(() => clock.now) };
}

it("gives equal answers the same hash and others another", () => {
  const [one, same, other] = [tables(), tables(), tables()];
  one.keep("tiers", [{ cap: 1 }]);
  same.keep("tiers", [{ cap: 1 }]);
  other.keep("tiers", [{ cap: 2 }]);
  const hashes = [one, same, other].map(({ list }) => list()[0]?.hash);
  expect(hashes[0]).toMatch(/^[0-9a-f]{8}$/);
  expect(hashes[1]).toBe(hashes[0]);
  expect(hashes[2]).not.toBe(hashes[0]);
});

it("tells of several tables under one name the oldest time", () => {
  const { clock, keep, list } = tables();
  keep("tiers", "BTC", "BTC");
  const [{ hash } = { hash: "" }] = list();
  clock.now = 5_000;
  keep("tiers", "ETH", "ETH");
  expect(list()).toEqual([{ name: "tiers", readAt: 0, hash: expect.not.stringMatching(hash) }]);
  keep("tiers", "BTC", "BTC");
  expect(list()).toMatchObject([{ readAt: 5_000 }]);
});

it.each([
  ["fapiPrivateGetLeverageBracket", "leverage bracket"],
  ["publicGetV5MarketRiskLimit", "market risk limit"],
  ["fetchMarketLeverageTiers", "market leverage tiers"],
  ["leverageBracket", "leverage bracket"],
  ["meta", "meta"],
])("%s is called %s", (endpoint, name) => {
  expect(tableName(endpoint)).toBe(name);
});
