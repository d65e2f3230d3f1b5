import { expect, it } from "vitest";
import { createInstrumentCache } from "./instrument-cache.ts";

const MARKET = { base: "BTC", quote: "USDT", settle: "USDT", contract: true };
const market = (id: string) => ({ ...MARKET, id, symbol: id });

function createHarness() {
  const shelf = { kept: null, loading: null };
  const markets = ["A"];
  const world = { now: 1_000, loads: 0, upFrom: 0 };
  const noted: unknown[] = [];
  const open = () =>
    createInstrumentCache({
      shelf,
      now: () => world.now,
      keep: (name, answer, _, readAt) => {
        noted.push([name, Array.isArray(answer) ? answer.length : answer, readAt]);
      },
      load: async () => {
        world.loads += 1;
        if (world.loads < world.upFrom) throw new Error("down");
        return markets.map(market);
      },
    });
  return { open, markets, world, noted };
}

it("loads once for all that ask, and tells each of them when", async () => {
  const { open, world, noted } = createHarness();
  const [one, other] = [open(), open()];
  await Promise.all([one(), other()]);
  world.now += 500;
  await one();
  await open()();
  expect(world.loads).toBe(1);
  expect(noted).toEqual([1, 2, 3].map(() => ["contracts", 1, 1_000]));
});

it("gives everyone what one of them asked for anew", async () => {
  const { open, markets, world, noted } = createHarness();
  const [one, other] = [open(), open()];
  await Promise.all([one(), other()]);
  markets.push("B");
  world.now += 500;
  expect([...(await one("fresh")).keys()]).toEqual(["A", "B"]);
  expect([...(await other()).keys()]).toEqual(["A", "B"]);
  expect(world.loads).toBe(2);
  expect(noted.slice(2)).toEqual([1, 2].map(() => ["contracts", 2, 1_500]));
});

it("asks once more for those that waited on another's failure, and keeps what it has", async () => {
  const { open, world } = createHarness();
  const [one, other, third] = [open(), open(), open()];
  world.upFrom = Infinity;
  const outcomes = await Promise.allSettled([one(), other(), third()]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(world.loads).toBe(2);
  world.upFrom = 0;
  await one();
  world.upFrom = Infinity;
  await expect(other("fresh")).rejects.toThrow("down");
  expect((await other()).size).toBe(1);
});

it("outlives the connection of whoever asked first", async () => {
  const { open, world } = createHarness();
  world.upFrom = 2;
  const [first, second] = await Promise.allSettled([open()(), open()()]);
  expect([first.status, second.status]).toEqual(["rejected", "fulfilled"]);
});
