import { expect, it } from "vitest";
import { frozenOrder } from "./frozen-order.ts";

const order = (rows: string[], shown: string[]) => frozenOrder(rows, (row) => row, shown);

it("keeps the order that was shown", () => {
  expect(order(["c", "a", "b"], ["a", "b", "c"])).toEqual(["a", "b", "c"]);
});

it("drops what left and appends what came, in its own order", () => {
  expect(order(["new1", "c", "new2", "a"], ["a", "b", "c"])).toEqual(["a", "c", "new1", "new2"]);
});

it("takes the given order when nothing was shown", () => {
  expect(order(["b", "a"], [])).toEqual(["b", "a"]);
});
