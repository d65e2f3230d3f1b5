import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { createTurns } from "./turns.ts";

it("gives each a turn of its own, in the order they asked", async () => {
  const nextTurn = createTurns();
  const given: string[] = [];
  const ask = async (name: string): Promise<void> => {
    await nextTurn();
    given.push(name);
  };
  void ask("first");
  void ask("second");
  await turn();
  expect(given).toEqual(["first"]);
  void ask("third");
  await turn();
  expect(given).toEqual(["first", "second"]);
  await turn();
  expect(given).toEqual(["first", "second", "third"]);
});
