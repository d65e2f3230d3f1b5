import { expect, it } from "vitest";
import { accountOf, positionOf } from "./build-account.ts";
import {
  type NaiveRule,
  bufferAlong,
  exact,
  fraction,
  nearestDeath,
  notionalOf,
  slicedMargin,
  toDecimal,
} from "./naive.ts";

const RULE: NaiveRule = {
  worth: (_, amount) => amount,
  rate: () => fraction(1),
  margin: (holding, price) => slicedMargin(holding.tiers, notionalOf(holding, price)),
};

it("knows a published liquidation price: 1,153.26 and 26,316.89 (Binance FAQ, 2020-08-14)", () => {
  // The page states one tier and its deduction; here the rate is flat and the deduction is cash.
  const snapshot = accountOf("binance-usdm", {
    balances: { USDT: { wallet: "1687108.01" } }, // 1,535,443.01 + 135,365 + 16,300
    positions: [
      positionOf({
        coin: "ETH",
        quantity: "3683.979",
        entry: "1456.84",
        mark: "1335.18",
        tiers: [{ rate: "0.1" }],
      }),
      positionOf({
        quantity: "109.488",
        entry: "32481.98",
        mark: "31967.27",
        tiers: [{ rate: "0.025" }],
      }),
    ],
  });
  const deaths = snapshot.positions.map(({ instrument, markPrice }) =>
    nearestDeath(bufferAlong(snapshot, RULE, instrument), exact(markPrice!)),
  );
  expect(deaths.map((price) => toDecimal(price!).toFixed(2))).toEqual(["1153.26", "26316.89"]);
});
