import { expect, it } from "vitest";
import type { FigureWithLinesView, LineView } from "#shared/views/figure.ts";
import type { MarginView, PoolMarginView } from "#shared/views/margin.ts";
import { linesOfPosition } from "./position-lines.ts";
import { figure, LIVE, positionView } from "./testing/views.ts";

const line = (label: string): LineView => ({
  label,
  amount: null,
  unit: "USDT",
  formula: null,
  inputs: [],
});
const summed = (...labels: string[]): FigureWithLinesView => ({
  ...figure("1"),
  lines: labels.map(line),
});

function pool(name: string, ...labels: string[]): PoolMarginView {
  return {
    name,
    unit: "USDT",
    equity: summed("Wallet USDT", ...labels.map((label) => `Unrealized profit ${label}`)),
    collateralValue: summed("USDT as collateral"),
    initialMargin: summed(...labels),
    maintenanceMargin: summed(...labels),
    maintenanceMarginRatio: figure("0.1", ""),
    freeCollateral: figure("1"),
    marginBuffer: figure("1"),
  };
}

const margin: MarginView = {
  accountId: "a",
  label: "Main",
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  readAt: 0,
  venueAt: 0,
  feed: LIVE,
  unit: "USD",
  pools: [
    pool("USDT", "BTC/USDT:USDT long", "BTC/USDT:USDT short"),
    pool("BTC/USDT:USDT long", "BTC/USDT:USDT long"),
  ],
  fundingPerDay: summed(),
  reconciliation: [],
  trust: { state: "nothing to compare", worst: null },
  gaps: [],
};

it("takes the lines that name the position, of its own side and pool only", () => {
  const found = linesOfPosition(margin, positionView());
  expect(found.map(({ poolName, figure: of }) => [poolName, of])).toEqual([
    ["USDT", "equity"],
    ["USDT", "initialMargin"],
    ["USDT", "maintenanceMargin"],
  ]);
  expect(found.flatMap(({ lines }) => lines.map(({ label }) => label))).toEqual([
    "Unrealized profit BTC/USDT:USDT long",
    "BTC/USDT:USDT long",
    "BTC/USDT:USDT long",
  ]);
});

it("looks for an isolated position behind its own wall", () => {
  const found = linesOfPosition(margin, positionView({ marginMode: "isolated" }));
  expect(new Set(found.map(({ poolName }) => poolName))).toEqual(new Set(["BTC/USDT:USDT long"]));
});
