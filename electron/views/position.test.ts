import { expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { assessAccount } from "../engine/assess-account.ts";
import { account, position, wallet } from "../engine/testing/build-account.ts";
import { positionViews } from "./position.ts";

const long = position({
  instrument: "BTC/USDT:USDT",
  quantity: "10",
  entry: "30000",
  mark: "30000",
});
const prices = { USDT: "1" };

function viewOf(held: typeof long) {
  const snapshot = account("generic-cross", {
    balances: [wallet("USDT", "100000")],
    positions: [held],
    prices,
  });
  return positionViews([assessAccount(snapshot)])[0];
}

it("tells rate, interval, next payment, a day and a year of a perpetual's funding", () => {
  const funding = { rate: decimal("-0.0001"), intervalHours: decimal(8), nextAt: 1_000 };
  expect(viewOf({ ...long, funding })?.funding).toEqual({
    rate: "-0.0001",
    intervalHours: "8",
    nextAt: 1_000,
    perDay: { value: "90", unit: "USDT", gaps: [] },
    ratePerYear: "-0.1095",
  });
});

it("marks what is not known at the funding alone", () => {
  const shown = viewOf(long);
  expect(shown?.funding?.perDay.value).toBeNull();
  expect(shown?.funding?.perDay.gaps.map(({ code, path }) => [code, path])).toEqual([
    ["funding_missing", "positions[0].fundingRate"],
  ]);
  expect(shown?.gaps.map(({ code }) => code)).not.toContain("funding_missing");
});

it("has no funding for a contract that expires", () => {
  const dated = position({ instrument: "BTC/USDT:USDT-261225", quantity: "10", mark: "30000" });
  expect(viewOf(dated)?.funding).toBeNull();
});
